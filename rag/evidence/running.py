"""What stands again and again in a document: the outline that slides show before each part. It answers nothing."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Protocol

from rag.store.documents.units import StoredUnit
from rag.values import Kind

_KINDS = frozenset({Kind.ITEM, Kind.PARAGRAPH})
_SHORT = 12  # words of what is a topic, or a few of them
_TIMES = 3  # places at least
_APART = 2  # pages between two places: a slide that is shown step by step is one


class PagesWith(Protocol):
    """Where it is known which pages have a text; `rag.store.documents.units.Units`."""

    def pages_with(self, document_id: int, texts: set[str]) -> dict[str, list[int]]: ...


def running(found: Iterable[StoredUnit], units: PagesWith) -> set[tuple[int, str]]:
    """The document and the text of those of `found` that are a few words and stand in three places of their document
    or more."""
    short: dict[int, set[str]] = {}
    for unit in found:
        if unit.unit.kind in _KINDS and _is_short(unit.text):
            short.setdefault(unit.document_id, set()).add(unit.text)
    return {
        (document, text)
        for document, texts in short.items()
        for text, pages in units.pages_with(document, texts).items()
        if places(pages) >= _TIMES
    }


def places(pages: list[int]) -> int:
    """How many places these pages, in order, are: those that follow one another are one."""
    return bool(pages) + sum(after - before >= _APART for before, after in pairwise(pages))


def _is_short(text: str) -> bool:
    return len(text.split()) <= _SHORT and not text.rstrip().endswith((".", "!", "?", ":"))
