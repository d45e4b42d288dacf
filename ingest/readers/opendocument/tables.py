"""Tables of texts and slides: cells that are merged or repeated, and the rows that are stated as heads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.readers.opendocument.names import Element, children, name_of, number
from ingest.readers.sections.pieces import SectionCell, SectionRow, SectionTable

if TYPE_CHECKING:
    from ingest.readers.opendocument.flow import Flow

_WIDEST, _LONGEST = 256, 20_000  # columns and rows
_REPEATED = 100  # rows with the same words
_GROUPS = ("table:table-rows", "table:table-row-group")


def table(element: Element, flow: Flow) -> SectionTable:
    """A table with its cells."""
    made = SectionTable()
    held: list[int] = []
    for row, is_head in _rows(element):
        if len(made.rows) >= _LONGEST:
            break
        shown = _row(row, flow, held)
        shown.is_head = is_head
        says = any(cell.pieces for cell in shown.cells)
        made.rows += [shown] * (
            max(1, number(row, "table:number-rows-repeated", 1, _REPEATED)) if says else 1
        )
    return made


def _rows(element: Element, is_head: bool = False) -> Iterator[tuple[Element, bool]]:
    for part in children(element):
        kind = name_of(part)
        if kind == "table:table-row":
            yield part, is_head
        elif kind == "table:table-header-rows":
            yield from _rows(part, True)
        elif kind in _GROUPS:
            yield from _rows(part, is_head)


def _row(row: Element, flow: Flow, held: list[int]) -> SectionRow:
    """A row; `held` says of each column how many rows more the cell in it reaches down."""
    made = SectionRow()
    column = under = 0  # `under`: columns to come that the last cell takes
    for cell in children(row, "table:table-cell", "table:covered-table-cell"):
        times = max(1, number(cell, "table:number-columns-repeated", 1, _WIDEST))
        is_covered = name_of(cell) == "table:covered-table-cell"
        shown = [] if is_covered else flow.pieces(cell)
        wide = 1 if is_covered else max(1, number(cell, "table:number-columns-spanned", 1, _WIDEST))
        down = max(1, number(cell, "table:number-rows-spanned", 1, _LONGEST))
        for _ in range(min(times, _WIDEST - column)):
            held += [0] * (column + 1 - len(held))
            goes_on = is_covered and held[column] > 0
            if is_covered and under:
                under -= 1
            else:
                made.cells.append(SectionCell(shown, wide, goes_on))
                under = wide - 1
            held[column] = held[column] - 1 if goes_on else down - 1
            column += 1
    return made
