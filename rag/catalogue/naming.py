"""Which documents a question means: by file name, by title, by number ("lecture 4"), or all that are searched."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from rag.language.tables import joined
from rag.language.words import content_terms
from rag.values import Document

_APART = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")


def named(phrase: str, documents: Sequence[Document]) -> list[Document]:
    """The documents that `phrase` names, [] for none: its words are all in the file's name or in the title."""
    said = phrase.casefold().strip()
    by_file = [d for d in documents if d.name.casefold() in said.split() or d.name.casefold() == said]
    if by_file:
        return by_file
    wanted = _terms(_without_nouns(said))
    if not wanted:
        return []
    return [d for d in documents if wanted <= _terms(PurePath(d.name).stem) | _terms(d.title)]


def says_document(phrase: str, documents: Sequence[Document]) -> bool:
    """Whether `phrase` surely means a document: it says so ("the bee notes"), or it is a whole name or title."""
    said = phrase.casefold().strip()
    if _without_nouns(said) != said:
        return True
    known = {name for d in documents for name in (d.name, PurePath(d.name).stem, d.title)}
    return any(_terms(said) == _terms(name) for name in known)


def numbered(part: str, number: str, documents: Sequence[Document]) -> list[Document]:
    """The documents that are a part of a course by their names: "Week05", "lecture-4", "04-diffusion"."""
    if not number.isdigit():
        return []
    unit = re.escape(part.casefold().rstrip("s"))
    full = re.compile(rf"(?:^|[^a-z]){unit}s?[\W_]*0*{number}(?!\d)", re.IGNORECASE)
    letter = re.compile(rf"(?:^|[\W_]){unit[0]}0*{number}(?!\d)", re.IGNORECASE)
    first = re.compile(rf"^0*{number}(?!\d)")
    for pattern in (full, letter, first):
        matching = [d for d in documents if pattern.search(PurePath(d.name).stem) or pattern.search(d.title)]
        if matching:
            return matching
    return []


def _without_nouns(said: str) -> str:
    return re.sub(rf"\b(?:{joined('about', 'nouns')})(?![\w.-])", " ", said, flags=re.IGNORECASE)


def _terms(name: str) -> set[str]:
    return content_terms(" ".join(_APART.split(name)), "en")
