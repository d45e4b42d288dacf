"""Binary workbooks (XLSB): a page is a block of rows of a sheet."""

import struct
from collections.abc import Iterator
from pathlib import Path

from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.sheets import telling
from ingest.readers.sheets.count import Room
from ingest.readers.sheets.pages import SheetPages
from ingest.readers.sheets.sheet import ShownSheet
from ingest.readers.sheets.xlsb import cells, tables
from ingest.readers.sheets.xlsx import drawings
from ingest.readers.sheets.xlsx.cells import TooManyCells
from ingest.readers.sheets.xlsx.package import DAMAGED, Package, PartBroken
from ingest.readers.sheets.xlsx.workbook import main_part, title
from rag.errors import UnreadableFile

_MEDIA = "application/vnd.ms-excel.sheet.binary.macroenabled.12"


class XlsbReader:
    """Cells as they are shown, with formulas' stored values; comments, charts, text boxes, diagrams."""

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        with Package(path) as package:
            book = Book(_MEDIA, "sheet", page_limit)
            pages = SheetPages(book, progress)
            problems: list[str] = []
            try:
                for sheet in _sheets(package, problems):
                    pages.write(sheet)
            except (PartBroken, struct.error, IndexError) as error:
                raise UnreadableFile(DAMAGED.format("its list of sheets or styles cannot be read")) from error
            return book.finish(title(package), tuple(problems))


def _sheets(package: Package, problems: list[str]) -> Iterator[ShownSheet]:
    """The sheets in order; what is wrong with them is added to `problems`."""
    part = main_part(package, "xl/workbook.bin")
    workbook = tables.workbook(package, part)
    styles = [style for name in package.of_kind(part, "styles")[:1] for style in tables.styles(package, name)]
    strings = [
        text for name in package.of_kind(part, "sharedStrings")[:1] for text in tables.strings(package, name)
    ]
    room, names, broken = Room(), [entry.name for entry in workbook.sheets], 0
    for entry in workbook.sheets:
        sheet = ShownSheet(entry.name, hidden=entry.hidden)
        try:
            cells.fill(sheet, package, entry.part, strings, styles, workbook.is_1904, room)
        except TooManyCells:
            pass
        except (PartBroken, struct.error, IndexError):
            broken += not sheet.grid.rows
            problems.append(telling.cut_short(entry.name) if sheet.grid.rows else telling.unread(entry.name))
        sheet.remarks += tables.remarks(package, entry.part)
        sheet.drawings += drawings.drawings(package, entry.part, names)
        problems += telling.hidden(sheet)
        yield sheet
        if room.is_full:
            break
    if broken and broken == len(workbook.sheets):
        raise PartBroken(part)
    problems += room.problems
