"""Names of XML elements in Word documents, and what their attributes say."""

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART_EX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
EITHER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

_VAL = f"{W}val"
_EITHER = f"{EITHER}AlternateContent"
_OFF = frozenset({"0", "false", "off", "none"})


def value(parent: Element | None, name: str) -> str | None:
    """The `w:val` of the child `name` of an element; None where there is no such child, "" where it has no value."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(_VAL, "")


def number(parent: Element | None, name: str) -> int | None:
    """The same as a number; None where it is none."""
    return whole(value(parent, name))


def whole(text: str | None) -> int | None:
    """A number as it stands in an attribute; None where it is none."""
    try:
        return int(float(text)) if text else None
    except (ValueError, OverflowError):
        return None


def switch(parent: Element | None, name: str) -> bool | None:
    """Whether a property is on; None where nothing is said of it."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else is_on(child)


def is_on(element: Element) -> bool:
    """Whether a property says that it is on."""
    return element.get(_VAL, "").lower() not in _OFF


def elements(parent: Element) -> Iterator[Element]:
    """The children of an element that are elements; of alternatives only the one that is to be read."""
    for child in parent:
        tag = child.tag
        if tag == _EITHER:
            yield from elements(chosen(child))
        elif isinstance(tag, str):
            yield child


def chosen(either: Element) -> Element:
    """The alternative to be read: the first, or what stands for it where it holds nothing."""
    found = [child for child in either if isinstance(child.tag, str)]
    full = (child for child in found if len(child))
    return next(full, either.makeelement("none"))
