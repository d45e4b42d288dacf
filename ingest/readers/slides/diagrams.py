"""The words of SmartArt on a slide."""

from lxml import etree

from ingest.readers.drawings.diagrams import tree
from ingest.readers.drawings.words import plain
from ingest.readers.ooxml.elements import name, relation
from ingest.readers.ooxml.links import PartLink
from ingest.readers.slides.package.parts import SlideParts


def words(
    parts: SlideParts, relations: dict[str, PartLink], ids: etree._Element, place: int
) -> list[tuple[str, int]]:
    """What the SmartArt says that the element `ids` refers to, each with its depth from 0.

    `place` counts the SmartArt of the slide: where the data is missing, what was drawn of it is read.
    """
    data = relations.get(relation(ids, "dm"))
    root = parts.xml(data.target) if data else None
    found = list(tree(root)) if name(root) == "dataModel" else []
    if found:
        return found
    drawings = [held.target for held in relations.values() if held.kind == "diagramDrawing"]
    drawn = parts.xml(drawings[min(place, len(drawings) - 1)]) if drawings else None
    bodies = [] if drawn is None else [element for element in drawn.iter() if name(element) == "txBody"]
    return [(text, 0) for text in map(plain, bodies) if text]
