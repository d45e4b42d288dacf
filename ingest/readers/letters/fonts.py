"""Fonts that say what is written in them."""

import re
from functools import lru_cache

_MONO = re.compile(
    r"mono\b|monospace|courier|consol|menlo|monaco|typewriter|letter gothic|source code|fira code|cascadia|inconsolata"
    r"|terminal|fixedsys|ocr-?[ab]\b|lucida sans typewriter|hack\b|sfmono|cmtt|anonymous pro|prestige",
    re.IGNORECASE,
)


@lru_cache(maxsize=1000)
def is_mono(font: str | None) -> bool:
    """Whether the letters of a font have one width."""
    return font is not None and _MONO.search(font) is not None
