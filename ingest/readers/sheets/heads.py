"""The head rows of a table on a sheet, and what its columns are called."""

from ingest.readers.sheets.grid import Shown, Shows
from ingest.readers.sheets.regions import Region

_DEEPEST = 8  # head rows at most
_COVERED = 0.5  # of the columns of numbers that have a head
_LONGEST = 60  # characters of a head of a table of words
_SAMPLE = 200  # rows that tell what a column holds


def count(region: Region, delimited: bool = False) -> int:
    """How many rows at the top of a part of a sheet are heads. `delimited`: it is from a file of delimited text, which
    begins with heads by custom."""
    stated = _stated(region)
    if stated:
        return stated
    if len(region.rows) < 2:
        return 0
    first = next((index for index in range(_rows(region)) if _holds_values(region, index)), None)
    if first is None:
        return _of_words(region, delimited)
    return _of_numbers(region, first)


def names(region: Region, heads: int) -> list[str]:
    """What each column is called by its `heads` rows at the top, outermost first: "2023 / Q1", "" for nothing."""
    rows = [_spread(region, index, heads == 2 and not index) for index in range(heads)]
    found: list[str] = []
    for place in range(len(region.columns)):
        said = list(dict.fromkeys(row[place] for row in rows if row[place]))
        found.append(
            " / ".join(said if place else said[-1:])
        )  # over the first column is often what the table is about
    return found


def _stated(region: Region) -> int:
    """How many rows the file itself calls heads."""
    for area in region.grid.heads:
        across = sum(area.left <= column <= area.right for column in region.columns)
        rows = sum(row <= area.bottom for row in region.rows[: _DEEPEST + 1])
        if area.top <= region.rows[0] and rows and 2 * across >= len(region.columns):
            return rows if rows <= min(_DEEPEST, len(region.rows) - 1) else 0
    return 0


def _rows(region: Region) -> int:
    return min(len(region.rows), _DEEPEST + 1)


def _holds_values(region: Region, index: int) -> bool:
    """Whether a row has a cell that is a value and no head: a number, but for a year or date above other numbers."""
    return any(
        cell.shows is not Shows.WORDS and not _is_time_head(region, index, column, cell)
        for column in region.columns
        if (cell := region.at(region.rows[index], column)) is not None
    )


def _is_time_head(region: Region, index: int, column: int, cell: Shown) -> bool:
    if cell.shows is Shows.NUMBER:
        return False
    below = [found for row in region.rows[index + 1 : index + _SAMPLE] if (found := region.at(row, column))]
    others = sum(found.shows is not cell.shows for found in below)
    row = [found for other in region.columns if (found := region.at(region.rows[index], other))]
    times = sum(found.shows is cell.shows for found in row)
    return bool(below) and 2 * others > len(below) and (times > 1 or len(row) == 2)


def _of_numbers(region: Region, first: int) -> int:
    """The head rows above the row `first`, which has values: those down to one that has heads over the columns of
    numbers, and those beneath it that go on with it."""
    values = Region(region.grid, region.rows[first - 1 if first else 0 :], region.columns).numeric
    for index in range(first):
        covered = [column for column in _covering(region, index) if column in values]
        if values and len(covered) >= _COVERED * len(values):
            while index + 1 < first and _goes_on(region, index):
                index += 1
            return index + 1
    return 0


def _covering(region: Region, index: int) -> list[int]:
    """The columns that have a head in a row, merged cells spread."""
    row = region.rows[index]
    return [
        column for column in region.columns if (row, column) in region.grid.under or region.at(row, column)
    ]


def _goes_on(region: Region, index: int) -> bool:
    """Whether the row beneath a head row is more of the head: it parts what is above it, or gives units."""
    above, below = region.filled(region.rows[index]), region.filled(region.rows[index + 1])
    if len(below) < 2 and len(region.columns) > 2:
        return False
    if (
        len(below) > len(above)
        or not set(below) <= set(above)
        or any(
            region.grid.under.get((region.rows[index], column), (region.rows[index], column))
            != (region.rows[index], column)
            for column in below
        )
    ):
        return True
    under = [region.at(region.rows[index + 1], column) for column in below]
    bracketed = [
        cell for cell in under if cell is not None and (cell.words[0] in "([" or len(cell.words) <= 2)
    ]
    strong = all(cell is not None and cell.strong for cell in under)
    return 2 * len(bracketed) > len(under) or (strong and index + 2 < len(region.rows))


def _of_words(region: Region, delimited: bool) -> int:
    """1 where the first row of a part without numbers is of heads, by how it looks."""
    row, columns = region.rows[0], region.columns
    cells = [cell for column in columns if (cell := region.at(row, column))]
    others = [cell for column in columns if (cell := region.at(region.rows[1], column))]
    if len(cells) < 2 or len(region.rows) < 2:
        return 0
    if row < region.grid.frozen <= region.rows[1]:
        return 1
    if all(cell.strong for cell in cells) and not all(cell.strong for cell in others):
        return 1
    full = len(cells) >= len(columns) - 1
    short = all(
        len(cell.words) <= _LONGEST and not cell.words[0].isdigit() and "@" not in cell.words
        for cell in cells
    )
    parted = len({cell.words.casefold() for cell in cells}) == len(cells)
    return int(full and short and parted and (delimited or (len(columns) > 2 and len(region.rows) > 2)))


def _spread(region: Region, index: int, is_first_of_two: bool) -> list[str]:
    """The words of a head row for each column: those of merged cells for all that they cover; in the first of two rows
    for all columns that they stand over. Where there are more rows, it is not plain what belongs to what."""
    row, grid = region.rows[index], region.grid
    found: list[str] = []
    for column in region.columns:
        cell = grid.at(*grid.under.get((row, column), (row, column)))
        found.append(" ".join(cell.words.split()) if cell is not None else "")
    if is_first_of_two:
        groups = _groups(region)
        for group in groups:
            _over(found, [place for place in group if _has_head_below(region, index, place)], len(groups) > 1)
    return found


def _groups(region: Region) -> list[list[int]]:
    """The places of the columns but the first, cut where an empty column stands between two."""
    groups: list[list[int]] = [[]]
    for place in range(1, len(region.columns)):
        if groups[-1] and region.columns[place] - region.columns[place - 1] > 1:
            groups.append([])
        groups[-1].append(place)
    return groups


def _over(found: list[str], group: list[int], is_apart: bool) -> None:
    """Spread heads over columns side by side: to the right up to the next one; where empty columns part the groups,
    the only head of a group is over all of it."""
    named = [place for place in group if found[place]]
    before = found[named[0]] if is_apart and len(named) == 1 else ""
    for place in group:
        before = found[place] = found[place] or before


def _has_head_below(region: Region, index: int, place: int) -> bool:
    column = region.columns[place]
    beneath = index + 1 < len(region.rows) and region.at(region.rows[index + 1], column) is not None
    return beneath or region.at(region.rows[index], column) is not None
