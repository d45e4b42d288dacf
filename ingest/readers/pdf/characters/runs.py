"""Characters that follow one another in one text object, with the box around them: what is asked of all at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from ingest.readers.pdf.characters.fonts import Type
from ingest.readers.pdf.characters.glyphs import Character
from ingest.readers.pdf.words import Area


@dataclass(slots=True)
class Run:
    """Characters of one text object. Not frozen, as they are not: nobody changes one."""

    type: Type
    glyphs: list[Character]
    place: Area


def runs(glyphs: Sequence[Character]) -> Iterator[Run]:
    """The runs of characters, in order."""
    for kind, group in groupby(glyphs, attrgetter("type")):
        run = list(group)
        yield Run(kind, run, around(run))


def around(glyphs: Sequence[Character]) -> Area:
    """The box around characters."""
    first = glyphs[0]
    left, top, right, bottom = first.left, first.top, first.right, first.bottom
    for glyph in glyphs:  # for words, some times as fast as the least and the most of four lists
        if glyph.left < left:
            left = glyph.left
        if glyph.top < top:
            top = glyph.top
        if glyph.right > right:
            right = glyph.right
        if glyph.bottom > bottom:
            bottom = glyph.bottom
    return Area(left, top, right, bottom)
