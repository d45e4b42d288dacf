"""Diagrams (SmartArt): the words in their shapes, as a list."""

from collections.abc import Iterator

from ingest.readers.sections.pieces import Piece
from ingest.readers.word.names import DIAGRAM, A, Element, whole
from rag.values.pages import Kind

_DEEP = 30
_NODES = ("node", "doc", "asst", "", None)


def diagram(root: Element) -> Iterator[Piece]:
    """The words of a diagram, the outermost shapes first, each with those under it."""
    points = {
        point.get("modelId", ""): point for point in root.iter(f"{DIAGRAM}pt") if point.get("type") in _NODES
    }
    under: dict[str, list[tuple[int, str]]] = {}
    for link in root.iter(f"{DIAGRAM}cxn"):
        if link.get("type") in (None, "parOf"):
            order = whole(link.get("srcOrd")) or 0
            under.setdefault(link.get("srcId", ""), []).append((order, link.get("destId", "")))
    tops = [name for name, point in points.items() if point.get("type") == "doc"]
    done: set[str] = set()
    for top in [*tops, *points]:
        yield from _said(top, points, under, done, -1 if top in tops else 0)


def _said(
    name: str, points: dict[str, Element], under: dict[str, list[tuple[int, str]]], done: set[str], depth: int
) -> Iterator[Piece]:
    if name in done or name not in points or depth > _DEEP:
        return
    done.add(name)
    said = " ".join(
        "".join(text.text or "" for text in line.iter(f"{A}t", f"{A}br"))
        for line in points[name].iter(f"{A}p")
    )
    said = " ".join(said.split())
    if said:
        yield Piece(Kind.ITEM, said, depth=max(depth, 0), aside=True)
    for _, child in sorted(under.get(name, ())):
        yield from _said(child, points, under, done, depth + 1)
