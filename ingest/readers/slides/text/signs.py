"""Letters that stand for signs, because their font has no letters: Wingdings, Symbol."""

from ingest.readers.letters.symbols import shown

_PRIVATE = range(0xF000, 0xF100)


def translated(text: str, font: str) -> str:
    """The text with the signs that it shows in this font; unchanged in a font of letters.

    In Wingdings only a sign that stands alone is one: the font is often named of words that are not set in it.
    """
    kind = font.casefold()
    if kind.startswith(("wingdings", "webdings")):
        alone = len(text.strip()) == 1 and kind == "wingdings"
        return "".join(_sign(letter, kind, alone) for letter in text)
    return "".join(_sign(letter, kind, True) for letter in text) if kind == "symbol" else text


def _sign(letter: str, font: str, plain: bool) -> str:
    """A letter as it is shown; a `plain` one too is a sign, not only one of those that are kept for fonts of signs."""
    if ord(letter) in _PRIVATE:
        bare = chr(ord(letter) & 0xFF)
        return bare if bare.isdigit() or bare.isspace() else shown(letter, font) or "•"
    return shown(letter, font) or letter if plain else letter
