"""Workbooks in one file of XML, as Excel 2002 and 2003 and some programs of today write them under the name .xls."""

from pathlib import Path
from typing import Any

from lxml import etree

from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.sheets import looks, telling
from ingest.readers.sheets.count import Room
from ingest.readers.sheets.formats import showing
from ingest.readers.sheets.formats.codes import GENERAL
from ingest.readers.sheets.grid import CellArea, Shown, Shows, address
from ingest.readers.sheets.pages import SheetPages
from ingest.readers.sheets.sheet import Remark, ShownSheet
from ingest.readers.sheets.xlsx.cells import days
from ingest.readers.sheets.xlsx.package import DAMAGED, attribute, is_on, local, refuse_entities
from ingest.readers.sheets.xlsx.strings import clean
from rag.errors import UnreadableFile

MARK = b"urn:schemas-microsoft-com:office:spreadsheet"
"""What is written at the beginning of such a file."""
# The formats that are named in words.
_NAMED = {
    "General Number": GENERAL, "General Date": "yyyy-mm-dd h:mm", "Long Date": "d mmmm yyyy",
    "Medium Date": "d-mmm-yy", "Short Date": "yyyy-mm-dd", "Long Time": "h:mm:ss", "Medium Time": "h:mm AM/PM",
    "Short Time": "h:mm", "Currency": "#,##0.00", "Euro Currency": "#,##0.00 €", "Fixed": "0.00",
    "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00",
}  # fmt: skip
_FURTHEST = 1_048_576


def read(path: Path, page_limit: int, progress: Progress) -> ReadFile:
    """The workbook. Raises UnreadableFile."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True
    )
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(DAMAGED.format("its XML cannot be read")) from error
    if root is None:
        raise UnreadableFile(DAMAGED.format("its XML cannot be read"))
    if root.getroottree().docinfo.internalDTD is not None:
        refuse_entities()
    styles = {attribute(style, "ID"): _style(style) for style in root.iter("{*}Style")}
    book, room, problems = Book("application/vnd.ms-excel", "sheet", page_limit), Room(), list[str]()
    pages = SheetPages(book, progress)
    for entry in root.iter("{*}Worksheet"):
        sheet = ShownSheet(clean(attribute(entry, "Name")))
        sheet.hidden = any("hidden" in (said.text or "").lower() for said in entry.iter("{*}Visible"))
        _fill(sheet, entry, styles, room)
        problems += telling.hidden(sheet)
        pages.write(sheet)
    return book.finish("", (*problems, *room.problems))


def _style(style: Any) -> tuple[str, bool]:
    code = next((attribute(child, "Format") for child in style if local(child) == "NumberFormat"), "")
    bold = any(is_on(attribute(child, "Bold")) for child in style if local(child) == "Font")
    filled = any(attribute(child, "Pattern") for child in style if local(child) == "Interior")
    return _NAMED.get(code, code) or GENERAL, bold or filled


def _fill(sheet: ShownSheet, entry: Any, styles: dict[str, tuple[str, bool]], room: Room) -> None:
    row = -1
    for line in entry.iter("{*}Row"):
        row = _index(line, row)
        column = -1
        for cell in line:
            if local(cell) != "Cell":
                continue
            column = _index(cell, column)
            if row >= _FURTHEST or column >= _FURTHEST:
                return
            across, down = _count(cell, "MergeAcross"), _count(cell, "MergeDown")
            if across or down:
                sheet.grid.merged.append(CellArea(row, column, row + down, column + across))
            code, strong = styles.get(
                attribute(cell, "StyleID") or attribute(line, "StyleID"), (GENERAL, False)
            )
            for child in cell:
                text = "".join(child.itertext())
                if local(child) == "Data":
                    words, shows = _shown(attribute(child, "Type"), text, code)
                    if words and not room():
                        return
                    if words:
                        sheet.grid.put(row, column, Shown(words, shows, strong))
                elif local(child) == "Comment" and clean(text):
                    sheet.remarks.append(Remark(address(row, column), clean(text)))
            column += across


def _index(element: Any, before: int) -> int:
    """The place that a row or cell states, else the one after the last."""
    stated = attribute(element, "Index")
    return int(stated) - 1 if stated.isdecimal() and int(stated) else before + 1


def _count(element: Any, name: str) -> int:
    stated = attribute(element, name)
    return min(int(stated), _FURTHEST) if stated.isdecimal() else 0


def _shown(kind: str, text: str, code: str) -> tuple[str, Shows]:
    try:
        if kind == "Number":
            return showing.number(float(text), code)
        if kind == "DateTime":
            return showing.number(days(text, False), code if code != GENERAL else "yyyy-mm-dd")
    except ValueError:
        return clean(text), Shows.WORDS
    if kind == "Boolean":
        return ("TRUE" if is_on(text) else "FALSE"), Shows.NUMBER
    words = clean(text)
    return words, looks.of(words)
