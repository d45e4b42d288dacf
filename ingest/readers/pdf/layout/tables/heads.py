"""Which rows of a table are heads, and the head of each column."""

from collections.abc import Sequence

from ingest.readers.pdf.layout import marks
from ingest.readers.pdf.layout.tables.cells import Table, TableRow, text

_HEAD_ROWS = 3


def table_of(edges: Sequence[float], rows: Sequence[TableRow], heads: int | None = None) -> Table | None:
    """The table of these rows; None where they are no table. `heads` is how many rows are known to be heads."""
    rows = [row for row in rows if any(row)]
    used = [index for index in range(len(edges) + 1) if any(row[index] for row in rows)]
    if len(rows) < 2 or len(used) < 2:
        return None
    rows = [tuple(row[index] for index in used) for row in rows]
    kept = tuple(edges[index - 1] for index in used[1:])
    count = heads if heads is not None else head_rows(rows)
    count = min(count, len(rows) - 1)
    return Table(kept, tuple(rows), count, names(rows[:count], kept))


def head_rows(rows: Sequence[TableRow]) -> int:
    """How many rows on top are heads: bold ones over plain ones, or words over numbers."""
    bold = 0
    for row in rows[:_HEAD_ROWS]:
        if all(strip.bold for cell in row for strip in cell) and sum(map(bool, row)) >= min(2, len(row)):
            bold += 1
        else:
            break
    rest = rows[bold:]
    if bold and rest and not all(all(s.bold for c in row for s in c) for row in rest):
        return bold
    titles = next((index for index, row in enumerate(rows[:_HEAD_ROWS]) if sum(map(bool, row)) > 1), 0)
    found = _words_over_numbers(rows[titles:])
    return titles + found if found else 0


def _words_over_numbers(rows: Sequence[TableRow]) -> int:
    if len(rows) < 3:
        return 0
    first, rest = rows[0], rows[1:]
    named = sum(map(bool, first))
    if (
        named < min(len(first) - 1, 0.8 * len(first))
        or named < 2
        or any(any(map(str.isdigit, text(cell))) for cell in first)
    ):
        return 0
    if any(len(text(cell).split()) > 6 for cell in first):
        return 0
    for column, name in enumerate(first):
        numbers = [marks.is_number(text(row[column])) for row in rest if row[column]]
        if name and numbers and 2 * sum(numbers) > len(numbers):
            return 1
    return 0


def names(heads: Sequence[TableRow], edges: Sequence[float]) -> tuple[str, ...]:
    """The head of each column; a head above several columns goes before the head of each."""
    count = len(edges) + 1
    names: list[list[str]] = [[] for _ in range(count)]
    for depth, row in enumerate(heads):
        owners: list[int | None] = [column if row[column] else None for column in range(count)]
        if depth < len(heads) - 1:
            owners = _owners(row, heads[-1])
            if len(set(owners)) == 1:
                continue  # the title of the table
        for column, owner in enumerate(owners):
            if owner is not None:
                names[column].append(text(row[owner]))
    return tuple(" ".join(name) for name in names)


def _owners(row: TableRow, lowest: TableRow) -> list[int | None]:
    """For each column, by the heads of an upper row, the column whose head stands above it too."""
    count = len(row)
    owners: list[int | None] = [column if row[column] else None for column in range(count)]
    for column in range(count):
        if not row[column] or not lowest[column]:
            continue
        middle = sum(strip.middle for strip in row[column]) / len(row[column])
        first, last = column, column
        best = (abs(lowest[column][0].middle - middle), first, last)
        reach = [column, column]
        others = [row[at][0].middle for at in range(count) if row[at] and at != column]
        for side, step in ((0, -1), (1, 1)):
            at = column + step
            while 0 <= at < count and not row[at] and lowest[at]:
                here = lowest[at][0].middle
                if any(abs(here - other) <= abs(here - middle) for other in others):
                    break
                reach[side] = at
                at += step
        for first in range(reach[0], column + 1):
            for last in range(column, reach[1] + 1):
                off = abs((lowest[first][0].left + lowest[last][0].right) / 2 - middle)
                slack = 0.8 * row[column][0].size
                if (off < slack and last - first > best[2] - best[1]) or off < best[0] - slack:
                    best = (off, first, last)
        if best[1] == best[2] and abs(row[column][0].left - lowest[column][0].left) < 3 and column:
            best = (0.0, column, reach[1])
        for at in range(best[1], best[2] + 1):
            if owners[at] is None:
                owners[at] = column
    return owners
