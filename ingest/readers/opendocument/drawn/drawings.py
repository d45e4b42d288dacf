"""What is drawn: text boxes, shapes, groups, pictures by what is said of them, charts, tables, embedded documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.readers.cleaning import printable
from ingest.readers.formulas import mathml
from ingest.readers.opendocument import tables
from ingest.readers.opendocument.names import Element, children, name_of, within
from ingest.readers.sections.pieces import Found, Piece
from rag.values.pages import Kind

if TYPE_CHECKING:
    from ingest.readers.opendocument.flow import Flow

_HOLDERS = frozenset({"draw:frame", "draw:g", "draw:a"})
_TEXTS = frozenset({"text:p", "text:h", "text:list", "text:ordered-list", "text:unordered-list"})
_CHART_TITLES = ("chart:title", "chart:subtitle", "chart:footer")


def pieces(shape: Element, flow: Flow) -> Iterator[Found]:
    """What a shape says, and what it holds."""
    kind = name_of(shape)
    if kind == "draw:object":
        yield from embedded(shape, flow)
        return
    shown = False
    for part in children(shape):
        inner = name_of(part)
        if inner in _TEXTS or inner == "office:annotation" or inner == "table:table":
            yield from flow.part(part)
        elif inner == "draw:object":
            found = list(embedded(part, flow))
            shown = shown or bool(found)
            yield from found
        elif (
            inner == "draw:text-box"
            or (inner.startswith("draw:") and kind in _HOLDERS and inner != "draw:image")
            or (inner == "draw:image" and not shown)
        ):
            yield from flow.part(part)
    yield from described(shape)


def described(shape: Element) -> Iterator[Found]:
    """The title and the description of a shape, as captions."""
    said = ["".join(found.itertext()) for found in children(shape, "svg:title", "svg:desc")]
    for words in dict.fromkeys(" ".join(printable(each).split()) for each in said):
        if any(map(str.isalpha, words)):
            yield Piece(Kind.CAPTION, words)


def embedded(reference: Element, flow: Flow) -> Iterator[Found]:
    """What an embedded document says: a formula, a chart, a sheet, a text."""
    found = flow.package.object(reference)
    if found is None:
        return
    kind, body = found
    if kind == "math:math":
        yield Piece(Kind.FORMULA, mathml.linear(body))
    elif kind == "office:chart":
        yield from _chart(body, flow)
    elif kind == "office:spreadsheet":
        for table in children(body, "table:table"):
            yield tables.table(table, flow)
    elif kind == "office:text":
        yield from flow.pieces(body)


def _chart(body: Element, flow: Flow) -> Iterator[Found]:
    """The titles of a chart and of its axes, and the table of its values."""
    for title in within(body, *_CHART_TITLES):
        words = " ".join(printable("".join(title.itertext())).split())
        if words:
            yield Piece(Kind.CAPTION, words)
    for table in within(body, "table:table"):
        yield tables.table(table, flow)
