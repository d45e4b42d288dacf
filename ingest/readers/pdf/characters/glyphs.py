"""The characters of a page as PDFium gives them: which letters, where, in which type."""

import ctypes
import unicodedata
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.pdf.characters.calls import (
    address_of,
    box_of,
    is_generated,
    object_of,
    origin_of,
    unicode_of,
)
from ingest.readers.pdf.characters.fonts import Type, Types
from ingest.readers.pdf.characters.letters import STROKE, accented, is_accent, letters
from ingest.readers.pdf.seen import Seen

_BLANKS = frozenset((0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000, 0x202F, 0x205F, *range(0x2000, 0x200B)))
NO_BLANK, PDFIUMS_BLANK, BLANK = 0, 1, 2
_LINE = 100  # characters
_AHEAD = 6  # characters: where it is looked first how far a text object goes, for it is never in two parts
_LETTER = 0.5  # of the size: the width of a slanting letter, which PDFium does not tell
_PAIRS = range(0xD800, 0xE000)  # what stands for one half of a character
_FAR = 1e6  # points: numbers of broken files, which may be none


@dataclass(slots=True)
class Character:
    """One drawn character, as seen. `start` and `end` are along its line, `base` is where the line stands.

    The height for upright ones. `blank` is what stands before it: nothing, a blank that PDFium put there by its own
    guess, or one of the file.
    """

    text: str
    index: int
    left: float
    top: float
    right: float
    bottom: float
    start: float
    end: float
    base: float
    type: Type
    blank: int = NO_BLANK


def glyphs(words: pypdfium2.PdfTextPage, seen: Seen) -> list[Character]:
    """All characters but blanks, in PDFium's order, hidden or not."""
    raw, box = words.raw, pdfium.FS_RECTF()
    page, place = address_of(raw), ctypes.addressof(box)
    sides = memoryview(box).cast("B").cast("f")  # left, top, right, bottom: faster than its fields
    types = Types(page, seen)
    blank, known, same, base, quarter = NO_BLANK, 0, -1, 0.0, 0
    kind: Type | None = None
    plain, is_level, straight, turns = False, False, True, seen.turns
    edge, head, near, far = seen.left, seen.top, -_FAR, _FAR
    found: list[Character] = []
    for index, code in enumerate(_codes(raw, page, words.count_chars())):
        is_ascii = 0x21 <= code <= 0x7E
        if not is_ascii and code in _BLANKS:
            if blank != BLANK:
                blank = PDFIUMS_BLANK if is_generated(page, index) == 1 else BLANK
            continue
        if index > same:
            address = object_of(page, index)
            if address is None:
                continue
            if object_of(page, index + _AHEAD) == address:
                same = index + _AHEAD
            if kind is None or address != known:
                known, kind = address, types.type(address, index)
                plain, straight, quarter = not kind.font.is_tex, kind.straight, kind.quarter
                is_level = quarter % 2 == turns % 2
                base = _base(page, index, seen, quarter)
            elif not straight:
                base = _base(page, index, seen, quarter)
        elif not straight:
            base = _base(page, index, seen, quarter)
        assert kind is not None
        text = chr(code) if is_ascii and plain else letters(code, kind.font.name)
        if not text:
            continue
        if not is_level or not box_of(page, index, place):
            _tight(raw, index, box)
        left, top, right, bottom = sides
        if not (near < left < far and near < bottom < far and right < far and top < far):
            continue
        if turns == 0:
            left, top, right, bottom = left - edge, head - top, right - edge, head - bottom
        else:
            seen_at = seen.place(left, bottom, right, top)
            left, top, right, bottom = seen_at.left, seen_at.top, seen_at.right, seen_at.bottom
        start, end = left, right
        if kind.slant is not None:
            start, base = _on_slant(page, index, seen, kind.slant)
            end = start + _LETTER * kind.size
        elif quarter:
            start, end = _along(quarter, left, top, right, bottom)
        found.append(Character(text, index, left, top, right, bottom, start, end, base, kind, blank))
        blank = NO_BLANK
    return _composed(found)


def _codes(raw: pdfium.FPDF_TEXTPAGE, page: int, count: int) -> list[int]:
    """The code of each character. PDFium is asked for it one by one only where its text, which is had at once, leaves
    some out, has two units for one, or may have another sign."""
    buffer = (ctypes.c_ushort * (2 * count + 1))()
    written = pdfium.FPDFText_GetText(raw, 0, count, buffer) if count else 0
    codes = buffer[:count]
    if written != count + 1 or (
        max(codes, default=0) >= _PAIRS.start and any(map(_PAIRS.__contains__, codes))
    ):
        return [unicode_of(page, index) for index in range(count)]
    return [code if 0x20 <= code <= 0x7E else unicode_of(page, index) for index, code in enumerate(codes)]


def _on_slant(page: int, index: int, seen: Seen, slant: tuple[float, float]) -> tuple[float, float]:
    """How far a character is along its slanting line, and how far that is from the page's corner."""
    x, y = _origin(page, index, seen)
    return x * slant[0] + y * slant[1], y * slant[0] - x * slant[1]


def _along(quarter: int, left: float, top: float, right: float, bottom: float) -> tuple[float, float]:
    """Where a character begins and ends along a line in the direction `quarter`."""
    if quarter == 1:
        return top, bottom
    return (-right, -left) if quarter == 2 else (-bottom, -top)


def _base(page: int, index: int, seen: Seen, quarter: int) -> float:
    return _origin(page, index, seen)[0 if quarter % 2 else 1]


def _origin(page: int, index: int, seen: Seen) -> tuple[float, float]:
    """The point that a character stands on."""
    x, y = ctypes.c_double(), ctypes.c_double()
    origin_of(page, index, ctypes.addressof(x), ctypes.addressof(y))
    return seen.point(x.value, y.value)


def _tight(raw: pdfium.FPDF_TEXTPAGE, index: int, box: pdfium.FS_RECTF) -> None:
    """The box around the ink, for lines that do not run along the file's own: there the other one is wrong."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
    box.left, box.right, box.bottom, box.top = left.value, right.value, bottom.value, top.value


def _composed(found: list[Character]) -> list[Character]:
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
