"""Tables of texts and slides: cells that are merged or repeated, heads, what hangs on the words in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.flow.grids import FlowCell, table_pieces
from ingest.readers.flow.pieces import FlowPiece
from ingest.readers.opendocument.names import Element, children, name_of, number
from rag.values.pages import Kind

if TYPE_CHECKING:
    from ingest.readers.opendocument.flow import Flow

_WIDEST, _LONGEST = 256, 20_000
_GROUPS = ("table:table-rows", "table:table-row-group")
_ASIDE = frozenset({Kind.NOTE, Kind.COMMENT})


@dataclass(slots=True)
class _Read:
    """The rows so far, which of them are heads, and what follows the table."""

    rows: list[list[FlowCell]]
    heads: int
    after: list[FlowPiece]


def pieces(element: Element, flow: Flow) -> Iterator[FlowPiece]:
    """A table, and the notes and comments in it; one that only sets what is in it, as what it holds."""
    held = [list(flow.pieces(cell)) for cell in _cells(element)]
    full = [cell for cell in held if cell]
    if len(full) == 1 or any(piece.kind is Kind.ROW for cell in full for piece in cell):
        for cell in full:
            yield from cell
        return
    read = _Read([], 0, [])
    contents = iter(held)
    for row, is_head in _rows(element):
        shown = _row(row, contents, read.after)
        for _ in range(number(row, "table:number-rows-repeated", 1, 100) if any(s.text for s in shown) else 1):
            read.rows.append(shown)
        read.heads += is_head and read.heads == len(read.rows) - 1
    yield from table_pieces(read.rows[:_LONGEST], read.heads)
    yield from read.after


def _rows(element: Element, is_head: bool = False) -> Iterator[tuple[Element, bool]]:
    for part in children(element):
        kind = name_of(part)
        if kind == "table:table-row":
            yield part, is_head
        elif kind == "table:table-header-rows":
            yield from _rows(part, True)
        elif kind in _GROUPS:
            yield from _rows(part, is_head)


def _cells(element: Element) -> Iterator[Element]:
    for row, _ in _rows(element):
        yield from children(row, "table:table-cell")


def _row(row: Element, contents: Iterator[list[FlowPiece]], after: list[FlowPiece]) -> list[FlowCell]:
    found: list[FlowCell] = []
    for cell in children(row, "table:table-cell", "table:covered-table-cell"):
        times = number(cell, "table:number-columns-repeated", 1, _WIDEST)
        if name_of(cell) == "table:covered-table-cell":
            found += [FlowCell(covered=True)] * times
            continue
        inner = next(contents)
        after += [piece for piece in inner if piece.kind in _ASIDE]
        words = [piece for piece in inner if piece.kind not in _ASIDE]
        shown = FlowCell(
            " ".join(text for piece in words if (text := _plain(piece))),
            max(1, number(cell, "table:number-columns-spanned", 1, _WIDEST)),
            max(1, number(cell, "table:number-rows-spanned", 1, _LONGEST)),
            is_bold=bool(words) and _are_bold(words),
        )
        found += [shown] * times
    return found[:_WIDEST]


def _plain(piece: FlowPiece) -> str:
    lines = " ".join(line.text for line in piece.lines)
    return " ".join(f"{piece.number} {piece.text} {lines}".split())


def _are_bold(words: Sequence[FlowPiece]) -> bool:
    return all(
        piece.kind is Kind.HEADING or all(line.bold == len(line.text) for line in piece.lines or ())
        for piece in words
        if piece.kind in (Kind.HEADING, Kind.PARAGRAPH)
    ) and any(piece.kind in (Kind.HEADING, Kind.PARAGRAPH) for piece in words)
