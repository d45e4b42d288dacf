"""Addresses of pages in the app, for those who are not in it: a page of a document, with words on it marked."""

import hashlib
from urllib.parse import urlencode

from rag.values import Citation, Passage

DOCUMENT, PAGE, START, END, WORDS = "document", "page", "start", "end", "words"
"""What the parts of such an address are called; `ui/viewer/linked.py` reads them."""


def page_link(cited: Citation, base: str) -> str:
    """The address below `base` ("http://localhost:8501") of a page; its quote, if it has one, is marked there."""
    place: dict[str, int | str] = {DOCUMENT: cited.document_id, PAGE: cited.page}
    if cited.quote:
        place |= {START: cited.start, END: cited.end, WORDS: known_by(cited.quote)}
    return f"{base}/library?{urlencode(place)}"


def passage_link(passage: Passage, base: str) -> str:
    """The same of a passage, with its words marked."""
    words = Citation(passage.document_id, "", passage.page, passage.start, passage.end, passage.text, 0.0)
    return page_link(words, base)


def whole_page_link(document_id: int, number: int, base: str) -> str:
    """The same of a page with nothing marked; `number` counts from 1."""
    return page_link(Citation(document_id, "", number, 0, 0, "", 0.0), base)


def known_by(quote: str) -> str:
    """By this a quote is known again, so that other words are not marked where the document was replaced."""
    return hashlib.sha256(quote.encode()).hexdigest()[:12]
