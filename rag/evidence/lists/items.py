"""The items of the list that a unit is in or opens, gathered from where units are kept."""

from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from rag.language.layout import item_number
from rag.store.documents.units import StoredUnit
from rag.values import Evidence, Kind

OPENERS = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM, Kind.FIELD})
_BESIDE = frozenset({Kind.NOTE, Kind.CAPTION, Kind.COMMENT})
"""What may stand between a list and what opens it."""

Item = tuple[StoredUnit, ...]
"""The sentences of an item in order; one unit for most."""


class PageUnits(Protocol):
    """Where the units of pages are kept; `rag.store.documents.units.Units`."""

    def of_pages(self, document_id: int, first: int, last: int) -> list[StoredUnit]: ...

    def of_list(self, document_id: int, list_number: int) -> list[StoredUnit]: ...


def list_around(units: PageUnits, found: Evidence) -> tuple[StoredUnit | None, list[Item]]:
    """What opens the list that `found` is in or right before (None: nothing does), and its items in order.

    Documents that were read before lists had numbers are looked at a page to either side, and there a list ends with
    the first unit that is no item.
    """
    near = units.of_pages(found.document_id, found.page - 1, found.page + 1)
    place = next(
        (i for i, u in enumerate(near) if (u.unit.page, u.unit.start) == (found.page, found.start)), None
    )
    if place is None:
        return None, []
    own = place if found.kind is Kind.ITEM else _past(near, place + 1, 1)
    numbered = near[own].unit.item if own < len(near) else None
    if numbered is None:
        opener, items = _run_around(near, place, found.kind)
        return opener, [(item,) for item in items]
    every = units.of_list(found.document_id, numbered[0])
    page = every[0].unit.page
    if page < found.page:
        near = units.of_pages(found.document_id, page - 1, page)
    return _opener(near, every[0]), [tuple(item) for _, item in groupby(every, key=_place_of)]


def _place_of(item: StoredUnit) -> int:
    return item.unit.item[1] if item.unit.item is not None else 0


def _opener(near: Sequence[StoredUnit], first: StoredUnit) -> StoredUnit | None:
    """What stands before the first item of a list, unless that is of another list."""
    key = (first.unit.page, first.unit.start)
    place = next((i for i, unit in enumerate(near) if (unit.unit.page, unit.unit.start) == key), 0)
    before = _past(near, place - 1, -1)
    if before < 0 or near[before].unit.kind is Kind.ITEM or near[before].unit.kind not in OPENERS:
        return None
    return near[before]


def _past(near: Sequence[StoredUnit], place: int, step: int) -> int:
    """The first place from `place` on, in steps of 1 or -1, of what does not only stand beside the text."""
    while 0 <= place < len(near) and near[place].unit.kind in _BESIDE:
        place += step
    return place


def _run_around(
    near: Sequence[StoredUnit], place: int, kind: Kind
) -> tuple[StoredUnit | None, list[StoredUnit]]:
    """The run of items that has the one at `place`, or begins right after it, and what stands before it."""
    first = place
    if kind is not Kind.ITEM:
        first = place + 1
    else:
        while (
            first > 0 and near[first - 1].unit.kind is Kind.ITEM and _same_list(near[first - 1], near[first])
        ):
            first -= 1
    last = first
    while last < len(near) and near[last].unit.kind is Kind.ITEM:
        if last > first and not _same_list(near[last - 1], near[last]):
            break
        last += 1
    opener = near[first - 1] if first and near[first - 1].unit.kind in OPENERS else None
    return opener, list(near[first:last])


def _same_list(before: StoredUnit, after: StoredUnit) -> bool:
    """Whether two items that follow one another are of one list: under the same heading, and not begun anew."""
    if before.unit.under != after.unit.under or after.unit.depth < before.unit.depth:
        return before.unit.under == after.unit.under
    one, other = item_number(before.text), item_number(after.text)
    return other != 1 or one is None or after.unit.depth > before.unit.depth
