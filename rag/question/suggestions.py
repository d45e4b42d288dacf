"""Questions that a collection can answer, made from its own sentences by rule."""

import re
from collections.abc import Iterator
from itertools import islice

from rag.language.tables import listed
from rag.language.words import is_function_word
from rag.store.library import Library
from rag.values import Document

_DOCUMENTS, _PAGES = 24, 12  # looked at: of a collection, and of each document from its start
_MENTIONS = 3  # of a thing in its document, below which it is no topic
_DEFINITION = re.compile(
    r"(?:^|(?<=[.!?]\s)|(?<=\n\n))"
    r"(?P<article>An? |The )?"
    r"(?P<name>[A-Za-z][\w-]*(?:\s[\w-]+){0,3}?)(?P<short>\s\([A-Z][\w-]{1,9}\))?"
    r"\sis\s(?:an?|the|any)\s[a-z][^.!?]{20,240}[.!?](?=\s|$)"
)
_LINKS = frozenset({"of", "in", "for", "the", "a", "an"})
_NO_SUBJECTS = frozenset(listed("topics", "no_subjects"))


def suggestions(library: Library, collection: str | None = None, limit: int = 4) -> list[str]:
    """At most `limit` questions, from different documents as far as there are; none is invented.

    Each comes from a sentence of the form "An X is a …" about something that the document mentions at
    least three times, and asks "What is an X?".
    """
    readable = [document for document in library.documents(collection) if document.chunks]
    streams = [_of_document(library, document) for document in readable[:_DOCUMENTS]]
    found: dict[str, str] = {}
    while streams and len(found) < limit:
        for stream in list(streams):
            question = next(stream, None)
            if question is None:
                streams.remove(stream)
            else:
                found.setdefault(question.casefold(), question)
    return list(islice(found.values(), limit))


def questions(text: str) -> Iterator[str]:
    """The question that each defining sentence of `text` answers, in order."""
    folded = text.casefold()
    for match in _DEFINITION.finditer(text):
        name = " ".join(match["name"].split())
        words = name.lower().split()
        if len(name) < 3 or not is_topic(words) or folded.count(words[-1]) < _MENTIONS:
            continue
        article = (match["article"] or "").lower()
        yield f"What is {article}{name if article else _inside(name, text)}{match['short'] or ''}?"


def _of_document(library: Library, document: Document) -> Iterator[str]:
    yield from questions("\n".join(page.text for page in library.pages(document.id)[:_PAGES]))


def is_topic(words: list[str]) -> bool:
    grammar = any(is_function_word(word) and word not in _LINKS for word in words)
    return not grammar and not _NO_SUBJECTS.intersection(words) and words[-1] not in _LINKS


def _inside(name: str, text: str) -> str:
    """A name as it stands within a sentence: small, where the text writes it so elsewhere."""
    small = name[0].lower() + name[1:]
    return small if re.search(rf"[a-z,] {re.escape(small)}\b", text) else name
