"""The parts of a sheet that stand apart: cells that hang together, parted by empty rows or columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ingest.readers.sheets.grid import Grid, Shown, Shows

_SHARED = 0.6  # of the rows of a part at the right that go on from the left, for one table with a gap
_NUMERIC = 0.6  # of the cells of a column that is of numbers
_ALIKE = (
    4  # rows of a column and of what is at its right, from which on it is no chance that they are the same
)
_DEEPEST = 12
_HEADS, _HEAD = 8, 100  # rows of heads at most, characters of one
_SPACED = 3  # rows with an empty one between any two, from which on they are one table
_COVERED = 0.7  # of the columns of numbers that have heads


@dataclass(frozen=True)
class Region:
    """The cells in these rows (in order) and columns; `gap` is the number of empty rows above it."""

    grid: Grid
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


def regions(grid: Grid) -> list[Region]:
    """The parts of a sheet in reading order: from top to bottom, side by side from left to right."""
    covered = _covered(grid)
    rows = sorted(grid.rows)
    if not rows:
        return []
    return _cut(grid, covered, rows, grid.columns, 0)


def _covered(grid: Grid) -> Mapping[int, Iterable[int]]:
    """The columns of each row that show something or lie under a merged cell that does."""
    if not grid.under:
        return grid.rows
    covered: dict[int, set[int]] = {row: set(cells) for row, cells in grid.rows.items()}
    for row, column in grid.under:
        covered[row].add(column)
    return covered


def _cut(
    grid: Grid, covered: Mapping[int, Iterable[int]], rows: Sequence[int], columns: Sequence[int], depth: int
) -> list[Region]:
    inside = set(columns)
    held = [row for row in rows if not inside.isdisjoint(covered[row])]
    if not held:
        return []
    found: list[Region] = []
    above = held[0] - 1
    for band in _headed(grid, covered, _runs(held), inside):
        gap = band[0] - above - 1
        above = band[-1]
        used = sorted({column for row in band for column in covered[row] if column in inside})
        sides = _joined(grid, band, _runs(used))
        if len(sides) == 1 or depth >= _DEEPEST:
            found += _region(grid, band, used, gap)
            continue
        for side in sides:
            parts = _cut(grid, covered, band, side, depth + 1)
            if parts:
                parts[0] = Region(grid, parts[0].rows, parts[0].columns, gap + parts[0].rows[0] - band[0])
            found += parts
    return found


def _headed(
    grid: Grid, covered: Mapping[int, Iterable[int]], bands: list[list[int]], inside: set[int]
) -> list[list[int]]:
    """The runs of rows; rows of heads with one empty row beneath them put together with the rows that they head."""
    bands = _spaced(grid, bands)
    found = [bands[0]]
    for band in bands[1:]:
        before = found[-1]
        if band[0] - before[-1] == 2 and _are_heads(grid, covered, before, band, inside):
            found[-1] = [*before, *band]
        else:
            found.append(band)
    return found


def _spaced(grid: Grid, bands: list[list[int]]) -> list[list[int]]:
    """The runs of rows; single rows with an empty one between any two, as some set tables wide, put together."""
    found: list[list[int]] = []
    single: list[list[int]] = []
    for band in [*bands, []]:
        goes_on = len(band) == 1 and (not single or band[0] - single[-1][0] == 2)
        if not goes_on and single:
            wide = sum(len(grid.rows[row]) > 1 for (row,) in single)
            found += (
                [[row for (row,) in single]] if len(single) >= _SPACED and 2 * wide > len(single) else single
            )
            single = []
        if len(band) == 1:
            single.append(band)
        elif band:
            found.append(band)
    return found


def _are_heads(
    grid: Grid,
    covered: Mapping[int, Iterable[int]],
    before: Sequence[int],
    band: Sequence[int],
    inside: set[int],
) -> bool:
    """Whether some rows of words stand over the columns of numbers of the rows after them."""
    worded = before[: len(before) - _numbers_columns(grid.rows[before[-1]])]
    cells = [cell for row in worded for column, cell in grid.rows[row].items() if column in inside]
    first = [column for column in grid.rows[band[0]] if column in inside]
    values = {column for column in first if grid.rows[band[0]][column].shows is Shows.NUMBER}
    heads = {column for row in before for column in covered[row] if column in inside}
    if len(before) > _HEADS or len(heads) < 2 or not values or len(first) < 2:
        return False
    fits = all(cell.shows is not Shows.NUMBER and len(cell.words) <= _HEAD for cell in cells)
    return (
        fits and bool(worded) and len(values & heads) >= _COVERED * len(values) and len(heads) >= len(values)
    )


def _numbers_columns(cells: Mapping[int, Shown]) -> bool:
    """Whether a row gives columns their numbers: "(1)", "(2)", "(3)"."""
    said = [cell.words.strip("()[]") for _, cell in sorted(cells.items())]
    return len(said) > 2 and all(words.isdecimal() and len(words) < 3 for words in said)


def _region(grid: Grid, band: Sequence[int], columns: Sequence[int], gap: int) -> list[Region]:
    """The part in these rows and columns, without those that only a merged cell reaches into; [] where it is empty."""
    shown = {column for row in band for column in columns if column in grid.rows[row]}
    kept = tuple(column for column in columns if column in shown)
    rows = tuple(row for row in band if not shown.isdisjoint(grid.rows[row]))
    return [Region(grid, rows, kept, gap)] if rows else []


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """The numbers cut where one is left out."""
    found = [[numbers[0]]]
    for before, after in pairwise(numbers):
        if after - before > 1:
            found.append([])
        found[-1].append(after)
    return found


def _joined(grid: Grid, band: Sequence[int], sides: list[list[int]]) -> list[list[int]]:
    """What is parted by an empty column, put together where it is one table: words, or one column, at the left, numbers
    of the same rows at the right."""
    found = [sides[0]]
    for side in sides[1:]:
        if _is_one_table(grid, band, found[-1], side):
            found[-1] = [*found[-1], *side]
        else:
            found.append(side)
    return found


def _is_one_table(grid: Grid, band: Sequence[int], left: Sequence[int], right: Sequence[int]) -> bool:
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


def _rows_of(grid: Grid, band: Sequence[int], columns: Sequence[int]) -> list[int]:
    return [row for row in band if any(column in grid.rows[row] for column in columns)]
