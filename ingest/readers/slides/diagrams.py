"""The words of SmartArt, in the order of its tree."""

from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from ingest.readers.slides.package.elements import attribute, child, children, is_on, name, number, relation
from ingest.readers.slides.package.parts import SlideParts, SlideRelation
from ingest.readers.slides.text.paragraphs import plain

_DEEPEST = 60
_SILENT = frozenset({"pres", "doc"})


def words(
    parts: SlideParts, relations: dict[str, SlideRelation], ids: etree._Element, place: int
) -> list[tuple[str, int]]:
    """What the SmartArt says that the element `ids` refers to, each with its depth from 0.

    `place` counts the SmartArt of the slide: where the data is missing, what was drawn of it is read.
    """
    data = relations.get(relation(ids, "dm"))
    root = parts.xml(data.target) if data else None
    found = list(_tree(root)) if name(root) == "dataModel" else []
    if found:
        return found
    drawings = [held.target for held in relations.values() if held.kind == "diagramDrawing"]
    drawn = parts.xml(drawings[min(place, len(drawings) - 1)]) if drawings else None
    bodies = [] if drawn is None else [element for element in drawn.iter() if name(element) == "txBody"]
    return [(text, 0) for text in map(plain, bodies) if text]


def _tree(root: etree._Element | None) -> Iterator[tuple[str, int]]:
    points = {attribute(point, "modelId"): point for point in children(child(root, "ptLst"), "pt")}
    below: dict[str, list[tuple[int, str, list[str]]]] = defaultdict(list)
    for line in children(child(root, "cxnLst"), "cxn"):
        if attribute(line, "type", "parOf") == "parOf":
            between = [attribute(line, "parTransId"), attribute(line, "sibTransId")]
            below[attribute(line, "srcId")].append(
                (number(line, "srcOrd"), attribute(line, "destId"), between)
            )
    seen: set[str] = set()

    def under(parent: str, depth: int) -> Iterator[tuple[str, int]]:
        for _, point, between in sorted(below[parent]):
            if point in seen or depth > _DEEPEST:
                continue
            seen.add(point)
            text = _said(points.get(point))
            if text:
                yield text, depth
            yield from under(point, depth + bool(text))
            for other in between:
                seen.add(other)
                if text := _said(points.get(other)):
                    yield text, depth

    for key, point in points.items():
        if attribute(point, "type") == "doc":
            yield from under(key, 0)
    for key, point in points.items():  # what no tree holds
        if key not in seen and attribute(point, "type", "node") not in _SILENT and (text := _said(point)):
            seen.add(key)
            yield text, 0
            yield from under(key, 1)


def _said(point: etree._Element | None) -> str:
    """The words of a point; none of one that only says where to write."""
    settings = child(point, "prSet")
    text = plain(child(point, "t"))
    return "" if is_on(settings, "phldr") and text == attribute(settings, "phldrT") else text
