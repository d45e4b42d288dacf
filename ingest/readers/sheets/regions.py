"""The parts of a sheet that stand apart: cells that hang together, parted by empty rows or columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.readers.sheets.bands import bands, runs
from ingest.readers.sheets.grid import SheetGrid, Shown, Shows

_SHARED = 0.6  # of the rows of a part at the right that go on from the left, for one table with a gap
_NUMERIC = 0.6  # of the cells of a column that is of numbers
_ALIKE = (
    4  # rows of a column and of what is at its right, from which on it is no chance that they are the same
)
_DEEPEST = 12


@dataclass(frozen=True)
class Region:
    """The cells in these rows (in order) and columns; `gap` is the number of empty rows above it."""

    grid: SheetGrid
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    gap: int = 0

    def at(self, row: int, column: int) -> Shown | None:
        """What the cell at this row and column of the sheet shows, None for nothing."""
        return self.grid.at(row, column)

    def filled(self, row: int) -> list[int]:
        """The columns that show something in a row of the sheet."""
        cells = self.grid.rows.get(row, {})
        return [column for column in self.columns if column in cells]

    @cached_property
    def numeric(self) -> frozenset[int]:
        """The columns whose cells are mostly numbers or dates, heads not counted."""
        found = set()
        for column in self.columns:
            cells = [cell for row in self.rows[1:] or self.rows if (cell := self.at(row, column))]
            numbers = sum(cell.shows is not Shows.WORDS for cell in cells)
            if cells and numbers >= _NUMERIC * len(cells):
                found.add(column)
        return frozenset(found)

    def part(self, first: int, last: int | None = None) -> "Region":
        """Its rows from the `first` to before the `last`, with the columns that show something there."""
        rows = self.rows[first:last]
        used = {column for row in rows for column in self.filled(row)}
        return Region(self.grid, rows, tuple(column for column in self.columns if column in used))


def regions(grid: SheetGrid) -> list[Region]:
    """The parts of a sheet in reading order: from top to bottom, side by side from left to right."""
    covered = _covered(grid)
    rows = sorted(grid.rows)
    if not rows:
        return []
    return _cut(grid, covered, rows, grid.columns, 0)


def _covered(grid: SheetGrid) -> Mapping[int, Iterable[int]]:
    """The columns of each row that show something or lie under a merged cell that does."""
    if not grid.under:
        return grid.rows
    covered: dict[int, set[int]] = {row: set(cells) for row, cells in grid.rows.items()}
    for row, column in grid.under:
        covered[row].add(column)
    return covered


def _cut(
    grid: SheetGrid,
    covered: Mapping[int, Iterable[int]],
    rows: Sequence[int],
    columns: Sequence[int],
    depth: int,
) -> list[Region]:
    inside = set(columns)
    held = [row for row in rows if not inside.isdisjoint(covered[row])]
    if not held:
        return []
    found: list[Region] = []
    above = held[0] - 1
    for band in bands(grid, covered, runs(held), inside):
        gap = band[0] - above - 1
        above = band[-1]
        used = sorted({column for row in band for column in covered[row] if column in inside})
        sides = _joined(grid, band, runs(used))
        if len(sides) == 1 or depth >= _DEEPEST:
            found += _region(grid, band, used, gap)
            continue
        for side in sides:
            parts = _cut(grid, covered, band, side, depth + 1)
            if parts:
                parts[0] = Region(grid, parts[0].rows, parts[0].columns, gap + parts[0].rows[0] - band[0])
            found += parts
    return found


def _region(grid: SheetGrid, band: Sequence[int], columns: Sequence[int], gap: int) -> list[Region]:
    """The part in these rows and columns, without those that only a merged cell reaches into; [] where it is empty."""
    shown = {column for row in band for column in columns if column in grid.rows[row]}
    kept = tuple(column for column in columns if column in shown)
    rows = tuple(row for row in band if not shown.isdisjoint(grid.rows[row]))
    return [Region(grid, rows, kept, gap)] if rows else []


def _joined(grid: SheetGrid, band: Sequence[int], sides: list[list[int]]) -> list[list[int]]:
    """What is parted by an empty column, put together where it is one table: words, or one column, at the left, numbers
    of the same rows at the right."""
    found = [sides[0]]
    for side in sides[1:]:
        if _is_one_table(grid, band, found[-1], side):
            found[-1] = [*found[-1], *side]
        else:
            found.append(side)
    return found


def _is_one_table(grid: SheetGrid, band: Sequence[int], left: Sequence[int], right: Sequence[int]) -> bool:
    if len(band) < 2:
        return True
    both, valued = 0, 0
    for row in band:
        cells = grid.rows[row]
        if any(column in cells for column in right):
            valued += 1
            both += any(column in cells for column in left)
    if both < _SHARED * valued:
        return False
    first, second = Region(grid, tuple(band), (left[0],)), Region(grid, tuple(band), (right[0],))
    if (
        len(left) == 1 < len(right)
        and len(band) >= _ALIKE
        and _rows_of(grid, band, left) == _rows_of(grid, band, right)
    ):
        return True
    return bool(second.numeric) and (not first.numeric or len(left) == 1 < len(right))


def _rows_of(grid: SheetGrid, band: Sequence[int], columns: Sequence[int]) -> list[int]:
    return [row for row in band if any(column in grid.rows[row] for column in columns)]
