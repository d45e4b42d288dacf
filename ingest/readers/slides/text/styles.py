"""How a paragraph looks where it does not say so itself: what it inherits from its shape, its layout, its master."""

import re
from dataclasses import dataclass

from lxml import etree

from ingest.readers.ooxml.elements import attribute, child, children, name, number

_MARKS = ("buNone", "buChar", "buAutoNum", "buBlip")
_MONO = re.compile(
    r"courier|mono|consol|typewriter|menlo|monaco|cmtt|inconsolata|fixed|source code|fira code", re.I
)
_USUAL = 1800  # hundredths of a point


@dataclass(frozen=True, slots=True)
class SlideLook:
    """What is before a paragraph and how it is set. `mark` is "" for nothing, "•" for any sign, else the kind of
    numbers ("arabicPeriod"), which begin at `first`. `size` is in hundredths of a point."""

    mark: str = ""
    first: int = 1
    mono: bool = False
    bold: bool = False
    size: int = _USUAL


class SlideStyles:
    """The styles that a shape inherits, the nearest first."""

    def __init__(self, *chain: etree._Element | None) -> None:
        """Each of the chain holds a style for each level (`a:lvl1pPr`…)."""
        self._chain = [style for style in chain if style is not None and len(style)]
        self._looks: dict[int, SlideLook] = {}

    def look(self, paragraph: etree._Element) -> SlideLook:
        """That of a paragraph, by its level and what it says itself; its runs may say otherwise."""
        own = child(paragraph, "pPr")
        level = level_of(paragraph)
        if level not in self._looks:
            self._looks[level] = _look(self._levels(level), SlideLook())
        return self._looks[level] if own is None or not len(own) else _look([own], self._looks[level])

    def _levels(self, level: int) -> list[etree._Element]:
        found: list[etree._Element] = []
        for style in self._chain:
            found += [*children(style, f"lvl{level + 1}pPr"), *children(style, "defPPr")]
        return found


def level_of(paragraph: etree._Element) -> int:
    """The level of a paragraph from 0 on."""
    return min(8, max(0, number(child(paragraph, "pPr"), "lvl")))


def is_mono(properties: etree._Element | None, usual: bool) -> bool:
    """Whether letters are all of one width, by the properties of a run."""
    font = attribute(child(properties, "latin"), "typeface")
    return bool(_MONO.search(font)) if font and not font.startswith("+") else usual


def _look(levels: list[etree._Element], usual: SlideLook) -> SlideLook:
    mark, first = usual.mark, usual.first
    mono, bold, size = usual.mono, usual.bold, usual.size
    for properties in reversed(levels):
        sign = next(children(properties, *_MARKS), None)
        if sign is not None:
            kind = name(sign)
            numbers = attribute(sign, "type", "arabicPeriod")
            mark = {"buNone": "", "buAutoNum": numbers}.get(kind, "•")
            first = max(1, number(sign, "startAt", 1))
        run = child(properties, "defRPr")
        mono = is_mono(run, mono)
        bold = attribute(run, "b", "1" if bold else "0") in ("1", "true")
        size = number(run, "sz", size)
    return SlideLook(mark, first, mono, bold, size)
