"""Which page of a PDF that was made of an office file has the words of a slide or section, and where they stand."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from rag.pages.boxes import Box
from rag.pages.matching import letters
from rag.pages.rendering import glyphs, locate, page_count
from rag.values import Span

_MOST = 400  # pages that are looked at
_GRAM = 6  # letters that are compared together
_ALIKE = 0.5  # of the words of a slide that must be on the page of its number
_QUOTED = 0.7  # of the words of a quote that must be on the page that is shown
_BEGINNING = 160  # letters of a section that is shown without a quote
_AROUND = 300  # characters of the stored text around a quote by which it is found


def find(path: Path, text: str, quote: Span | None, likely: int = 0) -> int | None:
    """The 1-based page with the quote, or with the beginning of the stored `text`; None where none has it.

    A slide is on the page `likely`, its own number, if most of its words are there.
    """
    pages = _pages(path)
    own = _bare(text)
    if 0 < likely <= len(pages) and _share(own, pages[likely - 1]) >= _ALIKE:
        return likely
    wanted = _bare(text[quote[0] : quote[1]]) if quote else own[:_BEGINNING]
    if not wanted:
        return None
    having = [(wanted in page, _share(wanted, page), _share(page, own)) for page in pages]
    best = max(range(len(pages)), key=lambda index: (*having[index], -index), default=None)
    if best is None or not (having[best][0] or having[best][1] >= _QUOTED):
        return None
    return best + 1


def boxes(path: Path, number: int, text: str, spans: Iterable[Span]) -> tuple[Box, ...]:
    """The boxes of the characters `start:end` of the stored `text` on that page, by the words around them."""
    found: list[Box] = []
    for start, end in spans:
        first = max(0, start - _AROUND)
        near = text[first : end + _AROUND]
        found += locate(path, number, near, [(start - first, end - first)]) or locate(
            path, number, text[start:end], [(0, end - start)]
        )
    return tuple(found)


@lru_cache(maxsize=2)
def _pages(path: Path) -> tuple[str, ...]:
    """The letters of each page."""
    count = min(_MOST, page_count(path))
    return tuple(_bare("".join(g.character for g in glyphs(path, n + 1))) for n in range(count))


def _bare(text: str) -> str:
    return "".join(letters(character) for character in text)


def _share(wanted: str, page: str) -> float:
    """How much of `wanted` is on a page, in [0, 1]; 1 where there is nothing to look for."""
    grams = {wanted[i : i + _GRAM] for i in range(max(1, len(wanted) - _GRAM + 1))}
    return sum(gram in page for gram in grams) / len(grams)
