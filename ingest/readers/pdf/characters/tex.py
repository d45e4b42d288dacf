"""What the codes of TeX's fonts mean, in files that do not say which letters their shapes are."""

import re

_TEXT_FONT = {0x0B: "ff", 0x0C: "fi", 0x0D: "fl", 0x0E: "ffi", 0x0F: "ffl", 0x10: "ı", 0x11: "ȷ", 0x19: "ß"}
_SYMBOLS = dict(enumerate("−·×∗÷⋄±∓⊕⊖⊗⊘⊙○◦•≍≡⊆⊇≤≥≼≽∼≈⊂⊃≪≫≺≻"))
# Its letters are capitals only: a small one is the bare code of a symbol.
_SYMBOLS.update(zip(range(0x60, 0x7B), "⊢⊣⌊⌋⌈⌉{}⟨⟩|∥↕⇕\\≀√⨿∇∫⊔⊓⊑⊒§†‡", strict=True))
_SYMBOLS[0x36] = "\u0338"  # the stroke of "≠"
_LETTERS = dict(enumerate("ΓΔΘΛΞΠΣΥΦΨΩαβγδϵζηθικλμνξπρστυϕ"))
_LARGE = dict(enumerate("()[]⌊⌋⌈⌉{}⟨⟩|∥/\\()()[]⌊⌋⌈⌉{}⟨⟩/\\"))
_FONTS = (
    (re.compile(r"^(cm|lm|tx|px|rtx)b?sy"), _SYMBOLS),
    (re.compile(r"^(cm|lm|rtx)b?mib?\d|^cmmi|^lmmath"), _LETTERS),
    (re.compile(r"^(cm|lm|tx|px)ex"), _LARGE),
)
_TEXT_FONTS = re.compile(r"(cm|ec|sf|lm|vn|pl|cs)(?!.*(math|symb))[a-z]")


def meaning(code: int, font: str) -> str | None:
    """The letters that `code` stands for in a font of TeX, None where it is what it seems to be."""
    name = font.lower()
    for pattern, table in _FONTS:
        if pattern.match(name):
            return table.get(code)
    return _TEXT_FONT.get(code) if _TEXT_FONTS.match(name) else None


def has_symbols(font: str) -> bool:
    """Whether a font has symbols where others have letters."""
    return any(pattern.match(font.lower()) for pattern, _ in _FONTS)
