"""Excel workbooks (XLSX, XLSM, XLTX, XLTM; transitional or strict): a page is a block of rows of a sheet."""

from collections.abc import Iterator
from pathlib import Path

from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.sheets import telling
from ingest.readers.sheets.count import Room
from ingest.readers.sheets.grid import CellArea, area
from ingest.readers.sheets.pages import SheetPages
from ingest.readers.sheets.sheet import ShownSheet
from ingest.readers.sheets.xlsx import drawings, remarks, strings, styles, workbook
from ingest.readers.sheets.xlsx.cells import SheetCells, TooManyCells
from ingest.readers.sheets.xlsx.package import DAMAGED, Package, PartBroken
from rag.errors import UnreadableFile

_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class XlsxReader:
    """Cells as they are shown, with formulas' stored values; comments, charts, text boxes, diagrams."""

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        with Package(path) as package:
            opened = _OpenWorkbook(package)
            book = Book(_MEDIA, "sheet", page_limit)
            pages = SheetPages(book, progress)
            for sheet in opened.sheets():
                pages.write(sheet)
            return book.finish(workbook.title(package), tuple(opened.problems))


class _OpenWorkbook:
    """Reads the sheets of a package one after another, and gathers what is wrong with them."""

    def __init__(self, package: Package) -> None:
        self.problems: list[str] = []
        self._package = package
        self._book = workbook.workbook(package)
        self._room = Room()
        self._persons = remarks.persons(package, self._book.part)
        self._styles = [
            style
            for name in package.of_kind(self._book.part, "styles")[:1]
            for style in styles.styles(package, name)
        ]
        self._strings: list[str] = []
        for name in package.of_kind(self._book.part, "sharedStrings")[:1]:
            self._strings, whole = strings.shared(package, name)
            if not whole:
                self.problems.append(
                    "Some of its words are missing: the list of its words is damaged or too long."
                )

    def sheets(self) -> Iterator[ShownSheet]:
        """The sheets in order, up to where there is room for no more cells.

        Raises UnreadableFile where none of them can be read.
        """
        broken, unstored = list[str](), 0
        for entry in self._book.sheets:
            sheet = ShownSheet(entry.name, hidden=entry.hidden)
            cells = SheetCells(sheet, self._strings, self._styles, self._book.is_1904, self._room)
            full = False
            try:
                if not cells.read(self._package, entry.part):
                    self.problems.append(telling.cut_short(entry.name))
            except PartBroken:
                broken.append(entry.name)
                continue
            except TooManyCells:
                full = True
            unstored += cells.unstored
            self._surroundings(sheet, entry.part)
            self.problems += telling.hidden(sheet)
            yield sheet
            if full:
                break
        if broken and len(broken) == len(self._book.sheets):
            raise UnreadableFile(DAMAGED.format("its sheets cannot be read"))
        self.problems += [telling.unread(name) for name in broken]
        self.problems += telling.unstored(unstored)
        self.problems += self._room.problems

    def _surroundings(self, sheet: ShownSheet, part: str) -> None:
        """Add what is written about the cells and over them."""
        package, names = self._package, [entry.name for entry in self._book.sheets]
        sheet.remarks += remarks.remarks(package, part, self._persons)
        sheet.drawings += drawings.drawings(package, part, names)
        for name in package.of_kind(part, "table"):
            try:
                root = package.tree(name)
            except PartBroken:
                continue
            covered = area(root.get("ref", ""))
            rows = root.get("headerRowCount", "1")
            if covered is not None and rows.isdecimal() and 0 < int(rows) < 9:
                bottom = min(covered.bottom, covered.top + int(rows) - 1)
                sheet.grid.heads.append(CellArea(covered.top, covered.left, bottom, covered.right))
