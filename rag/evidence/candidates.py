"""Candidates: the units of passages, each with what it is understood by."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from rag.evidence.unread import sentences_of
from rag.language.words import words
from rag.models.embedding.encoder import Encoder
from rag.store.documents.units import StoredUnit
from rag.values import Kind, Passage, Unit

Place = tuple[int, int, int]
"""Where a unit begins: document, page, offset on the page."""


class UnitSource(Protocol):
    """Where the units of passages are kept; `rag.store.documents.units.Units`."""

    def of(self, passages: Sequence[Passage]) -> list[list[StoredUnit]]: ...
    def of_table(self, document_id: int, table_number: int) -> list[StoredUnit]: ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit of a passage.

    `text` is what is read: its words on one line, a row with its column heads. `terms` are its own, `near` those too
    of its context and of the unit before it in the passage, `before` (None: there is none).
    """

    passage: Passage
    stored: StoredUnit
    text: str
    terms: frozenset[str]
    near: frozenset[str]
    before: StoredUnit | None

    @property
    def unit(self) -> Unit:
        return self.stored.unit

    @property
    def place(self) -> Place:
        return self.stored.document_id, self.unit.page, self.unit.start

    @property
    def text_before(self) -> str:
        return "" if self.before is None else self.before.text


def candidates(passages: Sequence[Passage], units: UnitSource, encoder: Encoder) -> list[Candidate]:
    """Every unit of the passages, once, in the order of the passages. Headings are among them.

    The units of documents that were read before units were kept are made and encoded here.
    """
    found: list[Candidate] = []
    seen: set[Place] = set()
    for passage, stored in zip(passages, units.of(passages), strict=True):
        header = _terms_of(passage.header)
        before, terms_before = None, header
        for unit in stored or sentences_of(passage, encoder):
            read, terms = unit.read, unit.terms
            around = frozenset().union(*map(_terms_of, unit.unit.context))
            near = (
                terms
                | around
                | terms_before
                | (header if unit.unit.kind is not Kind.PARAGRAPH else frozenset())
            )
            candidate = Candidate(passage, unit, read, terms, near, before)
            if candidate.place not in seen and terms:
                seen.add(candidate.place)
                found.append(candidate)
            before, terms_before = unit, terms
    return found


@lru_cache(maxsize=4096)
def _terms_of(context: str) -> frozenset[str]:
    """Of a heading or a lead, which many units share."""
    return frozenset(word.term for word in words(context))


def vectors(found: Sequence[Candidate]) -> np.ndarray:
    """(n, d): those of the candidates."""
    return np.stack([candidate.stored.vector for candidate in found])
