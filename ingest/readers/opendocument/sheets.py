"""Sheets: their cells as they are shown, what is written about them and drawn over them."""

from collections.abc import Iterator

from ingest.readers.base import Progress
from ingest.readers.book import Book
from ingest.readers.opendocument.drawn import drawings
from ingest.readers.opendocument.flow import Flow, plain
from ingest.readers.opendocument.margins import printed
from ingest.readers.opendocument.names import Element, child, children, name_of, number, value
from ingest.readers.opendocument.package import OpenDocumentPackage
from ingest.readers.opendocument.styles import OpenDocumentStyles
from ingest.readers.opendocument.words import SHAPES
from ingest.readers.sections.lines import one_line
from ingest.readers.sections.pieces import Piece
from ingest.readers.sheets.grid import CellArea, SheetGrid, Shown, Shows, address, area
from ingest.readers.sheets.pages import SheetPages
from ingest.readers.sheets.sheet import Drawing, Remark, ShownSheet
from rag.values.pages import Kind

_ROWS, _COLUMNS = 1_048_576, 16_384
_MOST_CELLS = 2_000_000  # with words, of one sheet
_REPEATED = 1000  # times that one row with words is repeated at most
_GROUPS = ("table:table-row-group", "table:table-header-rows", "table:table-rows")
_NUMBERS = ("float", "percentage", "currency")
_YEARS = range(1900, 2101)
_VALUES = (
    "office:string-value",
    "office:value",
    "office:date-value",
    "office:time-value",
    "office:boolean-value",
)


def write(package: OpenDocumentPackage, body: Element, book: Book, progress: Progress) -> None:
    """Write every sheet into `book`."""
    pages = SheetPages(book, progress)
    styles = OpenDocumentStyles(package.styles)
    ranges = list(_head_areas(body))
    margins = printed(package)
    for table in children(body, "table:table"):
        sheet = _Filling(table, Flow(package, styles), styles).sheet
        sheet.grid.heads += [head for name, head in ranges if name == sheet.name]
        sheet.margins, margins = margins, []
        pages.write(sheet)


def _head_areas(body: Element) -> Iterator[tuple[str, CellArea]]:
    """The sheet and the first row of each range that is said to be a table with heads."""
    for ranges in children(body, "table:database-ranges"):
        for each in children(ranges, "table:database-range"):
            sheet, _, cells = value(each, "table:target-range-address").partition(":")[0].rpartition(".")
            last = value(each, "table:target-range-address").rpartition(".")[2]
            found = area(f"{cells}:{last}")
            if found is not None and value(each, "table:contains-header") != "false":
                yield (
                    sheet.strip("'$").replace("''", "'"),
                    CellArea(found.top, found.left, found.top, found.right),
                )


class _Filling:
    """Fills a sheet from a table:table."""

    def __init__(self, table: Element, flow: Flow, styles: OpenDocumentStyles) -> None:
        self._flow = flow
        self._styles = styles
        self._cells = 0
        self.sheet = ShownSheet(value(table, "table:name"), SheetGrid())
        hidden = styles.property(
            "table", value(table, "table:style-name"), "style:table-properties", "table:display"
        )
        self.sheet.hidden = hidden == "false"
        row = 0
        for element in _rows(table):
            times = max(1, number(element, "table:number-rows-repeated", 1, _ROWS))
            self._row(element, row, times)
            row += times
            if row >= _ROWS or self._cells > _MOST_CELLS:
                break
        for shapes in children(table, "table:shapes"):
            self._drawn(shapes)

    def _row(self, element: Element, row: int, times: int) -> None:
        column = 0
        for cell in children(element, "table:table-cell", "table:covered-table-cell"):
            across = max(1, number(cell, "table:number-columns-repeated", 1, _COLUMNS))
            if name_of(cell) == "table:table-cell" and (len(cell) or value(cell, "office:value-type")):
                self._cell(cell, row, column, min(times, _REPEATED), across)
            column += across
            if column >= _COLUMNS:
                return

    def _cell(self, cell: Element, row: int, column: int, down: int, across: int) -> None:
        shown = self._shown(cell)
        for remark in children(cell, "office:annotation"):
            words = "\n".join(plain(piece) for piece in self._flow.part(remark))
            if words:
                self.sheet.remarks.append(Remark(address(row, column), words))
        self._drawn(cell)
        if shown is None:
            return
        for at in range(row, row + down):
            for over in range(column, column + across):
                if self._cells <= _MOST_CELLS:
                    self.sheet.grid.put(at, over, shown)
                    self._cells += 1
        wide = number(cell, "table:number-columns-spanned", 1, _COLUMNS)
        high = number(cell, "table:number-rows-spanned", 1, _ROWS)
        if wide > 1 or high > 1:
            self.sheet.grid.merged.append(
                CellArea(row, column, row + max(1, high) - 1, column + max(1, wide) - 1)
            )

    def _shown(self, cell: Element) -> Shown | None:
        lines = [self._flow.passages.read(part).runs for part in children(cell, "text:p", "text:h")]
        words = "\n".join(filter(None, map(one_line, lines)))
        if not words and child(cell, "text:p") is None:  # some programs write the value alone
            words = next((said for name in _VALUES if (said := value(cell, name))), "")
        if not words.strip():
            return None
        look = self._styles.look("table-cell", value(cell, "table:style-name"))
        bold = bool(look.bold) or (
            all(bold for line in lines for text, bold in line if text.strip()) and bool(lines)
        )
        return Shown(words, _kind(cell, words), bold)

    def _drawn(self, holder: Element) -> None:
        for shape in children(holder, *SHAPES):
            pieces = [piece for piece in drawings.pieces(shape, self._flow) if isinstance(piece, Piece)]
            said = [words for piece in pieces if (words := plain(piece))]
            captions = [piece.text for piece in pieces if piece.kind is Kind.CAPTION]
            if said and captions and said[0] == captions[0]:
                self.sheet.drawings.append(Drawing(said[0], tuple(said[1:])))
            elif said:
                self.sheet.drawings.append(Drawing(words=tuple(said)))


def _rows(table: Element) -> Iterator[Element]:
    for part in children(table):
        kind = name_of(part)
        if kind == "table:table-row":
            yield part
        elif kind in _GROUPS:
            yield from _rows(part)


def _kind(cell: Element, words: str) -> Shows:
    kind = value(cell, "office:value-type") or value(cell, "table:value-type")
    if kind in ("date", "time"):
        return Shows.DATE
    if kind not in _NUMBERS:
        return Shows.WORDS
    return Shows.YEAR if words.isascii() and words.isdigit() and int(words[:9]) in _YEARS else Shows.NUMBER
