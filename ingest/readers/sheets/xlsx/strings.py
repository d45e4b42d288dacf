"""The words of cells: strings that many cells share, and rich text without its formatting and its reading aids."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from ingest.readers.cleaning import printable
from ingest.readers.sheets.xlsx.package import Package, PartBroken, local, refuse_entities

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST = 60_000_000  # characters of all shared strings
_LONGEST = 40_000  # characters of a cell; Excel keeps 32,767


def clean(text: str) -> str:
    """Words of a cell, fit to be stored: without its escapes, tabs, and blanks at its ends."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return printable(text[:_LONGEST]).replace("\t", " ").strip()


def rich(element: Any) -> str:
    """The words of an element of rich text; what helps to read Japanese aloud is left out."""
    return clean("".join(_texts(element)))


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name not in ("rPh", "phoneticPr"):
            yield from _texts(child)


def shared(package: Package, name: str) -> tuple[list[str], bool]:
    """The shared strings in order, and whether all of them could be read."""
    target = _Strings()
    parser = streaming(target)
    try:
        for chunk in package.stream(name):
            parser.feed(chunk)
            if target.length > _MOST:
                return target.found, False
        parser.close()
    except (PartBroken, etree.XMLSyntaxError):
        return target.found, False
    return target.found, True


def streaming(target: Any) -> Any:
    """A parser that tells `target` of elements as they come, and keeps nothing."""
    return etree.XMLParser(
        target=target, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )


class Streamed:
    """What is told of elements by a parser. A document type is refused."""

    def doctype(self, *declared: object) -> None:
        refuse_entities()

    def start(self, tag: str, attributes: Any) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Words of the element that is open."""

    def close(self) -> None:
        """The document is at its end."""


class _Strings(Streamed):
    def __init__(self) -> None:
        self.found: list[str] = []
        self.length = 0
        self._texts: list[str] = []
        self._open = False
        self._aids = 0

    def start(self, tag: str, attributes: Any) -> None:
        name = tag.rpartition("}")[2]
        if name == "si":
            self._texts = []
        elif name == "rPh":
            self._aids += 1
        self._open = name == "t" and not self._aids

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name == "si":
            words = clean("".join(self._texts))
            self.found.append(words)
            self.length += len(words)
        elif name == "rPh":
            self._aids -= 1
        self._open = False

    def data(self, text: str) -> None:
        if self._open:
            self._texts.append(text)
