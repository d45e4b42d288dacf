"""Words in the cells of a table: columns by rules or by white, rows by rules or by what is filled, heads on top."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf.layout import marks
from ingest.readers.pdf.layout.strips import Row, Strip, merged, rows_of
from ingest.readers.pdf.words import PrintedWord

CellLines = tuple[Strip, ...]
TableRow = tuple[CellLines, ...]
"""The cells of a row, left to right; each is its lines."""

_WHITE = 0.45  # of the size: white between columns
_LOOSE = 1.3  # of the least drop between lines: room between rows whose cells have several lines
_BY_WORDS = 3  # rows from which on white between single words is seldom chance


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first `heads` rows are heads, `names` is the head of each column."""

    edges: tuple[float, ...]
    rows: tuple[TableRow, ...]
    heads: int
    names: tuple[str, ...]

    @property
    def leads(self) -> list[str]:
        """For each row what stands above it for several rows: the name of a group, a cell that is not repeated."""
        leads: list[str] = []
        group = first = ""
        for index, row in enumerate(self.rows):
            filled = sum(map(bool, row))
            if index < self.heads:
                leads.append("")
            elif row[0] and filled == 1 and len(row) > 2:
                group, first = text(row[0]), ""
                leads.append("")
            else:
                leads.append(", ".join(part for part in (group, "" if row[0] else first) if part))
                first = text(row[0]) if row[0] else first
        return leads

    @property
    def strips(self) -> list[Strip]:
        return [strip for row in self.rows for cell in row for strip in cell]


def white_edges(rows: Sequence[Row], size: float) -> list[float]:
    """The heights of the white between columns that few strips stand in, left to right."""
    events: list[tuple[float, int]] = []
    by_words = len(rows) >= _BY_WORDS
    for row in rows:
        for strip in row:
            for piece in (word.place for word in strip.words) if by_words else (strip,):
                events += [(piece.left, 1), (piece.right, -1)]
    events.sort()
    allowed = max(len(rows) // 6, int(len(rows) > 3))
    edges: list[float] = []
    open_, since = 0, None
    for place, step in events:
        before = open_
        open_ += step
        if before > allowed >= open_:
            since = place
        elif open_ > allowed >= before and since is not None:
            if place - since >= (_WHITE if by_words else 1.2 * _WHITE) * size:
                edges.append((since + place) / 2)
            since = None
    return edges


def cells_of(row: Row, edges: Sequence[float]) -> TableRow:
    """The strips of one line by column, cut where a word begins right of an edge."""
    cells: list[list[PrintedWord]] = [[] for _ in range(len(edges) + 1)]
    for strip in row:
        places = [bisect_left(edges, (word.place.left + word.place.right) / 2) for word in strip.words]
        if len(set(places)) > 1 and not _parts(strip, edges):
            places = [min(places)] * len(places)
        for word, place in zip(strip.words, places, strict=True):
            cells[place].append(word)
    return tuple(tuple(merged(line) for line in rows_of(cell)) if cell else () for cell in cells)


def _parts(strip: Strip, edges: Sequence[float]) -> bool:
    """Whether a strip that crosses edges has room between its words at each of them."""
    words = sorted(strip.words, key=lambda word: word.place.left)
    for edge in edges:
        if strip.left < edge < strip.right:
            for before, after in pairwise(words):
                if before.place.right <= edge + 1 and after.place.left >= edge - 1:
                    break
            else:
                return False
    return True


def rows_from(lines: Sequence[tuple[float, TableRow]], size: float) -> list[TableRow]:
    """Lines of cells, with their heights, put together where the cells of a row have several lines."""
    if not lines:
        return []
    drops = [after - before for (before, _), (after, _) in pairwise(lines)]
    least = max(min(drops, default=0.0), 0.8 * size)
    loose = [drop > _LOOSE * least for drop in drops]
    spaced = 4 * sum(loose) >= len(drops) and not all(loose)
    if spaced:
        spaced = _makes_rows(lines, loose)
    rows = [[lines[0][1]]]
    for index, (_, cells) in enumerate(lines[1:]):
        goes_on = not loose[index] if spaced else _goes_on(rows[-1][-1], rows[-1][0], cells)
        if goes_on and drops[index] < 2.2 * least:
            rows[-1].append(cells)
        else:
            rows.append([cells])
    return [as_one(row) for row in rows]


def _makes_rows(lines: Sequence[tuple[float, TableRow]], loose: Sequence[bool]) -> bool:
    """Whether lines that are set tight go on with cells, rather than being rows of a group."""
    tight = [cells for (_, cells), far in zip(lines[1:], loose, strict=True) if not far]
    full = sum(sum(map(bool, cells)) >= max(2, len(cells) - 1) for cells in tight)
    short = sum(all(len(cell[0].text.split()) <= 3 for cell in cells if cell) for cells in tight)
    return not (2 * full > len(tight) and 2 * short > len(tight))


def _goes_on(before: TableRow, first: TableRow, cells: TableRow) -> bool:
    filled = sum(map(bool, cells))
    if filled > 1 and list(map(bool, cells)) == list(map(bool, first)):
        return False
    if not cells[0]:
        if filled >= max(2, len(cells) - 1) and len(cells) > 2:
            return any(cell and marks.begins_small(cell[0].text) for cell in cells)
        return all(first[i] or not cell for i, cell in enumerate(cells))
    return filled == 1 and marks.begins_small(cells[0][0].text) and bool(before[0])


def as_one(lines: Sequence[TableRow]) -> TableRow:
    return tuple(tuple(strip for line in lines for strip in line[column]) for column in range(len(lines[0])))


def text(cell: CellLines) -> str:
    return " ".join(strip.text for strip in cell)
