"""Where words stand in the text of a page, as a reader searches for them: whatever their case, accents and blanks."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from rag.values import Page, Span

_UNSEEN = frozenset("\u00ad\u200b\u2060\ufeff")  # soft hyphens, and what has no width


class _Folding(dict[int, str]):
    """What a character is compared as, for `str.translate`; learnt as characters come."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


@dataclass(frozen=True, slots=True)
class PageHit:
    """The words at `start:end` of the text of the 1-based page `page`."""

    page: int
    start: int
    end: int


def hits(pages: Sequence[Page], sought: str, most: int) -> tuple[list[PageHit], bool]:
    """Where `sought` stands in the text of `pages`, in order, at most so many; and whether as one.

    Where it does nowhere, it is looked for word by word on the pages that have all of its words.
    """
    words = _plain(sought).split()
    whole = " ".join(words)
    every = (PageHit(page.number, *span) for page in pages for span in occurrences(page.text, whole))
    found = list(islice(every, most))
    if found or len(words) < 2:
        return found, True
    apart: list[PageHit] = []
    for page in pages:
        if len(apart) >= most:
            break
        spans = [occurrences(page.text, word) for word in dict.fromkeys(words)]
        if all(spans):
            apart += (PageHit(page.number, *span) for span in sorted({s for each in spans for s in each}))
    return apart[:most], False


def occurrences(text: str, sought: str) -> list[Span]:
    """The spans of `text` that read like `sought`, in order, none over another; [] for what has no words."""
    wanted = _plain(sought)
    if not wanted or wanted not in _plain(text):
        return []
    folded, origin = _with_origin(text)
    found: list[Span] = []
    at = folded.find(wanted)
    while at >= 0:
        last = at + len(wanted)
        found.append((origin[at], origin[last - 1] + 1))
        at = folded.find(wanted, last)
    return found


def _plain(text: str) -> str:
    if text.isascii():  # as most pages are: a book is folded in a tenth of the time
        return " ".join(text.lower().split())
    return " ".join(text.translate(_FOLDING).split())


def _with_origin(text: str) -> tuple[str, list[int]]:
    """The text as `_plain` gives it, and where each of its characters came from."""
    folded: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        for plain in _FOLDING[ord(character)]:
            if plain != " " or not folded or folded[-1] != " ":
                folded.append(plain)
                origin.append(index)
    return "".join(folded), origin


def _folded(character: str) -> str:
    if character.isspace():
        return " "
    parts = unicodedata.normalize("NFKD", character).casefold()
    return "".join(part for part in parts if not unicodedata.combining(part) and part not in _UNSEEN)


_FOLDING = _Folding()
