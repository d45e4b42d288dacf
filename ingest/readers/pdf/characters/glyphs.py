"""The characters of a page as PDFium gives them: which letters, where, in which type."""

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

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
from ingest.readers.pdf.characters.letters import letters
from ingest.readers.pdf.seen import Seen

_BLANKS = frozenset((0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000, 0x202F, 0x205F, *range(0x2000, 0x200B)))
NO_BLANK, PDFIUMS_BLANK, BLANK = 0, 1, 2
_RIGHT, _RIGHT_FORMS = (
    range(0x590, 0x900),
    range(0xFB1D, 0xFEFD),
)  # letters that are written from right to left
_AHEAD = 6  # characters: where it is looked first how far a text object goes, for it is never in two parts
_LETTER = 0.5  # of the size: the width of a slanting letter, which PDFium does not tell
_FIRST, _SECOND = range(0xD800, 0xDC00), range(0xDC00, 0xE000)  # halves of a character
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
    is_right = False  # whether there are letters that are written from right to left
    for index, code in enumerate(_codes(raw, page, words.count_chars())):
        is_ascii = 0x21 <= code <= 0x7E
        if not is_ascii and code < 0:
            continue
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
        if is_ascii and plain:
            text = chr(code)
        else:
            text = letters(code, kind.font.name)
            if not text:
                continue
            is_right = is_right or code in _RIGHT or code in _RIGHT_FORMS
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
    if is_right:
        _turn(found)
    return found


def _turn(found: list[Character]) -> None:
    """The letters of each glyph that stands for several from right to left, in their own order: PDFium turns what it
    reads from right to left letter by letter, and so these too."""
    for first, end in _glyphs_of_several(found):
        own = found[first:end]
        texts = [one.text for one in reversed(own)]
        for one, text in zip(own, texts, strict=True):
            one.text = text


def _glyphs_of_several(found: list[Character]) -> Iterator[tuple[int, int]]:
    """Where characters stand that are letters of one glyph, for they have one place, written from right to left."""
    first = 0
    for index in range(1, len(found) + 1):
        one = found[first]
        if index < len(found) and _is_right(one.text) and _is_right(found[index].text):
            other = found[index]
            if (
                other.type is one.type
                and (other.left, other.right) == (one.left, one.right)
                and other.base == one.base
            ):
                continue
        if index - first > 1 and any(unicodedata.combining(each.text[0]) == 0 for each in found[first:index]):
            yield first, index
        first = index


def _is_right(text: str) -> bool:
    """Whether a character is one of a script that is written from right to left, or a mark on such a letter."""
    return not text.isascii() and unicodedata.bidirectional(text[0]) in ("R", "AL", "NSM")


def _codes(raw: pdfium.FPDF_TEXTPAGE, page: int, count: int) -> list[int]:
    """The code of each character, -1 for the second half of one that PDFium counts as two.

    PDFium is asked for them one by one only where its text, which is had at once, leaves some out, or may have another
    sign for them.
    """
    buffer = (ctypes.c_ushort * (2 * count + 1))()
    written = pdfium.FPDFText_GetText(raw, 0, count, buffer) if count else 0
    codes = buffer[:count]
    if written != count + 1 or (max(codes) >= _FIRST.start and any(map(_FIRST.__contains__, codes))):
        return _whole([unicode_of(page, index) for index in range(count)])
    return [code if 0x20 <= code <= 0x7E else unicode_of(page, index) for index, code in enumerate(codes)]


def _whole(codes: list[int]) -> list[int]:
    """Codes of which two may stand for one character, the first for it and the second -1."""
    for index, (first, second) in enumerate(pairwise(codes)):
        if first in _FIRST and second in _SECOND:
            codes[index : index + 2] = [0x10000 + (first - 0xD800) * 0x400 + second - 0xDC00, -1]
    return codes


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
