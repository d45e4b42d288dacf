"""Tables of a Word file: the paragraphs of their cells as a grid."""

from bisect import bisect_left
from dataclasses import dataclass, field
from struct import error as StructError
from struct import unpack_from

from ingest.readers.sections.pieces import Found, SectionCell, SectionRow, SectionTable, row_of

_NEAR = 30  # twentieths of a point by which sides of cells may differ and be the same
_GOES_RIGHT, _GOES_DOWN, _BEGINS = 0x02, 0x20, 0x40
_LIMIT = 64  # cells of a row that Word allows


@dataclass(slots=True)
class WordRow:
    """A row: what stands in its cells, the `sides` of these (left to right), what is said of each of them."""

    cells: list[list[Found]] = field(default_factory=list)
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


def table(rows: list[WordRow]) -> SectionTable:
    """A table with its cells."""
    if not all(len(row.sides) == len(row.cells) + 1 for row in rows):
        return SectionTable(
            [SectionRow([SectionCell(cell) for cell in row.cells], 0, row.is_head) for row in rows]
        )
    sides = _sides(rows)
    return SectionTable([_placed(row, sides) for row in rows])


def _sides(rows: list[WordRow]) -> list[int]:
    """Where columns begin and end, over all rows."""
    found: list[int] = []
    for side in sorted({side for row in rows for side in row.sides}):
        if not found or side - found[-1] > _NEAR:
            found.append(side)
    return found


def _placed(row: WordRow, sides: list[int]) -> SectionRow:
    """A row of cells, each as wide as the columns of the table that it takes."""
    found: dict[int, SectionCell] = {}
    for index, cell in enumerate(row.cells):
        flags = row.flags[index] if index < len(row.flags) else 0
        first = bisect_left(sides, row.sides[index] - _NEAR)
        last = bisect_left(sides, row.sides[index + 1] - _NEAR)
        under = bool(flags & _GOES_DOWN and not flags & _BEGINS and not cell)
        if first < len(sides) - 1 and not (flags & _GOES_RIGHT and not cell):
            found[first] = SectionCell(cell, max(1, last - first), under)
    return row_of(found, len(sides) - 1, row.is_head)
