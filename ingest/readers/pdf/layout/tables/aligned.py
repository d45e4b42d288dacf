"""Tables without rules: rows whose words stand below each other with the same white between them."""

import re
from collections.abc import Sequence

from ingest.readers.pdf.layout import marks
from ingest.readers.pdf.layout.columns import are_columns
from ingest.readers.pdf.layout.strips import Row, Strip, merged
from ingest.readers.pdf.layout.tables import cells as tables
from ingest.readers.pdf.layout.tables import heads as headed
from ingest.readers.pdf.layout.tables.cells import Table

_ROWS = 3
_ROOM = 0.6  # of the size: white between columns
_APART = 3.0  # of the size: the most room between two rows
_ALIGNED = 0.7  # of the strips of a column stand below each other
_NEAR = 3.0  # points
_NUMBER = re.compile(r"(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,3}\.?")

Found = list["Row | Table"]


def with_tables(rows: Sequence[Row]) -> Found:
    """The rows of a column, tables put in the place of theirs."""
    if sum(len(row) > 1 for row in rows) < _ROWS - 1:
        return list(rows)
    rows = [with_mark(row) for row in rows]
    found: Found = []
    index = 0
    while index < len(rows):
        end = _run(rows, index) if _may_begin(rows[index]) else index
        table = _table(rows[index:end]) if end - index >= 2 else None
        if table is not None:
            found.append(table)
            index = end
        else:
            skipped = max(1, (end - index) // 2)  # never all rows again for each row
            found += rows[index : index + skipped]
            index += skipped
    return found


def _may_begin(row: Row) -> bool:
    return len(row) > 1 and not any(strip.inside is not None or strip.mono for strip in row)


def with_mark(row: Row) -> Row:
    """The row with the mark of an item put to what follows it."""
    if len(row) > 1 and row[0].inside is None and _is_mark(row[0].text):
        return [merged(row[:2]), *row[2:]]
    if len(row) == 2 and row[0].inside is None and _NUMBER.fullmatch(row[0].text) and _is_title(row):
        return [merged(row)]
    return row


def _is_title(row: Row) -> bool:
    """Whether a number and what follows it are set as a heading."""
    number, title = row
    return (
        number.bold == title.bold
        and number.size == title.size
        and title.left - number.right < 3 * title.size
        and (number.bold or "." in number.text)
        and title.text[0].isalpha()
    )


def _is_mark(text: str) -> bool:
    return len(text) <= 5 and (marks.is_bullet(text + " x") or marks.is_number_mark(text))


def _run(rows: Sequence[Row], first: int) -> int:
    """The end of the rows from `first` on that have some white in common."""
    white = [(a.right, b.left) for a, b in zip(rows[first], rows[first][1:], strict=False)]
    size = rows[first][0].size
    end, last = first + 1, first + 1
    for index in range(first + 1, len(rows)):
        row = rows[index]
        if any(strip.inside is not None or strip.mono for strip in row):
            break
        if row[0].base - rows[index - 1][0].base > _APART * max(size, row[0].size):
            break
        white = _common(white, row, _ROOM * size)
        if not white:
            break
        end = index + 1
        if len(row) > 1 or _is_right_of(row[0], white):
            last = end
    if last < end and _wraps(rows[last - 1], rows[last]):
        return last + 1
    return last


def _is_right_of(strip: Strip, white: Sequence[tuple[float, float]]) -> bool:
    return strip.left >= white[0][0]


def _wraps(before: Row, after: Row) -> bool:
    tight = after[0].base - before[0].base < 1.4 * after[0].size
    return tight and len(after) == 1 and marks.begins_small(after[0].text)


def _common(white: Sequence[tuple[float, float]], row: Row, least: float) -> list[tuple[float, float]]:
    """The white that a row leaves of what the rows above have in common."""
    for strip in row:
        left_over = []
        for start, end in white:
            if strip.right <= start or strip.left >= end:
                left_over.append((start, end))
                continue
            if strip.left - start >= least:
                left_over.append((start, strip.left))
            if end - strip.right >= least:
                left_over.append((strip.right, end))
        white = left_over
    return list(white)


def _table(rows: Sequence[Row]) -> Table | None:
    """The table of rows that have white in common; None where they are something else."""
    several = [row for row in rows if len(row) > 1]
    bold = all(strip.bold for strip in rows[0]) and not all(strip.bold for strip in rows[-1])
    if len(several) < (2 if bold else _ROWS) or 2 * len(several) < len(rows):
        return None
    if marks.is_listing([row[0].text for row in rows]):
        return None
    if sum(marks.has_leader(" ".join(strip.text for strip in row)) for row in rows) * 2 > len(rows):
        return None
    size = rows[0][0].size
    edges = [edge for edge in tables.white_edges(rows, size) if _is_aligned(rows, edge)]
    if not edges:
        return None
    if len(edges) == 1 and _counts(rows, edges[0]):
        return None  # a list
    if len(edges) == 1 and len(rows) > 3:
        left = [strip for row in rows for strip in row if strip.middle <= edges[0]]
        right = [strip for row in rows for strip in row if strip.middle > edges[0]]
        if left and right and are_columns(left, right, size):
            return None
    lines = [(row[0].base, tables.cells_of(row, edges)) for row in rows]
    several_cells = sum(sum(map(bool, cells)) > 1 for _, cells in lines)
    if several_cells < (2 if bold and len(edges) > 1 else _ROWS):
        return None
    return headed.table_of(edges, tables.rows_from(lines, size))


def _is_aligned(rows: Sequence[Row], edge: float) -> bool:
    """Whether the strips right of an edge begin, end or are centred at one height."""
    firsts = [next((strip for strip in row if strip.left > edge), None) for row in rows]
    right = [strip for strip in firsts if strip is not None]
    if len(right) < 2:
        return False
    for place in (
        [strip.left for strip in right],
        [strip.right for strip in right],
        [strip.middle for strip in right],
    ):
        usual = sorted(place)[len(place) // 2]
        if sum(abs(at - usual) <= _NEAR for at in place) >= _ALIGNED * len(place):
            return True
    return False


def _counts(rows: Sequence[Row], edge: float) -> bool:
    """Whether what stands left of an edge is 1, 2, 3 and so on."""
    left = [row[0].text.rstrip(".") for row in rows if row[0].right < edge]
    return (
        len(left) > 1 and left == [str(number) for number in range(int(left[0]), int(left[0]) + len(left))]
        if (left and left[0].isdecimal() and len(left[0]) < 4)
        else False
    )
