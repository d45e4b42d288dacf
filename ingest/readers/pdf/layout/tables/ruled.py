"""Tables that rules or lines of rules give away."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf.layout import columns, marks
from ingest.readers.pdf.layout.strips import Row, Strip, merged, rows_of
from ingest.readers.pdf.layout.tables import cells as tables
from ingest.readers.pdf.layout.tables import heads as headed
from ingest.readers.pdf.layout.tables.cells import Table, TableRow
from ingest.readers.pdf.layout.tables.grids import CellGrid, Rule, bands, covered
from ingest.readers.pdf.words import Area, PrintedWord

_ROOM = 3.0  # points: words may stick out of a table


def inside(words: Sequence[PrintedWord], place: Area) -> list[PrintedWord]:
    """The words whose middle is in a place."""
    left, right = 2 * (place.left - _ROOM), 2 * (place.right + _ROOM)
    top, bottom = 2 * (place.top - 1), 2 * (place.bottom + 1)
    return [
        word
        for word in words
        if top <= (at := word.place).top + at.bottom <= bottom and left <= at.left + at.right <= right
    ]


def gridded(grid: CellGrid, words: Sequence[PrintedWord], fills: Sequence[Area]) -> Table | None:
    """The table that rules in both directions make, None where it is none."""
    rows = rows_of(words)
    if not rows:
        return None
    place = grid.place
    size = rows[0][0].size
    left = min(place.left, *(word.place.left for word in words)) - 1
    right = max(place.right, *(word.place.right for word in words)) + 1
    inner = [x for x in grid.xs if left + size < x < right - size]
    if _is_drawn_over(grid, rows):
        return None
    if not inner:
        inner = tables.white_edges(rows, size)
        if not inner:
            return None
    ys = grid.ys
    top, foot = min(word.place.top for word in words), max(word.place.bottom for word in words)
    if ys[0] > top + size / 2:
        ys = [top - 1, *ys]
    if ys[-1] < foot - size / 2:
        ys = [*ys, foot + 1]
    spans = bands(ys)
    if len(spans) < 2:
        return _by_lines(rows, inner, size, None)
    filled = [_in_band(rows, span) for span in spans]
    lines = [len(band) for band in filled if band]
    if len(lines) <= 3 and _is_prose(rows, inner, size):
        return None
    beside = [_rows_beside([tables.cells_of(line, inner) for line in band]) for band in filled]
    if len(lines) <= 3 and max(lines, default=0) > 2 and not any(beside) and are_tight(filled, inner):
        heads = 1 if len(filled[0]) == 1 and len(lines) > 1 else None
        return _by_lines(rows, inner, size, heads)
    cells = _by_bands(grid, words, spans, inner)
    done: list[TableRow] = []
    for band, span, row, own in zip(filled, spans, cells, beside, strict=True):
        if own:
            done += own
        elif len(band) > 1 and (_are_rows(band, inner) or not _is_parted(grid, inner, span)):
            band_lines = [(line[0].base, tables.cells_of(line, inner)) for line in band]
            tight = _are_rows(band, inner)
            done += [cells for _, cells in band_lines] if tight else tables.rows_from(band_lines, size)
        else:
            done.append(row)
    cells = done
    if 4 * sum(bool(cell) for row in cells for cell in row) < len(cells) * (len(inner) + 1):
        return None  # a drawing
    return headed.table_of(inner, cells, _shaded(filled, fills))


def _is_prose(rows: Sequence[Row], inner: Sequence[float], size: float) -> bool:
    """Whether a single upright rule parts columns of sentences."""
    if len(inner) != 1 or len(rows) < 4:
        return False
    left = [strip for row in rows for strip in row if strip.middle <= inner[0]]
    right = [strip for row in rows for strip in row if strip.middle > inner[0]]
    return bool(left and right) and columns.are_columns(left, right, size)


def _are_rows(band: Sequence[Row], inner: Sequence[float]) -> bool:
    """Whether each line between two rules is a row: at least three columns, nearly all of them filled and short."""
    if len(inner) < 2:
        return False
    cells = [tables.cells_of(row, inner) for row in band]
    most = max(sum(map(bool, line)) for line in cells)
    full = sum(sum(map(bool, line)) >= 0.7 * most for line in cells)
    words = sorted(len(cell[0].words) for line in cells for cell in line if cell)
    return most >= 3 and full >= 0.8 * len(cells) and words[len(words) // 2] <= 2


def _rows_beside(lines: Sequence[TableRow]) -> list[TableRow]:
    """The rows of a band whose lines of numbers stand beside cells that go over all of them, which are put in the
    first; none where the band is something else."""
    counts = [sum(map(bool, column)) for column in zip(*lines, strict=True)] if len(lines) > 2 else []
    most = max(counts, default=0)
    if most < 2 or 1 not in counts or set(counts) - {0, 1, most}:
        return []
    each = [column for column, count in enumerate(counts) if count == most]
    places = {c: [at for at, line in enumerate(lines) if line[c]] for c in each}  # scans are not quite level
    said = [tables.text(lines[at][column]) for column in each for at in places[column]]
    by_row = [[own[row] for own in places.values()] for row in range(most)]
    apart = all(max(before) < min(after) for before, after in pairwise(by_row))
    if not apart or 2 * sum(map(marks.is_number, said)) < len(said):
        return []
    rows = [
        [lines[places[c][row]][c] if c in places else () for c in range(len(counts))] for row in range(most)
    ]
    for column, count in enumerate(counts):
        if count == 1:
            rows[0][column] = next(line[column] for line in lines if line[column])
    return [tuple(row) for row in rows]


def _is_parted(grid: CellGrid, inner: Sequence[float], span: tuple[float, float]) -> bool:
    """Whether upright rules go through a band."""
    return any(_parted(grid.upright, x, span) for x in inner)


def _is_drawn_over(grid: CellGrid, rows: Sequence[Row]) -> bool:
    """Whether upright rules go through words, as they do in a drawing or a chart."""
    strips = [strip for row in rows for strip in row]
    crossed = 0
    for strip in strips:
        here = [rule.at for rule in grid.upright if rule.start < strip.middle_height < rule.end]
        places = [word.place for word in strip.words]
        crossed += any(place.left + 1 < at < place.right - 1 for at in here for place in places)
    return 8 * crossed > len(strips)


def _by_bands(
    grid: CellGrid, words: Sequence[PrintedWord], spans: Sequence[tuple[float, float]], inner: Sequence[float]
) -> list[TableRow]:
    """A row for each band between rules; what goes over several bands is in the first of them."""
    cells: list[list[list[PrintedWord]]] = [[[] for _ in range(len(inner) + 1)] for _ in spans]
    lefts = [grid.place.left, *inner]
    rights = [*inner, grid.place.right]
    first = [[row for _ in lefts] for row in range(len(spans))]
    for row in range(1, len(spans)):
        for column, (left, right) in enumerate(zip(lefts, rights, strict=True)):
            if not covered(grid.across, spans[row][0], (left + right) / 2):
                first[row][column] = first[row - 1][column]
    parted = [_is_parted(grid, inner, span) for span in spans]
    for word in words:
        middle = (word.place.top + word.place.bottom) / 2
        row = sum(middle > end for _, end in spans[:-1])
        column = sum((word.place.left + word.place.right) / 2 > x for x in inner)
        # A cell that goes over several columns has no rule between them.
        while column and parted[row] and not _parted(grid.upright, inner[column - 1], spans[row]):
            column -= 1
        cells[first[row][column]][column].append(word)
    return [tuple(_lines(cell) for cell in row) for row in cells]


def _parted(upright: Sequence[Rule], x: float, span: tuple[float, float]) -> bool:
    if not any(abs(rule.at - x) <= _ROOM for rule in upright):
        return True  # the columns are told by the white between them
    return covered(upright, x, (span[0] + span[1]) / 2)


def _lines(words: Sequence[PrintedWord]) -> tuple[Strip, ...]:
    return tuple(merged(row) for row in rows_of(words)) if words else ()


def _in_band(rows: Sequence[Row], span: tuple[float, float]) -> list[Row]:
    return [row for row in rows if span[0] <= (row[0].top + row[0].bottom) / 2 <= span[1]]


def are_tight(filled: Sequence[Sequence[Row]], inner: Sequence[float]) -> bool:
    """Whether the lines of a band are rows of their own, most of their cells having words."""
    lines = [row for band in filled if len(band) > 2 for row in band]
    full = sum(sum(map(bool, tables.cells_of(row, inner))) >= min(2, len(inner) + 1) for row in lines)
    return 3 * full >= 2 * len(lines)


def _shaded(filled: Sequence[Sequence[Row]], fills: Sequence[Area]) -> int | None:
    """One head row where only the first one has a colour behind it, None where colours tell nothing."""
    bands_ = [band for band in filled if band]
    shaded = [
        any(fill.top <= band[0][0].middle_height <= fill.bottom for fill in fills) if band else False
        for band in bands_
    ]
    return 1 if shaded and shaded[0] and not any(shaded[1:]) and len(shaded) > 1 else None


def _by_lines(rows: Sequence[Row], inner: Sequence[float], size: float, heads: int | None) -> Table | None:
    lines = [(row[0].base, tables.cells_of(row, inner)) for row in rows]
    if heads:
        head, body = lines[:heads], lines[heads:]
        return headed.table_of(inner, [*(cells for _, cells in head), *tables.rows_from(body, size)], heads)
    return headed.table_of(inner, tables.rows_from(lines, size))
