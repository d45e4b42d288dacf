"""Sheets into pages: blocks of rows, each under the name of its sheet."""

import re

from ingest.blocks.writer import PageWriter
from ingest.readers.base import Progress
from ingest.readers.book import Book
from ingest.readers.sheets.grid import place
from ingest.readers.sheets.parts import SheetLine, SheetList, SheetPart, SheetTable
from ingest.readers.sheets.sheet import Drawing, ShownSheet
from ingest.readers.sheets.tables import parts
from rag.language.tables import joined, listed
from rag.values.pages import Kind

ROWS = 40
"""Rows of a page at most."""
_LONGEST = 12_000  # characters of a page, from which on no more rows are added
_FEW = 10  # rows that are not worth to be begun at the end of a page
_ABOUT = 80  # characters of a cell that are said with the comment on it
_UNNAMED = re.compile(
    rf"(?:{'|'.join(listed('sheets', 'names'))})\s?\(?\d+\)?|{joined('sheets', 'bare')}", re.IGNORECASE
)


class SheetPages:
    """Writes sheets into a book, page after page."""

    def __init__(self, book: Book, progress: Progress = lambda done, total: None) -> None:
        self._book = book
        self._progress = progress
        self._pages = 0
        self._rows = 0
        self._name = ""
        self._writer = PageWriter()

    def write(self, sheet: ShownSheet) -> None:
        """Write all that a sheet shows, on pages of its own; nothing where it shows nothing."""
        found = parts(sheet.grid, sheet.delimited)
        if not (found or sheet.remarks or sheet.drawings or sheet.margins):
            return
        self._name = sheet.name
        self._turn(leaves=True)
        if not is_unnamed(sheet.name):
            self._writer.heading(sheet.name, 1)
        for part in found:
            self._part(part)
        for drawing in sheet.drawings:
            self._drawing(drawing)
        for remark in sheet.remarks:
            self._room(1)
            spot = place(remark.address)
            cell = sheet.grid.at(*spot) if spot else None
            about = " ".join(cell.words.split())[:_ABOUT] if cell else ""
            lead = f"{remark.address}: {about}" if about else remark.address
            self._writer.add(Kind.COMMENT, remark.words, group="remarks", lead=lead)
        for margin in dict.fromkeys(sheet.margins):
            self._writer.add(Kind.FURNITURE, margin)

    def _turn(self, leaves: bool = False) -> None:
        self._writer = self._book.page(self._name, leaves=leaves)
        self._pages += 1
        self._rows = 0
        self._progress(self._pages, 0)

    def _room(self, rows: int) -> None:
        """Turn the page where it has no room for so many rows more."""
        if self._rows and (self._rows + rows > ROWS or self._writer.length > _LONGEST):
            self._turn()
        self._rows += rows

    def _part(self, part: SheetPart) -> None:
        if isinstance(part, SheetTable):
            self._table(part)
        elif isinstance(part, SheetList):
            for item in part.items:
                self._room(1)
                self._writer.add(Kind.ITEM, item, group="list", lead=part.lead)
        else:
            self._line(part)

    def _line(self, line: SheetLine) -> None:
        room = (
            1 if line.kind in (Kind.PARAGRAPH, Kind.NOTE) else _FEW + 2
        )  # a title is not parted from its table
        self._room(room)
        self._rows -= room - 1
        if line.kind is Kind.HEADING:
            self._writer.heading(" ".join(line.words.split()), line.level + 1)
        else:
            self._writer.add(line.kind, line.words)

    def _table(self, table: SheetTable) -> None:
        heads = len(table.head)
        self._room(min(heads + len(table.rows), _FEW))
        self._rows -= min(heads + len(table.rows), _FEW)
        position = 0
        while position < len(table.rows) or not position:
            room = ROWS - self._rows - (0 if position else heads)
            end = self._fitting(table, position, max(1, room))
            self._rows_of(table, position, end)
            self._rows += end - position + (0 if position else heads)
            position = end
            if position >= len(table.rows):
                break
            self._turn()

    def _fitting(self, table: SheetTable, first: int, room: int) -> int:
        """Where the rows of a table end that have room on this page, from the `first` on."""
        end, length = first, self._writer.length
        while end < min(len(table.rows), first + room) and (end == first or length <= _LONGEST):
            length += sum(map(len, table.rows[end])) + len(table.rows[end])
            end += 1
        return end

    def _rows_of(self, table: SheetTable, first: int, end: int) -> None:
        rows, heads = table.rows[first:end], len(table.head)
        addresses = table.addresses[heads + first : heads + end]
        if table.is_pairs:
            for number, (cells, places) in enumerate(zip(rows, addresses, strict=True), first):
                called = ["", " ".join(cells[0].split()).rstrip(": ")]
                self._writer.table(called, [cells], [places], goes_on=number > 0, head_rows=[])
        elif first:
            self._writer.table(table.names, rows, addresses, goes_on=True, head_rows=[])
        else:
            self._writer.table(
                table.names, rows, [*table.addresses[:heads], *addresses], head_rows=table.head
            )

    def _drawing(self, drawing: Drawing) -> None:
        self._room(1 + len(drawing.words))
        if drawing.title:
            self._writer.add(Kind.CAPTION, drawing.title)
        for words in dict.fromkeys(drawing.words):
            self._writer.add(Kind.ITEM, words, group="drawing", lead=drawing.title)
        if drawing.table:
            head, *rows = drawing.table
            self._writer.table(head, rows[: 10 * ROWS])


def is_unnamed(name: str) -> bool:
    """Whether a sheet's name says nothing: "Sheet1", "Tabelle 2", ""."""
    return not name.strip() or _UNNAMED.fullmatch(name.strip()) is not None
