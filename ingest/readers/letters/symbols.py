"""Letters of fonts that have signs in place of letters (Symbol, Wingdings), as the signs of Unicode that they show."""

from functools import lru_cache

_GREEK = dict(
    zip(
        "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprsVtufcywJjv",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψωϑϕϖ",
        strict=True,
    )
)
_SYMBOL_UPPER = dict(
    zip(
        range(0xA1, 0xFF),
        "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐―↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u2003〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
        strict=True,
    )
)
_SYMBOL_LOWER = {'"': "∀", "$": "∃", "'": "∋", "*": "∗", "-": "−", "@": "≅", "\\": "∴", "^": "⊥", "~": "∼"}
_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x41: "✌", 0x43: "👍", 0x44: "👎", 0x46: "☞", 0x4B: "😐",
    0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫",
    0x75: "◆", 0x76: "❖", 0x78: "⌧", 0x80: "⓪", 0x8C: "❶", 0x9F: "•", 0xA1: "○", 0xA3: "◉", 0xA7: "▪",
    0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦",
    0xDC: "⇐", 0xDE: "⇒", 0xF0: "⇨", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS |= {0x81 + step: chr(0x2460 + step) for step in range(10)}
_WINGDINGS |= {0x8C + step: chr(0x2776 + step) for step in range(10)}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x98: "●", 0xA3: "□"}
_LOOSE = {0xA7: "▪", 0xD8: "➢", 0xE0: "→", 0xFC: "✓"}  # bullets, where nobody says the font
_PRIVATE = 0xF000  # a letter of such a font is its code, with or without this


@lru_cache(maxsize=1000)
def is_symbolic(font: str) -> bool:
    """Whether a font has signs in place of letters."""
    return _plain(font) in ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings", "zapfdingbats")


def shown(text: str, font: str) -> str:
    """What `text` shows in `font`; letters of other fonts stay as they are, and signs that are not known are left out.

    In no font a private letter is read as one of Symbol, or as the bullet that it mostly is.
    """
    if not is_symbolic(font):
        if text.isascii():
            return text
        return "".join(_loose(letter) if "\uf020" <= letter <= "\uf0ff" else letter for letter in text)
    name = _plain(font)
    return "".join(_sign(letter, name) for letter in text)


def _loose(letter: str) -> str:
    return _LOOSE.get(ord(letter) - _PRIVATE) or _sign(letter, "symbol")


def _plain(font: str) -> str:
    return font.strip().lower().removesuffix(" bold").removesuffix("mt")


def _sign(letter: str, font: str) -> str:
    code = ord(letter)
    code -= _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else 0
    if code > 0xFF or chr(code).isspace():
        return letter
    if font == "symbol":
        plain = chr(code)
        return _GREEK.get(plain) or _SYMBOL_UPPER.get(code) or _SYMBOL_LOWER.get(plain, plain)
    return {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}.get(font, {}).get(code, "")
