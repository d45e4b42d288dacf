"""Tables that have rules across only, above and below their heads and rows."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf.layout import columns, marks
from ingest.readers.pdf.layout.strips import Row, rows_of
from ingest.readers.pdf.layout.tables import cells as tables
from ingest.readers.pdf.layout.tables import heads as headed
from ingest.readers.pdf.layout.tables.aligned import with_mark
from ingest.readers.pdf.layout.tables.cells import Table, TableRow
from ingest.readers.pdf.layout.tables.grids import Rule
from ingest.readers.pdf.layout.tables.ruled import are_tight, inside
from ingest.readers.pdf.words import Area, PrintedWord

_ROOM = 3.0  # points


def stacked(
    stack: Sequence[Rule], words: Sequence[PrintedWord], across: Sequence[Rule]
) -> list[tuple[Area, Table]]:
    """The tables between rules across of one width that stand above each other."""
    found: list[tuple[Area, Table]] = []
    run: list[Rule] = []
    rows: list[Row] = []
    left, right = stack[0].start, stack[0].end
    for above, below in pairwise(stack):
        between = rows_of(inside(words, Area(left, above.at + _ROOM, right, below.at - _ROOM)))
        between_rows = len(between) == 1 and run and len(between[0]) == 1  # the name of a group of rows
        if between_rows or _is_table_like(between):
            run = run or [above]
            run.append(below)
            rows += between
        else:
            found += _closed(run, rows, across)
            run, rows = [], []
    found += _closed(run, rows, across)
    return found


def _height(word: PrintedWord) -> float:
    return (word.place.top + word.place.bottom) / 2


def _is_table_like(rows: Sequence[Row]) -> bool:
    """Whether most of the rows between two rules are cells side by side, not sentences in columns, items, or numbered
    lines."""
    rows = [with_mark(row) for row in rows]
    if not rows:
        return False
    several = [row for row in rows if len(row) > 1]
    if 5 * len(several) < 2 * len(rows) or marks.is_listing([row[0].text for row in rows]):
        return False
    size = rows[0][0].size
    edges = tables.white_edges(rows, size)
    if not edges:
        return False
    middle = edges[len(edges) // 2]
    left = [strip for row in rows for strip in row if strip.middle <= middle]
    right = [strip for row in rows for strip in row if strip.middle > middle]
    return len(rows) < 4 or not (left and right) or not columns.are_columns(left, right, size)


def _closed(run: Sequence[Rule], rows: Sequence[Row], across: Sequence[Rule]) -> list[tuple[Area, Table]]:
    if len(run) < 2 or len(rows) < 2 or (len(run) == 2 and len(rows) < 3):
        return []
    size = rows[0][0].size
    edges = tables.white_edges(rows, size)
    parts = [[row for row in rows if a.at <= row[0].base <= b.at] for a, b in pairwise(run)]
    parts = [part for part in parts if part]
    lined = len(parts) > 2 and all(len(part) <= 4 for part in parts) and len(parts) * 3 > len(rows)
    lined = lined and not are_tight(parts, edges)
    first = _head_parts(parts) if len(parts) > 1 else 0
    heads = sum(len(part) for part in parts[:first])
    table_rows: list[TableRow] = []
    for index, part in enumerate(parts):
        lines = [(row[0].base, tables.cells_of(row, edges)) for row in part]
        if index < first:
            table_rows += [cells for _, cells in lines]
        elif lined:
            table_rows.append(tables.as_one([cells for _, cells in lines]))
        else:
            table_rows += tables.rows_from(lines, size)
    table = headed.table_of(edges, table_rows, heads or None)
    if table is None:
        return []
    place = Area(run[0].start, run[0].at, run[0].end, run[-1].at)
    return [(place, table)]


def _head_parts(parts: Sequence[Sequence[Row]]) -> int:
    """How many of the parts between rules, from the first on, are heads: short, in words, numbers below."""
    count = 0
    for part in parts[:2]:
        strips = [strip for row in part for strip in row]
        numbers = sum(marks.is_number(strip.text) for strip in strips)
        if len(part) > 3 or 2 * numbers > len(strips) or (count and len(parts[-1]) < 2):
            break
        if count and (numbers or not any(marks.is_number(s.text) for row in parts[-1] for s in row)):
            break
        count += 1
        if all(strip.bold for strip in strips) != all(strip.bold for row in parts[-1] for strip in row):
            break
    return min(count, len(parts) - 1)
