"""Characters that follow one another on a line in one type, cut into words by the room between them."""

import itertools
import math
import unicodedata
from collections.abc import Iterator, Sequence
from statistics import median

from ingest.readers.pdf.characters.fonts import Type
from ingest.readers.pdf.characters.glyphs import BLANK, NO_BLANK, Character

Strip = list[Character]

# In parts of the size: how far apart characters stand that a blank is between, by what says so.
_ROOM = (0.3, 0.1, 0.04)  # NO_BLANK, PDFIUMS_BLANK, BLANK
_BACK, _FAR = -0.5, 2.5  # from where to where a strip goes on
_SAME_LINE, _SAME_SIZE = 0.12, 0.08
_PARALLEL = 0.05
_SPACED = 0.12  # from this room on between most characters, letters are spaced out
_FEW = 4
_TWICE = 1.7  # the room between words of letters that are spaced out, in terms of the room within


def strips(glyphs: Sequence[Character]) -> Iterator[Strip]:
    """Stretches on one base line, of one size and kind of font, without holes."""
    strip: Strip = []
    last: Character | None = None
    kind: Type | None = None
    begun = base = back = far = 0.0
    for glyph in glyphs:
        start = glyph.start
        if glyph.type is kind and last is not None:
            follows = glyph.base == base and start > begun and back < start - last.end < far
        else:
            kind, follows = glyph.type, last is None
            back, far = _BACK * kind.size, _FAR * kind.size
        if not follows and last is not None and not _goes_on(last, glyph):
            yield strip
            strip = []
        strip.append(glyph)
        last, begun, base = glyph, start, glyph.base
    if strip:
        yield strip


def _goes_on(one: Character, other: Character) -> bool:
    a, b = one.type, other.type
    if a is not b:
        if a.quarter != b.quarter or abs(a.size - b.size) > _SAME_SIZE * a.size:
            return False
        if a.slant != b.slant and not _are_parallel(a.slant, b.slant):
            return False
        if (a.bold, a.font.italic, a.font.mono) != (b.bold, b.font.italic, b.font.mono):
            return False
    if abs(one.base - other.base) > _SAME_LINE * a.size and (a.straight or a.slant or a is not b):
        return False
    return _BACK * a.size < room(one, other) < _FAR * a.size


def _are_parallel(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    return one is not None and other is not None and abs(one[0] * other[1] - one[1] * other[0]) < _PARALLEL


def room(one: Character, other: Character) -> float:
    """The room between two neighbours on a line, below zero where they overlap."""
    if other.start > one.start:
        return other.start - one.end
    if other.start == one.start and other.type is one.type:
        return 0.0  # letters of one glyph
    if other.start < one.start and _is_right_to_left(one.text) and _is_right_to_left(other.text):
        return one.start - other.end
    return other.start - one.end


def _is_right_to_left(text: str) -> bool:
    return not text.isascii() and unicodedata.bidirectional(text[0]) in ("R", "AL", "NSM", "AN")


def cut(strip: Strip) -> list[Strip]:
    """The words of a strip."""
    rooms = [
        other.start - one.end if other.start > one.start else room(one, other)
        for one, other in itertools.pairwise(strip)
    ]
    size = strip[0].type.size
    limits = [space * size for space in _ROOM]
    wrong = -0.15 * size  # widths that are wrong
    if strip[0].type.slant is not None:
        limits, wrong = [size, -math.inf, -math.inf], -math.inf
    elif len(strip) >= _FEW and (limit := _spaced_out(strip, rooms, size)) is not None:
        limits, wrong = [limit] * len(_ROOM), -math.inf
    words, first = [], 0
    for last, space in enumerate(rooms, start=1):
        blank = strip[last].blank
        if space > limits[blank] or (space < wrong and blank == BLANK):
            words.append(strip[first:last])
            first = last
    words.append(strip[first:])
    return words


def _spaced_out(strip: Strip, rooms: Sequence[float], size: float) -> float | None:
    """Where letters are spaced out ("N O T E"), the room from which on a blank is meant; None where they are not.

    Letters that stand alone by nature (the columns of a table, a list of variables) are few, or further apart, or
    follow one another in the alphabet.
    """
    usual = median(rooms)
    if not _SPACED * size < usual < 1.2 * size:
        return None
    within = [space for space in rooms if space < _TWICE * usual]
    if max(within) - min(within) > max(0.6 * usual, 0.1 * size):
        return None
    text = "".join(glyph.text for glyph in strip)
    letters = sum(map(str.isalpha, text))
    if letters < 0.7 * len(text) or (
        any(glyph.blank == NO_BLANK for glyph in strip[1:]) and usual < 0.2 * size
    ):
        return _TWICE * usual if letters >= 0.7 * len(text) else None
    case = text.isupper() or (text[1:].islower() and len(within) < len(rooms))
    alphabet = all(a < b for a, b in itertools.pairwise(text))
    if not case or alphabet or not (len(text) > _FEW or (len(within) == len(rooms) and text.isupper())):
        return None
    vowels = sum(unicodedata.normalize("NFD", c)[0] in "AEIOUYaeiouy" for c in text)
    return _TWICE * usual if 0.15 * len(text) < vowels < 0.8 * len(text) else None
