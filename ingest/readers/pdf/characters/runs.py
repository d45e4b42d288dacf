"""Characters that follow one another in one text object, with the box around them: what is asked of all at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from ingest.readers.pdf.characters.fonts import Type
from ingest.readers.pdf.characters.glyphs import Character
from ingest.readers.pdf.words import Area


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one text object."""

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
    if len(glyphs) == 1:
        return Area(first.left, first.top, first.right, first.bottom)
    return Area(
        min([glyph.left for glyph in glyphs]),
        min([glyph.top for glyph in glyphs]),
        max([glyph.right for glyph in glyphs]),
        max([glyph.bottom for glyph in glyphs]),
    )
