"""The paragraphs of a shape: what they say, at which level, with the number that is shown before them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.readers.cleaning import printable
from ingest.readers.formulas.office import linear
from ingest.readers.ooxml.elements import attribute, child, children, name, number
from ingest.readers.pdf.raised import raised
from ingest.readers.slides.text.numerals import SlideNumbers
from ingest.readers.slides.text.signs import translated
from ingest.readers.slides.text.styles import SlideLook, SlideStyles, is_mono, level_of

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SlideParagraph:
    """What a paragraph says. `mark` is "•" for any sign before it, or its number, "" where there is neither.

    `mono` says that it is set as code is, `formula` that it is nothing but a formula. `size` is that of its largest
    words in hundredths of a point.
    """

    text: str
    level: int = 0
    mark: str = ""
    mono: bool = False
    formula: bool = False
    bold: bool = False
    size: int = 0

    @property
    def shown(self) -> str:
        """The words with their number before them."""
        return self.text if self.mark in ("", "•") else f"{self.mark} {self.text}"


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    mono: bool = False
    formula: bool = False
    bold: bool = False
    size: int = 0


def paragraphs(body: etree._Element | None, styles: SlideStyles) -> list[SlideParagraph]:
    """The paragraphs of a text body that have words."""
    found: list[SlideParagraph] = []
    counter = SlideNumbers()
    for element in children(body, "p"):
        look = styles.look(element)
        pieces = list(_pieces(element, look))
        text = "".join(piece.text for piece in pieces)
        worded = [piece for piece in pieces if piece.text.strip()]
        if not worded:
            continue
        level = level_of(element)
        number_shown = counter.mark(level, look.mark, look.first)
        mono = all(piece.mono for piece in worded)
        lines = text.split("\n")
        text = "\n".join(line.rstrip() if mono else " ".join(line.split()) for line in lines)
        found.append(
            SlideParagraph(
                text.strip("\n") if mono else text.strip(),
                level,
                number_shown or look.mark,
                mono,
                all(piece.formula for piece in worded),
                all(piece.bold for piece in worded),
                max(piece.size for piece in worded),
            )
        )
    return found


def _pieces(parent: etree._Element, look: SlideLook) -> Iterator[_Piece]:
    before = ""
    for element in children(parent):
        kind = name(element)
        if kind in ("r", "fld"):
            piece = _run(element, look, before)
        elif kind == "br":
            piece = _Piece("\n", look.mono)
        elif kind in ("m", "oMath", "oMathPara"):
            piece = _Piece(printable(linear(element)), formula=True, size=look.size)
        else:
            continue
        before = piece.text or before
        yield piece


def _run(element: etree._Element, look: SlideLook, before: str) -> _Piece:
    properties = child(element, "rPr")
    said = "".join(inner.text or "" for inner in children(element, "t"))
    text = printable(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), said))
    for font in children(properties, "sym", "latin"):
        text = translated(text, attribute(font, "typeface"))
    shift = number(properties, "baseline")
    bare = text.strip()
    if shift and bare:
        joined = text[0] == bare[0] and bool(before) and not before[-1].isspace()
        written = raised(bare, 1 if shift > 0 else -1, before[-1:], joined)
        text = text if written[0] in "^_" else text.replace(bare, written)
    return _Piece(
        text,
        is_mono(properties, look.mono),
        bold=attribute(properties, "b", "1" if look.bold else "0") in ("1", "true"),
        size=number(properties, "sz", look.size),
    )
