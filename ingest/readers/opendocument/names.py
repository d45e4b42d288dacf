"""The names of elements and attributes with their usual prefixes: "text:p", whatever the file calls them."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

_ODF = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_OLD = "http://openoffice.org/2000/{}"
_BOTH = ("office", "style", "text", "table", "presentation", "chart", "script", "form")
_SPACES: dict[str, tuple[str, ...]] = {
    **{prefix: (_ODF.format(prefix), _OLD.format(prefix)) for prefix in _BOTH},
    "draw": (_ODF.format("drawing"), _OLD.format("drawing")),
    "number": (_ODF.format("datastyle"), _OLD.format("datastyle")),
    "meta": (_ODF.format("meta"), _OLD.format("meta")),
    "manifest": (_ODF.format("manifest"), "http://openoffice.org/2001/manifest"),
    "fo": (_ODF.format("xsl-fo-compatible"), "http://www.w3.org/1999/XSL/Format"),
    "svg": (_ODF.format("svg-compatible"), "http://www.w3.org/2000/svg"),
    "loext": ("urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",),
    "xlink": ("http://www.w3.org/1999/xlink",),
    "xml": ("http://www.w3.org/XML/1998/namespace",),
    "dc": ("http://purl.org/dc/elements/1.1/",),
    "math": ("http://www.w3.org/1998/Math/MathML",),
}
_PREFIXES = {space: prefix for prefix, spaces in _SPACES.items() for space in spaces}


def name_of(element: Element) -> str:
    """The name of an element with its prefix; "" of what is none (a comment, an entity)."""
    tag = element.tag
    return _named(tag) if isinstance(tag, str) else ""


def value(element: Element, name: str, default: str = "") -> str:
    """The value of an attribute by its name with prefix."""
    for full in _spelled(name):
        found = element.get(full)
        if found is not None:
            return str(found)
    return default


def number(element: Element, name: str, default: int, most: int) -> int:
    """The value of an attribute that is a whole number, from 0 to `most`."""
    said = value(element, name)
    return min(int(said[:9]), most) if said.isascii() and said.isdigit() else default


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children that have one of these names, all that have a name where none is given."""
    for child in element:
        found = name_of(child)
        if found and (not names or found in names):
            yield child


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of these names, or None."""
    return None if element is None else next(children(element, *names), None)


def within(element: Element | None, *names: str) -> Iterator[Element]:
    """Everything in an element that has one of these names, in order."""
    for found in () if element is None else element.iter():
        if name_of(found) in names:
            yield found


@lru_cache(maxsize=4000)
def _named(tag: str) -> str:
    space, _, local = tag.rpartition("}")
    prefix = _PREFIXES.get(space.lstrip("{"), "?" if space else "")
    return f"{prefix}:{local}" if prefix else local


@lru_cache(maxsize=1000)
def _spelled(name: str) -> tuple[str, ...]:
    prefix, _, local = name.rpartition(":")
    return tuple(f"{{{space}}}{local}" for space in _SPACES[prefix]) if prefix else (local,)
