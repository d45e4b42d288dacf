"""Runs of rows of a sheet without an empty one, and which of them belong together all the same."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from ingest.readers.sheets.grid import SheetGrid, Shown, Shows

_SPACED = 3  # rows with an empty one between any two, from which on they are one table
_HEADS, _HEAD = 8, 100  # rows of heads at most, characters of one
_COVERED = 0.7  # of the columns of numbers that have heads


def bands(
    grid: SheetGrid, covered: Mapping[int, Iterable[int]], bands: list[list[int]], inside: set[int]
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


def _spaced(grid: SheetGrid, bands: list[list[int]]) -> list[list[int]]:
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
    grid: SheetGrid,
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


def runs(numbers: Sequence[int]) -> list[list[int]]:
    """The numbers cut where one is left out."""
    found = [[numbers[0]]]
    for before, after in pairwise(numbers):
        if after - before > 1:
            found.append([])
        found[-1].append(after)
    return found
