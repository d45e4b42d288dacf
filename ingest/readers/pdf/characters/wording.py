"""Words out of characters: those that stand together, what is raised and lowered, what is joined to what."""

import unicodedata
from collections.abc import Sequence

from ingest.readers.pdf.characters.glyphs import BLANK, Character
from ingest.readers.pdf.characters.runs import around
from ingest.readers.pdf.characters.strips import Strip, cut, room, strips
from ingest.readers.pdf.words import PrintedWord

_JOINED = 0.12  # of the size: the most room between parts of one word
_SMALLER, _SMALLEST = 0.88, 0.45  # of the size of its base, for what is raised
_RAISED, _LOWERED, _HIGHEST = 0.12, 0.06, 0.85  # of the size of its base
_LONGEST, _MARK = 15, 3  # characters


def words(glyphs: Sequence[Character]) -> tuple[PrintedWord, ...]:
    """The words, in the order of the characters."""
    pieces = list(strips(glyphs))
    raised = _raised(pieces)
    found: list[PrintedWord] = []
    for number, piece in enumerate(pieces):
        for index, part in enumerate(cut(piece)):
            joined = index == 0 and number > 0 and _is_joined(pieces[number - 1], piece)
            if index == 0 and number > 1 and raised[number] and raised[number - 1] and not joined:
                joined = _is_joined(pieces[number - 2], piece)  # raised and lowered, one over the other
            found.append(_word(part, raised[number], joined and bool(found)))
    return tuple(found)


def _raised(pieces: Sequence[Strip]) -> list[int]:
    """For each strip 1 where it is raised, -1 where it is lowered: beside the larger strip before or after it."""
    found = [0] * len(pieces)
    base: Strip | None = None
    for number, piece in enumerate(pieces):
        if base is not None:
            beside = number > 0 and _are_near(pieces[number - 1], piece, base[0].type.size)
            found[number] = _shift(base, piece) if beside or _are_near(base, piece, base[0].type.size) else 0
        if not found[number] and number + 1 < len(pieces):
            after = pieces[number + 1]
            mark = len(piece) <= _MARK and len(after) > _MARK  # of a note, before its words
            if mark and _are_near(piece, after, after[0].type.size) and _shift(after, piece) == 1:
                found[number] = 1
        if not found[number]:
            base = None if _is_sign(piece) else piece
    return found


def _is_sign(piece: Strip) -> bool:
    """Whether it is a large sign, such as a root, beside which all else is small."""
    return len(piece) == 1 and unicodedata.category(piece[0].text[0]) in ("Sm", "So")


def _are_near(one: Strip, other: Strip, size: float) -> bool:
    return (
        one[-1].type.quarter == other[0].type.quarter and -1.2 * size < room(one[-1], other[0]) < 0.4 * size
    )


def _shift(base: Strip, small: Strip) -> int:
    size = base[0].type.size
    if not _SMALLEST * size <= small[0].type.size <= _SMALLER * size or len(small) > _LONGEST:
        return 0
    quarter = base[0].type.quarter
    up = (base[-1].base - small[0].base) * (1 if quarter in (0, 3) else -1)
    if _RAISED * size < up < _HIGHEST * size:
        return 1
    return -1 if -_HIGHEST * size < up < -_LOWERED * size else 0


def _is_joined(one: Strip, other: Strip) -> bool:
    a, b = one[-1], other[0]
    size = max(a.type.size, b.type.size)
    if a.type.quarter != b.type.quarter or b.blank == BLANK or abs(a.base - b.base) > _HIGHEST * size:
        return False
    return -0.5 * size < room(a, b) < _JOINED * size


def _word(part: Strip, raised: int, joined: bool) -> PrintedWord:
    text = "".join([glyph.text for glyph in part])
    start, count = part[0].index, len(part)
    indices: Sequence[int] = range(start, start + count)
    if len(text) > count or part[-1].index - start >= count:
        indices = tuple(glyph.index for glyph in part for _ in glyph.text)
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text, indices = _composed(text, indices)
    first = part[0]
    kind = first.type
    return PrintedWord(
        text,
        around(part),
        first.base,
        kind.size,
        indices,
        kind.bold,
        kind.font.italic,
        kind.font.mono,
        raised,
        joined,
        kind.quarter % 2 == 0 and kind.slant is None,
        kind.slant is not None,
    )


def _composed(text: str, indices: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    """The text with its letters and accents as one, each with the index of its letter."""
    whole = ""
    kept: list[int] = []
    for character, index in zip(text, indices, strict=True):
        longer = unicodedata.normalize("NFC", whole + character)
        kept = [*kept, index][: len(longer)]
        whole = longer
    return whole, tuple(kept)
