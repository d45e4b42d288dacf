"""Candidates: the sentences of passages, each with where it stands and what comes before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.sentences import spans
from rag.language.words import words
from rag.values import Passage

_LONGEST = 600

Place = tuple[int, int, int]
"""Where a sentence begins: document, page, offset on the page."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage; `start` and `end` are relative to the passage's text.

    `near` are its terms with those of the sentence before it, which begins at `before` (None: there is
    none in this passage).
    """

    passage: Passage
    start: int
    end: int
    terms: frozenset[str]
    near: frozenset[str]
    before: int | None

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def text_before(self) -> str:
        return "" if self.before is None else self.passage.text[self.before : self.start]

    @property
    def place(self) -> Place:
        return _place(self.passage, self.start)

    @property
    def place_before(self) -> Place | None:
        return None if self.before is None else _place(self.passage, self.before)


def candidates(passages: Sequence[Passage]) -> list[Candidate]:
    """Every sentence of the passages, once."""
    found: list[Candidate] = []
    seen: set[Place] = set()
    for passage in passages:
        terms_before: frozenset[str] = frozenset(word.term for word in words(passage.header))
        before: int | None = None
        for start, end in _pieces(passage.text):
            terms = frozenset(word.term for word in words(passage.text[start:end]))
            place = _place(passage, start)
            if place not in seen and terms:
                seen.add(place)
                found.append(Candidate(passage, start, end, terms, terms | terms_before, before))
            before, terms_before = start, terms
    return found


def _pieces(text: str) -> list[tuple[int, int]]:
    """Sentences; one of more than `_LONGEST` characters (a table, a list) falls into its lines."""
    pieces = []
    for start, end in spans(text):
        if end - start <= _LONGEST or "\n" not in text[start:end]:
            pieces.append((start, end))
            continue
        for line in text[start:end].splitlines(keepends=True):
            if line.strip():
                lead = len(line) - len(line.lstrip())
                pieces.append((start + lead, start + len(line.rstrip())))
            start += len(line)
    return pieces


def _place(passage: Passage, start: int) -> Place:
    return passage.document_id, passage.page, passage.start + start
