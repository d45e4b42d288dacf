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
    if kind.startswith(("wingdings", "webdings")):
        table = _WINGDINGS if kind == "wingdings" else {}
        alone = len(text.strip()) == 1 and bool(table)
        return "".join(_sign(letter, table, alone) for letter in text)
    return "".join(_sign(letter, _SYMBOL, True) for letter in text) if kind == "symbol" else text


def _sign(letter: str, table: dict[str, str], plain: bool) -> str:
    """A letter as it is shown; a `plain` one too is a sign, not only one of those that are kept for fonts of signs."""
    if ord(letter) in _PRIVATE:
        bare = chr(ord(letter) & 0xFF)
        return table.get(bare, bare if bare.isdigit() or bare.isspace() else "•")
    return table.get(letter, letter) if plain else letter
