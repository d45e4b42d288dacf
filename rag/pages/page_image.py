"""What is wanted of a page as a picture, and what comes of it."""

from dataclasses import dataclass

from rag.pages.boxes import Box


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark, as (start, end) offsets in the stored page text: a quote, and its best words."""

    quote: tuple[int, int]
    words: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PageImage:
    """A rendered page: PNG bytes, size in pixels, and the boxes of the quote (empty: not found)."""

    png: bytes
    width: int
    height: int
    boxes: tuple[Box, ...]
