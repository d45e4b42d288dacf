"""The words of SmartArt, in the order of its tree."""

from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from ingest.readers.drawings.words import plain
from ingest.readers.ooxml.elements import attribute, child, is_on, number

_DEEPEST = 60
_SILENT = frozenset({"pres", "doc"})


def tree(root: etree._Element | None) -> Iterator[tuple[str, int]]:
    """What the data of a diagram (`dgm:dataModel`) say, each with its depth from 0."""
    points = {
        attribute(point, "modelId", f"point {index}"): point for index, point in enumerate(_all(root, "pt"))
    }
    below: dict[str, list[tuple[int, str, list[str]]]] = defaultdict(list)
    for line in _all(root, "cxn"):
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


def _all(root: etree._Element | None, kind: str) -> Iterator[etree._Element]:
    return iter(()) if root is None else root.iter(f"{{*}}{kind}")


def _said(point: etree._Element | None) -> str:
    """The words of a point; none of one that only says where to write."""
    settings = child(point, "prSet")
    text = plain(child(point, "t"))
    return "" if is_on(settings, "phldr") and text == attribute(settings, "phldrT") else text
