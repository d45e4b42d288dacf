"""Tables of texts and slides: cells that are merged or repeated, and the rows that are stated as heads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.readers.flow.grids import FlowCell, table_pieces
from ingest.readers.flow.pieces import FlowPiece
from ingest.readers.opendocument.names import Element, children, name_of, number

if TYPE_CHECKING:
    from ingest.readers.opendocument.flow import Flow

_WIDEST, _LONGEST = 256, 20_000  # columns and rows
_REPEATED = 100  # rows with the same words
_GROUPS = ("table:table-rows", "table:table-row-group")


def pieces(element: Element, flow: Flow) -> Iterator[FlowPiece]:
    """What a table says."""
    rows: list[list[FlowCell]] = []
    heads = 0
    for row, is_head in _rows(element):
        if len(rows) >= _LONGEST:
            break
        shown = _row(row, flow)
        heads += is_head and heads == len(rows)
        says = any(cell.pieces for cell in shown)
        rows += [shown] * (max(1, number(row, "table:number-rows-repeated", 1, _REPEATED)) if says else 1)
    yield from table_pieces(rows, heads)


def _rows(element: Element, is_head: bool = False) -> Iterator[tuple[Element, bool]]:
    for part in children(element):
        kind = name_of(part)
        if kind == "table:table-row":
            yield part, is_head
        elif kind == "table:table-header-rows":
            yield from _rows(part, True)
        elif kind in _GROUPS:
            yield from _rows(part, is_head)


def _row(row: Element, flow: Flow) -> list[FlowCell]:
    found: list[FlowCell] = []
    for cell in children(row, "table:table-cell", "table:covered-table-cell"):
        times = max(1, number(cell, "table:number-columns-repeated", 1, _WIDEST))
        if name_of(cell) == "table:covered-table-cell":
            found += [FlowCell(covered=True)] * times
            continue
        shown = FlowCell(
            tuple(flow.pieces(cell)),
            max(1, number(cell, "table:number-columns-spanned", 1, _WIDEST)),
            max(1, number(cell, "table:number-rows-spanned", 1, _LONGEST)),
        )
        found += [shown] * times
    return found[:_WIDEST]
