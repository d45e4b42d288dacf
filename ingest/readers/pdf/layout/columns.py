"""The order in which the rows of a page are read: columns are found by the white between them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.readers.pdf.layout import marks
from ingest.readers.pdf.layout.strips import Row, Strip

Column = list[Row]
"""Rows that are read one after the other, with nothing beside them."""

_DEPTH = 12
_CANDIDATES = 40
_LEAST = 3  # lines beside each other
_GUTTER = 0.25  # of the size, on each side of the middle of a gutter
_PROSE = 9.0  # of the size: the mean width of lines that are sentences
_STEP = 0.15  # of the size: lines that stand at one height
_SPACE = 1.5  # of the size: the widest white between sentences of a justified line
_SHARED = 1.3  # of the usual room between rows: white that goes through all columns


def columns(rows: Sequence[Row], right_to_left: bool = False, depth: int = 0) -> list[Column]:
    """The columns that the rows are made of, in the order in which they are read."""
    rows = [row for row in rows if row]
    if not rows:
        return []
    found = _best_cut(rows) if depth < _DEPTH else None
    if found is None:
        return [list(rows)]
    first, end, x = found
    left = [[strip for strip in row if strip.right <= x] for row in rows[first:end]]
    right = [[strip for strip in row if strip.right > x] for row in rows[first:end]]
    sides = (right, left) if right_to_left else (left, right)
    parts = (rows[:first], *sides, rows[end:])
    return [column for part in parts for column in columns(part, right_to_left, depth + 1)]


def _best_cut(rows: Sequence[Row]) -> tuple[int, int, float] | None:
    """(first row, end, height of a gutter): the cut with most lines on both sides, or None."""
    size = median(strip.size for row in rows for strip in row)
    tried: list[tuple[int, float, int, int]] = []
    numbered = [len(row) > 1 and marks.is_formula_number(row[-1].text) for row in rows]
    for x in _candidates(rows, size):
        for first, end in _free_runs(rows, numbered, x, _GUTTER * size):
            lines = _beside(rows[first:end], x, size)
            if lines >= _LEAST or (lines == 2 and not _in_step(*_sides(rows[first:end], x), size)):
                tried.append((lines, x, first, end))
    tried.sort(key=lambda cut: (-cut[0], cut[1]))
    seen: list[float] = []
    for _, x, first, end in tried:
        if any(abs(x - other) < size for other in seen) or len(seen) > 7:
            continue
        seen.append(x)
        end = _without_tail(rows, first, end, x) if end < len(rows) else end
        sides = _sides(rows[first:end], x)
        if are_columns(*sides, size):
            return first, end, x
    return None


def _candidates(rows: Sequence[Row], size: float) -> list[float]:
    """Places where a gutter may be: the middles of gaps, and what is just left of where strips begin."""
    edge = min(strip.left for row in rows for strip in row)
    places: Counter[int] = Counter()
    for row in rows:
        for index, strip in enumerate(row):
            if strip.left < edge + 3 * size:
                continue
            places[round((strip.left - 0.35 * size) / 2)] += 1
            if index:
                places[round((strip.left + row[index - 1].right) / 4)] += 1
    return [2.0 * place for place, _ in places.most_common(_CANDIDATES)]


def _free_runs(rows: Sequence[Row], numbered: Sequence[bool], x: float, room: float) -> list[tuple[int, int]]:
    """Spans of rows that nothing stands in at `x`, and that are no formulas with a number."""
    runs, first = [], 0
    left, right = x + room, x - room
    for index, row in enumerate(rows):
        in_way = numbered[index]
        for strip in row:
            if strip.left < left and strip.right > right:
                in_way = True
                break
        if in_way:
            if index > first:
                runs.append((first, index))
            first = index + 1
    if first < len(rows):
        runs.append((first, len(rows)))
    return runs


def _sides(rows: Sequence[Row], x: float) -> tuple[list[Strip], list[Strip]]:
    left = [strip for row in rows for strip in row if strip.right <= x]
    return left, [strip for row in rows for strip in row if strip.right > x]


def _beside(rows: Sequence[Row], x: float, size: float) -> int:
    """How many lines stand beside each other, on the side that has less of them."""
    left, right = _sides(rows, x)
    if not left or not right:
        return 0
    top = max(min(strip.top for strip in left), min(strip.top for strip in right)) - size
    bottom = min(max(strip.bottom for strip in left), max(strip.bottom for strip in right)) + size
    return min(_lines_in(left, top, bottom, size), _lines_in(right, top, bottom, size))


def _lines_in(strips: Sequence[Strip], top: float, bottom: float, size: float) -> int:
    lines = 0.0
    for strip in strips:
        if strip.inside is not None:
            lines += max(0.0, (min(bottom, strip.bottom) - max(top, strip.top)) / (1.2 * size))
        else:
            lines += strip.top >= top and strip.bottom <= bottom
    return int(lines)


def _without_tail(rows: Sequence[Row], first: int, end: int, x: float) -> int:
    """The end of the columns without the short lines after them that have room above."""
    last = end
    while last - 1 > first and all(strip.right <= x for strip in rows[last - 1]):
        last -= 1
        above, here = rows[last - 1][0], rows[last][0]
        if here.base - above.base > 1.6 * here.size and any(strip.right > x for strip in rows[last - 1]):
            return last
    return end


def are_columns(left: Sequence[Strip], right: Sequence[Strip], size: float) -> bool:
    """Whether two sides are read one after the other, not row by row like a table."""
    if any(strip.inside is not None for strip in (*left, *right)):
        return True
    if all(sum(marks.is_bullet(strip.text) for strip in side) >= 2 for side in (left, right)):
        return True
    shared = _in_step(left, right, size)
    if not shared:
        return True
    return _is_prose(left, size) and _is_prose(right, size) and not _in_groups(left, right)


def _in_step(left: Sequence[Strip], right: Sequence[Strip], size: float) -> bool:
    """Whether most lines of the shorter side stand on a base line of the other."""
    few, many = sorted((left, right), key=len)
    heights = sorted(strip.base for strip in many)
    shared = 0
    for strip in few:
        at = bisect_left(heights, strip.base - _STEP * size)
        shared += at < len(heights) and heights[at] <= strip.base + _STEP * size
    return 2 * shared > len(few)


def _is_prose(side: Sequence[Strip], size: float) -> bool:
    """Whether the lines of a side are wide, filled and have letters more than numbers."""
    widths = sorted(_line_widths(side, size))
    usual = widths[int(0.8 * (len(widths) - 1))]
    filled = sum(width >= 0.7 * usual for width in widths)
    letters = sum(letter.isalpha() for strip in side for letter in strip.text)
    visible = sum(len(strip.text) for strip in side)
    mean = sum(widths) / len(widths)
    return mean >= _PROSE * size and 2 * filled >= len(widths) and 2 * letters >= visible


def _line_widths(side: Sequence[Strip], size: float) -> list[float]:
    """The widths of the lines of a side; justified lines have wide gaps between sentences."""
    spans: list[list[float]] = []
    for strip in side:
        base, right = spans[-1][2:] if spans else (0.0, 0.0)
        if spans and abs(strip.base - base) < 0.35 * size and 0 <= strip.left - right < _SPACE * size:
            spans[-1][1], spans[-1][3] = strip.right, strip.right
        else:
            spans.append([strip.left, strip.right, strip.base, strip.right])
    return [right - left for left, right, _, _ in spans]


def _in_groups(left: Sequence[Strip], right: Sequence[Strip]) -> bool:
    """Whether white goes through both sides again and again, and both begin anew below it: rows of a table."""
    strips = sorted((*left, *right), key=lambda strip: strip.base)
    beside = {id(strip) for strip in right}
    lines: list[list[Strip]] = []
    for strip in strips:
        if lines and strip.base - lines[-1][0].base <= 0.35 * strip.size:
            lines[-1].append(strip)
        else:
            lines.append([strip])
    drops = [after[0].base - before[0].base for before, after in pairwise(lines)]
    usual = min(_leading(left), _leading(right))
    begun = [line for line, drop in zip(lines[1:], drops, strict=True) if drop > _SHARED * usual]
    both = [line for line in begun if len({id(strip) in beside for strip in line}) == 2]
    return len(both) >= max(2, len(lines) / 8) and len(both) >= 0.8 * len(begun)


def _leading(side: Sequence[Strip]) -> float:
    """The usual drop from line to line of one side."""
    drops = sorted(after.base - before.base for before, after in pairwise(side))
    return max(drops[len(drops) // 3] if drops else 0.0, 1.1 * side[0].size)
