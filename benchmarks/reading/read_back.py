"""What is marked in what the viewer draws, as a reader sees it: of Markdown, of a slide's picture, of boxes."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from rag.pages.boxes import Box
from rag.values import Page

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BOLD = re.compile(r"(?<!\\)\*\*")
_OPENING = ":yellow-background["
_JOINER = "\u2060"  # which keeps Streamlit from making links and arrows
_MARK = "{http://www.w3.org/1999/xhtml}mark"


def of_markdown(markdown: str) -> list[str]:
    """The words of each mark in Markdown of the app, in order."""
    found: list[str] = []
    position = 0
    while (start := markdown.find(_OPENING, position)) >= 0:
        position = start = start + len(_OPENING)
        while markdown[position] != "]":
            position += 2 if markdown[position] == "\\" else 1
        inside = _BOLD.sub("", markdown[start:position])
        found.append(_ESCAPED.sub(r"\1", inside).replace(_JOINER, ""))
    return found


def of_slide(svg: str) -> list[str]:
    """The words of each `mark` element of a drawn slide, in order."""
    return ["".join(mark.itertext()) for mark in ElementTree.fromstring(svg).iter(_MARK)]


def of_boxes(page: Page, boxes: Sequence[Box]) -> list[str]:
    """The recognised words whose middle is in one of the boxes, in the order of the text."""
    found = []
    for spot in sorted(page.spots, key=lambda spot: spot.start):
        x, y = (spot.left + spot.right) / 2, (spot.top + spot.bottom) / 2
        if any(box.left <= x <= box.right and box.top <= y <= box.bottom for box in boxes):
            found.append(page.text[spot.start : spot.end])
    return found
