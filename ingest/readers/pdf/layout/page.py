"""One page: its words in rows, tables and boxes found, columns in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.readers.pdf.layout.columns import Column, columns
from ingest.readers.pdf.layout.formulas.fractions import with_fractions
from ingest.readers.pdf.layout.kept import put_away
from ingest.readers.pdf.layout.strips import Row, area, is_right_to_left, is_sound, rows_of
from ingest.readers.pdf.layout.tables import grids, ruled, stacked
from ingest.readers.pdf.layout.tables.cells import Table
from ingest.readers.pdf.layout.tables.grids import Rule
from ingest.readers.pdf.words import Area, PageContent, PrintedWord

_BOX_LINES = 2
_MOST_OF_PAGE = 0.7
_MOST_WORDS = 20_000
_MOST_TABLES = 40


@dataclass(slots=True)
class PageRows:
    """A page's upright words in rows, those that lie on their side, and its rules."""

    content: PageContent
    rows: list[Row]
    sideways: list[PrintedWord]
    across: list[Rule]
    upright: list[Rule]
    right_to_left: bool = False


@dataclass(slots=True)
class LineBox:
    """A frame or a coloured box with its own columns."""

    parts: list[Column] = field(default_factory=list)


def page_rows(content: PageContent, is_kept: bool = False) -> PageRows:
    """The words of a page in rows; where it `is_kept`, they are put away."""
    words = [word for word in content.words[:_MOST_WORDS] if is_sound(word)]
    upright = [word for word in words if word.upright]
    rules = [rule for rule in content.rules if _is_sound(rule)]
    upright, bars = with_fractions(upright, rules)
    rules = [rule for rule in rules if rule not in bars]
    right_to_left = is_right_to_left(upright)
    rows = rows_of(upright, right_to_left) if upright else []
    sideways = [word for word in words if not word.upright]
    if is_kept:
        put_away(strip for row in rows for strip in row)
        content = content if sideways else replace(content, words=())
    return PageRows(content, rows, sideways, *grids.straight(rules), right_to_left)


def _is_sound(place: Area) -> bool:
    return all(abs(at) < 1e6 for at in (place.left, place.top, place.right, place.bottom))


def in_columns(page: PageRows, furniture: set[int]) -> list[Column]:
    """The columns of a page without its furniture; strips that hold a `Table` or a `LineBox` among the rows."""
    rows = [row for index, row in enumerate(page.rows) if index not in furniture]
    words = [word for row in rows for strip in row for word in strip.words]
    fills = [fill for fill in page.content.fills if _is_sound(fill)]
    areas: list[tuple[Area, Table | LineBox]] = list(_tables(page, words, fills))
    words = _without(words, [table for _, table in areas if isinstance(table, Table)])
    for place in _boxes(page, fills, [place for place, _ in areas], words):
        within = ruled.inside(words, place)
        if within:
            inner = columns(rows_of(within, page.right_to_left), page.right_to_left)
            areas.append((place, LineBox(inner)))
            words = _outside(words, [place])
    if not areas:
        return columns(rows, page.right_to_left)
    size = rows[0][0].size
    left = rows_of(words, page.right_to_left) if words else []
    left += [[area(place, inside, size)] for place, inside in areas]
    left.sort(key=lambda row: row[0].base)
    return columns(left, page.right_to_left)


def _outside(words: Sequence[PrintedWord], places: Sequence[Area]) -> list[PrintedWord]:
    if not places:
        return list(words)
    taken = {id(word) for place in places for word in ruled.inside(words, place)}
    return [word for word in words if id(word) not in taken]


def _without(words: Sequence[PrintedWord], tables: Sequence[Table]) -> list[PrintedWord]:
    """The words that stand in none of the tables."""
    taken = {id(word) for table in tables for strip in table.strips for word in strip.words}
    return [word for word in words if id(word) not in taken]


def _tables(page: PageRows, words: Sequence[PrintedWord], fills: Sequence[Area]) -> list[tuple[Area, Table]]:
    """The tables that rules give away, with the place of their words."""
    if len(page.across) + len(page.upright) < 2:
        return []
    found: list[tuple[Area, Table]] = []
    used: set[int] = set()
    ruled_grids = [grid for grid in grids.grids(page.across, page.upright) if not grid.is_frame]
    for grid in sorted(ruled_grids, key=lambda grid: -len(grid.across) - len(grid.upright))[:_MOST_TABLES]:
        place = grid.place
        within = ruled.inside(words, place)
        table = ruled.gridded(grid, within, fills) if within else None
        if table is not None:
            found.append((_around(within, place), table))
            words = _without(words, [table])
            used |= {id(rule) for rule in grid.across}
    free = [rule for rule in page.across if id(rule) not in used]
    for stack in grids.stacks(free):
        for place, table in stacked.stacked(stack, words, free):
            found.append((place, table))
            words = _without(words, [table])
    return found


def _around(words: Sequence[PrintedWord], place: Area) -> Area:
    return Area(
        min(place.left, *(word.place.left for word in words)),
        place.top,
        max(place.right, *(word.place.right for word in words)),
        place.bottom,
    )


def _boxes(
    page: PageRows, fills: Sequence[Area], taken: Sequence[Area], words: Sequence[PrintedWord]
) -> list[Area]:
    """Frames and coloured boxes around several lines, beside which or around which there is other text."""
    size = page.content.width * page.content.height
    frames = [grid.place for grid in grids.grids(page.across, page.upright) if grid.is_frame]
    found: list[Area] = []
    candidates = sorted((*frames, *fills), key=lambda box: (box.left - box.right) * (box.bottom - box.top))
    for box in candidates[:60]:
        if (box.right - box.left) * (box.bottom - box.top) > _MOST_OF_PAGE * size or _meets(
            box, (*found, *taken)
        ):
            continue
        within = ruled.inside(words, box)
        if len(within) < 2 or len(within) > 0.9 * len(words) or _cuts(box, words):
            continue
        if len({round(word.baseline / 4) for word in within}) >= _BOX_LINES:
            found.append(box)
    return found


def _cuts(box: Area, words: Sequence[PrintedWord]) -> bool:
    """Whether the sides of a box go through words, as those of a drawing do."""
    cut = [
        word
        for word in words
        if box.top < word.place.top
        and word.place.bottom < box.bottom
        and any(word.place.left + 1 < side < word.place.right - 1 for side in (box.left, box.right))
    ]
    return len(cut) > 1


def _meets(box: Area, others: Sequence[Area]) -> bool:
    return any(
        box.left < other.right
        and other.left < box.right
        and box.top < other.bottom
        and other.top < box.bottom
        for other in others
    )
