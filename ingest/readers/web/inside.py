"""What is inside an element: whether it holds others that stand on lines of their own, and its words as they are."""

from ingest.readers.cleaning import printable
from ingest.readers.web.dom import BLOCKS, Element, is_unseen, tag


def holding(root: Element) -> set[Element]:
    """The elements that have one on lines of its own inside them."""
    found: set[Element] = set()
    for element in root.iter():
        if tag(element) in BLOCKS:
            above = element.getparent()
            while above is not None and above not in found:
                found.add(above)
                above = above.getparent()
    return found


def preformatted(element: Element) -> str:
    """The words of an element with its blanks and line ends."""
    parts: list[str] = []
    for event, inner in _events(element):
        if event == "start":
            parts.append("\n" if tag(inner) == "br" else inner.text or "")
        elif inner is not element:
            parts.append(inner.tail or "")
    return printable("".join(parts)).expandtabs(4)


def _events(element: Element) -> list[tuple[str, Element]]:
    """The beginnings and ends of what is seen inside an element, in order."""
    found: list[tuple[str, Element]] = []
    waiting: list[tuple[str, Element]] = [("start", element)]
    while waiting:
        event, inner = waiting.pop()
        if event == "start" and inner is not element and is_unseen(inner):
            found.append(("end", inner))
            continue
        found.append((event, inner))
        if event == "start":
            waiting.append(("end", inner))
            waiting += [("start", child) for child in reversed(inner)]
    return found
