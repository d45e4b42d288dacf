"""What is wanted of a page as a picture, and what comes of it."""

from dataclasses import dataclass

from rag.pages.boxes import Box
from rag.values import Spot

Runs = tuple[tuple[int, int, int], ...]
"""(start, length, index): the characters of a text from `start` on are those that PDFium counts from `index` on."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark, as (start, end) offsets in the stored page text: a quote, and its best words.

    `glyphs` and `spots` are those of the page (`rag.values.Page`): with them the places are known, without they are
    looked for. `converted` says what an office file was whose PDF this is ("slides", "text"), "" for other files; the
    quote may then be empty. `others` are places beside the quote that are marked like it. With `cut` nothing is marked:
    the picture is cut around the quote.
    """

    quote: tuple[int, int]
    words: tuple[tuple[int, int], ...] = ()
    glyphs: Runs = ()
    spots: tuple[Spot, ...] = ()
    converted: str = ""
    others: tuple[tuple[int, int], ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class PageImage:
    """A rendered page: PNG bytes, size in pixels, and the boxes of the quote (empty: not found)."""

    png: bytes
    width: int
    height: int
    boxes: tuple[Box, ...]
