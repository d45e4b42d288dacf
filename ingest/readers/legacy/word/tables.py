"""Tables of a Word file: the paragraphs of their cells as a grid."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from struct import error as StructError
from struct import unpack_from

from ingest.readers.flow.grids import FlowCell, table_pieces
from ingest.readers.flow.pieces import FlowPiece

_NEAR = 30  # twentieths of a point by which sides of cells may differ and be the same
_GOES_RIGHT, _GOES_DOWN, _BEGINS = 0x02, 0x20, 0x40
_LIMIT = 64  # cells of a row that Word allows


@dataclass(slots=True)
class WordRow:
    """A row: what stands in its cells, the `sides` of these (left to right), what is said of each of them."""

    cells: list[list[FlowPiece]] = field(default_factory=list)
    sides: tuple[int, ...] = ()
    flags: tuple[int, ...] = ()
    is_head: bool = False

    def describe(self, row: bytes, is_old: bool) -> None:
        """Take over how the file describes the row."""
        count = row[0] if row else 0
        size, start = 10 if is_old else 20, 1 + 2 * (count + 1)
        if not 0 < count <= _LIMIT:
            return
        try:
            self.sides = unpack_from(f"<{count + 1}h", row, 1)
            self.flags = tuple(
                unpack_from("<H", row, start + size * at)[0] if start + size * at + 2 <= len(row) else 0
                for at in range(count)
            )
        except StructError:
            self.sides, self.flags = (), ()


def pieces(rows: list[WordRow]) -> Iterator[FlowPiece]:
    """The pieces of a table."""
    heads = next((number for number, row in enumerate(rows) if not row.is_head), 0)
    if not all(len(row.sides) == len(row.cells) + 1 for row in rows):
        yield from table_pieces([[FlowCell(tuple(cell)) for cell in row.cells] for row in rows], heads)
        return
    sides = _sides(rows)
    grid = [_placed(row, sides) for row in rows]
    yield from table_pieces(_reaching(grid), heads)


def _sides(rows: list[WordRow]) -> list[int]:
    """Where columns begin and end, over all rows."""
    found: list[int] = []
    for side in sorted({side for row in rows for side in row.sides}):
        if not found or side - found[-1] > _NEAR:
            found.append(side)
    return found


def _placed(row: WordRow, sides: list[int]) -> list[FlowCell]:
    """The cells of a row column by column of the table."""
    found = [FlowCell(covered=True)] * (len(sides) - 1)
    for index, cell in enumerate(row.cells):
        flags = row.flags[index] if index < len(row.flags) else 0
        first = bisect_left(sides, row.sides[index] - _NEAR)
        last = bisect_left(sides, row.sides[index + 1] - _NEAR)
        under = bool(flags & _GOES_DOWN and not flags & _BEGINS and not cell)
        if first < len(found) and not (flags & _GOES_RIGHT and not cell):
            down = 2 if flags & _GOES_DOWN else 1
            found[first] = FlowCell(tuple(cell), max(1, last - first), down, covered=under)
    return found


def _reaching(grid: list[list[FlowCell]]) -> list[list[FlowCell]]:
    """The grid with how far down cells reach that are followed by cells that go on from them."""
    for number in range(len(grid) - 1, -1, -1):
        for index, cell in enumerate(grid[number]):
            if cell.rows > 1 and not cell.covered:
                below = number + 1
                while below < len(grid) and grid[below][index].covered and grid[below][index].rows > 1:
                    below += 1
                grid[number][index] = replace(cell, rows=max(1, below - number))
    return grid
