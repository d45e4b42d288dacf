"""Boxes of words whose places the page tells itself: words of a picture that were recognised."""

from collections.abc import Iterable, Sequence

from rag.pages.boxes import Box, Glyph, lines
from rag.values import Span, Spot

_LYING = 1.5  # a word of several letters that is so much higher than wide lies on its side


def marked(text: str, spots: Sequence[Spot], spans: Iterable[Span], shape: float = 1.0) -> tuple[Box, ...]:
    """The boxes, one a line, of the words of a page's `text` that the `spans` touch, in the order of the text.

    `shape` is the page's width divided by its height.
    """
    found: list[Box] = []
    for start, end in spans:
        touched = (spot for spot in spots if _has_words(text, max(start, spot.start), min(end, spot.end)))
        ordered = sorted(touched, key=lambda spot: (spot.start, spot.end))
        found += lines(_glyph(text, spot, shape) for spot in ordered)
    return tuple(found)


def _has_words(text: str, start: int, end: int) -> bool:
    return bool(text[start:end].strip()) if start < end else False


def _glyph(text: str, spot: Spot, shape: float) -> Glyph:
    word = text[spot.start : spot.end].strip()
    width, height = (spot.right - spot.left) * shape, spot.bottom - spot.top
    return Glyph(
        word,
        Box(spot.left, spot.top, spot.right, spot.bottom),
        not (len(word) > 2 and height > _LYING * width),
    )
