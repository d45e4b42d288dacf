"""Which letters a glyph stands for, where the file says it oddly: ligatures, symbols, hyphens, accents."""

import unicodedata

from ingest.readers.cleaning import printable
from ingest.readers.pdf.characters.tex import meaning

UNKNOWN = "\ufffd"

STROKE = "\u0338"
"""Drawn through the sign after it: "≠"."""

_LONG_S_T = 0xFB05  # in today's texts, the ligature of "ft"
_HYPHENS = frozenset((0xFFFE, 0xAD, 0x2010))
# Adobe's Symbol font from 0x61 and 0x41 on, in the private use area.
_SYMBOL = {
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **{0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±"},
    **{0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈"},
    **{0xBC: "…", 0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCD: "⊆", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD1: "∇"},
    **{0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑"},
    **{0xF2: "∫", 0x24: "∃", 0x22: "∀", 0x2D: "−", 0x40: "≅", 0x5E: "⊥", 0x7E: "∼"},
}
_DINGBATS = {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0xE0: "→", 0xF0: "→"}
_ACCENTS = {
    "¨": "\u0308", "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303", "¯": "\u0304", "˘": "\u0306",
    "˙": "\u0307", "˚": "\u030a", "¸": "\u0327", "ˇ": "\u030c", "˝": "\u030b", "˛": "\u0328",
    STROKE: STROKE,
}  # fmt: skip


def letters(code: int, font: str) -> str:
    """The letters of a glyph that PDFium gives as `code` of a font; "" for none, UNKNOWN where nobody knows."""
    if code in _HYPHENS or (code == 0x02 and meaning(code, font) is None):
        return "-"
    in_tex = meaning(code, font)
    if in_tex is not None:
        return in_tex
    if code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return UNKNOWN
    if 0xF000 <= code <= 0xF0FF:
        return _private(code - 0xF000, font.lower())
    character = chr(code)
    if code == _LONG_S_T:
        return "ft"
    if 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", character)
    return unicodedata.normalize("NFC", printable(character))


def _private(code: int, font: str) -> str:
    """Fonts with letters or symbols of their own have them from U+F000 on, in the order of the font."""
    if "symbol" in font:
        return _SYMBOL.get(code) or (chr(code) if 0x20 < code < 0x40 else UNKNOWN)
    if "ding" in font or "webd" in font:
        return _DINGBATS.get(code, "•")
    if code == 0xB7:
        return "•"
    return chr(code) if 0x20 < code < 0x7F else UNKNOWN


def is_accent(character: str) -> bool:
    """Whether it may be an accent that was drawn over another letter."""
    return character in _ACCENTS


def accented(letter: str, accent: str) -> str | None:
    """The letter with an accent (combining, or one that stands alone); None where `letter` is none."""
    base = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    if not base.isalpha() and accent != STROKE:
        return None
    return unicodedata.normalize("NFC", base + _ACCENTS.get(accent, accent))
