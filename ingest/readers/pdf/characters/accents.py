"""Letters and the accents that are drawn over them, put together."""

import unicodedata

from ingest.readers.pdf.characters.glyphs import BLANK, Character
from ingest.readers.pdf.characters.letters import STROKE, accented, is_accent

_LINE = 100  # characters


def composed(found: list[Character]) -> list[Character]:
    """Letters and their accents, which may be drawn one over the other, as one."""
    done: list[Character] = []
    is_plain = True  # the last one
    for glyph in found:
        text = glyph.text
        if is_plain and text.isascii() and text != "`":
            done.append(glyph)
            continue
        before = done[-1] if done else None
        if before is None:
            done.append(glyph)
        elif before.text == "ſ" and glyph.text == "t" and before.start == glyph.start:
            before.text = "f"  # one glyph: see `letters`
            done.append(glyph)
        elif is_accent(before.text) and _over(before, glyph) and _accent(glyph, before.text):
            glyph.blank = before.blank
            done[-1] = glyph
        elif not _is_taken(done, glyph):
            done.append(glyph)
        is_plain = done[-1].text.isascii()
    return done


def _is_taken(done: list[Character], mark: Character) -> bool:
    """Whether a character is an accent of a letter before it, which then has it.

    One that combines is of the very last; one that stands alone can be drawn when the line is done.
    """
    if mark.text == STROKE:
        return False
    if unicodedata.combining(mark.text[0]) or "\u1160" <= mark.text <= "\u11ff":
        return mark.blank != BLANK and _accent(done[-1], mark.text)
    if not is_accent(mark.text):
        return False
    letter = next((glyph for glyph in reversed(done[-_LINE:]) if _over(glyph, mark)), None)
    return letter is not None and _accent(letter, mark.text)


def _accent(letter: Character, mark: str) -> bool:
    whole = accented(letter.text, mark)
    if whole is not None:
        letter.text = whole
    return whole is not None


def _over(one: Character, other: Character) -> bool:
    middle, size = (one.start + one.end) / 2 - (other.start + other.end) / 2, other.type.size
    together = abs(middle) < 0.25 * size or abs(one.start - other.start) < 0.05 * size
    return together and abs(one.base - other.base) < 0.5 * size
