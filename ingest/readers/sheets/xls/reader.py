"""Excel workbooks of before 2007, read by xlrd: a page is a block of rows of a sheet."""

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlrd
from xlrd.compdoc import CompDocError

from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.sheets import errors, looks, telling
from ingest.readers.sheets.count import Room
from ingest.readers.sheets.delimited.reader import DelimitedReader
from ingest.readers.sheets.formats import showing
from ingest.readers.sheets.formats.codes import BUILT_IN
from ingest.readers.sheets.grid import CellArea, Shown, Shows, address
from ingest.readers.sheets.pages import SheetPages
from ingest.readers.sheets.sheet import Drawing, Remark, ShownSheet
from ingest.readers.sheets.xls import xml
from ingest.readers.sheets.xls.stream import Surroundings, surroundings
from ingest.readers.sheets.xlsx.strings import clean
from ingest.readers.sniffing import sniff
from rag.errors import Refusal, UnreadableFile

_MEDIA = "application/vnd.ms-excel"
_DAMAGED = (
    "It is damaged, or no workbook of Excel. "
    "Open it in a spreadsheet program, save it again as XLSX, and add that."
)
_LOCKED = "It wants a password: open it in a spreadsheet program, save it without one, and add that."
# What xlrd raises where bytes are not what they should be.
_BROKEN = (
    xlrd.XLRDError, CompDocError, struct.error, AssertionError, LookupError, ValueError, TypeError, AttributeError,
    NameError, ArithmeticError, OSError, EOFError, RecursionError,
)  # fmt: skip
_BEGINNING = 4096  # bytes that say whether it is XML
_NUMBERED = 50  # the version from which on the numbers of formats mean the same in all files
_BY_COMPUTER = (14, 22)  # formats of dates that are shown as the reader's computer likes it
_BOLD = 600
_WHITE = (9, 64, 65)  # colours of the palette that are none behind a cell


class XlsReader:
    """Cells as they are shown, with formulas' stored values; comments, text boxes, words of charts.

    What is only called .xls, as some programs write it, is read as what it is: XML or delimited text.
    """

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        if sniff(path) == "words":
            with path.open("rb") as file:
                is_xml = xml.MARK in file.read(_BEGINNING)
            reads = xml.read if is_xml else DelimitedReader().read
            return reads(path, page_limit, progress)
        opened = _opened(path)
        around = surroundings(path)
        book, problems, room = Book(_MEDIA, "sheet", page_limit), list[str](), Room()
        pages = SheetPages(book, progress)
        for sheet in _sheets(opened, around, room, problems):
            pages.write(sheet)
        for name, found in around.items():
            if found.is_chart:
                pages.write(ShownSheet(name, drawings=_drawings(found, ()), margins=found.margins))
        return book.finish("", (*problems, *room.problems))


def _opened(path: Path) -> Any:
    """The workbook. Raises UnreadableFile."""
    broken: BaseException | None = None
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        for more in ({}, {"ignore_workbook_corruption": True}, {"encoding_override": "cp1252"}):
            try:
                return xlrd.open_workbook(
                    str(path), logfile=nowhere, formatting_info=True, on_demand=True, ragged_rows=True, **more
                )
            except _BROKEN as error:
                if "encrypted" in str(error):
                    raise UnreadableFile(_LOCKED, Refusal.PASSWORD) from error
                broken = error
    raise UnreadableFile(_DAMAGED) from broken


def _sheets(
    opened: Any, around: dict[str, Surroundings], room: Room, problems: list[str]
) -> Iterator[ShownSheet]:
    """The sheets in order. Raises UnreadableFile where none of them can be read."""
    names, broken = opened.sheet_names(), 0
    for index, name in enumerate(names):
        sheet = ShownSheet(clean(name))
        try:
            _fill(sheet, opened, opened.sheet_by_index(index), room)
            opened.unload_sheet(index)
        except _BROKEN:
            broken += not sheet.grid.rows
            problems.append(telling.cut_short(sheet.name) if sheet.grid.rows else telling.unread(sheet.name))
        found = around.get(sheet.name, Surroundings())
        noted = [remark.words for remark in sheet.remarks]
        sheet.drawings = _drawings(found, noted)
        sheet.margins = found.margins
        problems += telling.hidden(sheet)
        yield sheet
        if room.is_full:
            return
    if broken and broken == len(names):
        raise UnreadableFile(_DAMAGED)


def _drawings(found: Surroundings, noted: Any) -> list[Drawing]:
    """What is drawn; the texts of comments are kept like text boxes and left out here."""
    boxes = [Drawing(words=tuple(box.split("\n"))) for box in found.boxes if box not in noted]
    return boxes + ([Drawing(words=tuple(found.charts))] if found.charts else [])


def _fill(sheet: ShownSheet, opened: Any, cells: Any, room: Room) -> None:
    sheet.hidden = cells.visibility != 0
    sheet.hidden_parts = any(row.hidden for row in cells.rowinfo_map.values()) or any(
        column.hidden for column in cells.colinfo_map.values()
    )
    sheet.grid.merged = [
        CellArea(top, left, bottom - 1, right - 1) for top, bottom, left, right in cells.merged_cells
    ]
    sheet.grid.frozen = min(100, cells.horz_split_pos) if cells.panes_are_frozen else 0
    for place, note in sorted(cells.cell_note_map.items()):
        if words := clean(note.text or ""):
            sheet.remarks.append(Remark(address(*place), words))
    for row in range(cells.nrows):
        for column, cell in enumerate(cells.row(row)):
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            code, strong = _style(opened, cell.xf_index)
            words, shows = _shown(cell, code, bool(opened.datemode))
            if words:
                if not room():
                    return
                sheet.grid.put(row, column, Shown(words, shows, strong))


def _style(opened: Any, index: int | None) -> tuple[str, bool]:
    """The code of a style's number format, and whether it sets a cell off."""
    if index is None or index >= len(opened.xf_list):
        return "General", False
    style = opened.xf_list[index]
    form = opened.format_map.get(style.format_key)
    font = opened.font_list[style.font_index] if style.font_index < len(opened.font_list) else None
    back = style.background
    filled = back.fill_pattern not in (0, 17, 18) and back.pattern_colour_index not in _WHITE
    bold = font is not None and (font.weight >= _BOLD or font.bold)
    own = form.format_str if form else ""
    if opened.biff_version >= _NUMBERED and (not own or style.format_key in _BY_COMPUTER):
        own = BUILT_IN.get(style.format_key, own)
    return own or "General", bool(bold or filled)


def _shown(cell: Any, code: str, is_1904: bool) -> tuple[str, Shows]:
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return showing.number(float(cell.value), code, is_1904)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return ("TRUE" if cell.value else "FALSE"), Shows.NUMBER
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return errors.SHOWN.get(cell.value, ""), Shows.NUMBER
    words = clean(str(cell.value))
    shown = showing.text(words, code).strip() if words else ""
    return shown, looks.of(shown)
