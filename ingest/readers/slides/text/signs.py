"""Letters that stand for signs, because their font has no letters: Wingdings, Symbol."""

_WINGDINGS = dict(zip("àßáâóèðÞÜüûJLKØ§qnlovC", "→←↑↓↔➔⇨⇒⇐✓✗☺☹😐➢▪❑■●□❖👍", strict=True))
_LETTERS = "abgdezhqiklmnxoprstufcywjVABGDEZHQIKLMNXOPRSTUFCYWJ"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψωϕςΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϑ"
_MORE = dict(zip("£³¹»´±®¬Þ¥¶òåÖ×ÎÇÈ°Ð\"$'^«", "≤≥≠≈×±→←⇒∞∂∫∑√⋅∈∩∪°∠∀∃∋⊥↔", strict=True))
_SYMBOL = {**dict(zip(_LETTERS, _GREEK, strict=True)), **_MORE}
_PRIVATE = range(0xF000, 0xF100)


def translated(text: str, font: str) -> str:
    """The text with the signs that it shows in this font; unchanged in a font of letters.

    In Wingdings only a sign that stands alone is one: the font is often named of words that are not set in it.
    """
    kind = font.casefold()
    private = any(ord(letter) in _PRIVATE for letter in text)
    if kind.startswith("wingdings") and (private or len(text.strip()) == 1):
        table = _WINGDINGS if kind == "wingdings" else {}
    elif kind == "symbol":
        table = _SYMBOL
    else:
        return text
    bare = (chr(ord(letter) & 0xFF) if ord(letter) in _PRIVATE else letter for letter in text)
    return "".join(table.get(letter, letter if letter.isascii() or table else "") for letter in bare)
