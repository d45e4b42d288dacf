"""Sections built alike ("Hours" under each unit of a course): the one that a question names answers it; where it gives
a number that none has ("unit 9"), the others are near misses."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from rag.evidence.candidates import UnitSource
from rag.evidence.ranking import answering_spans
from rag.evidence.tables.grid import terms_of
from rag.language.words import words
from rag.question.answer_type import FACTS
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Kind, Passage

_PASSAGES = 6  # in which sections are looked for
_MOST_UNITS = 12  # of a section that answers as a whole
_ALIKE = 2  # sections of one heading at least
_KIN = 3  # other sections that are named
_NO_WORDS = frozenset({Kind.ROW, Kind.HEADING, Kind.CAPTION})


class DocumentUnits(UnitSource, Protocol):
    """Where all units of a document are kept, too."""

    def of_document(self, document_id: int) -> list[StoredUnit]: ...


@dataclass(frozen=True, slots=True)
class AlikeSection:
    """What stands under one heading: its `units`, of `passage`; `head` is its heading, `over` the one over that."""

    passage: Passage
    over: str
    head: str
    units: tuple[StoredUnit, ...]

    @property
    def name(self) -> frozenset[str]:
        """The terms of the heading over its own."""
        return frozenset(word.term for word in words(self.over))


@dataclass(frozen=True, slots=True)
class NearSections:
    """Sections that have what is asked for, of other things than the one that is `asked`, as the question names it."""

    sections: tuple[AlikeSection, ...]
    asked: str


def section_answer(
    question: Question, passages: Sequence[Passage], units: DocumentUnits
) -> AlikeSection | None:
    """The section that the question names by its heading and by the one over it, where others have the same heading;
    None where there is none, or more than one.

    Each word of the question must be in these headings or in what stands under them, and where a number, a date or a
    name is asked for, one must stand there.
    """
    if question.form.why or question.form.two_things or question.form.yes_or_no:
        return None
    alike = _asked_alike(question, passages[:_PASSAGES], units)
    shared = [len(one.name & question.terms) for one in alike]
    if not alike or max(shared) == min(shared) or shared.count(max(shared)) > 1:
        return None
    best = _whole(alike[shared.index(max(shared))], units)
    fits = len(best.units) <= _MOST_UNITS and _accounts(question, best) and _has_kind(question, best)
    return best if fits else None


def near_sections(
    question: Question, passages: Sequence[Passage], units: DocumentUnits
) -> NearSections | None:
    """The sections of the other numbers than the one that the question gives ("the test of unit 9"); None where a
    heading of their document has it, or none has what is asked for."""
    alike = _asked_alike(question, passages[:_PASSAGES], units)
    for noun, number in pairwise(question.search.words):
        numbered = [one for one in alike if _number_of(one.over, noun.term)]
        if not number.text[0].isdigit() or len(numbered) < _ALIKE:
            continue
        documents = {one.passage.document_id for one in numbered}
        headings = (
            unit.text
            for document in documents
            for unit in units.of_document(document)
            if unit.unit.kind is Kind.HEADING
        )
        if any(_number_of(heading, noun.term) == number.term for heading in headings):
            return None
        return NearSections(tuple(numbered[:_KIN]), question.search.text[noun.start : number.end])
    return None


def _number_of(heading: str, noun: str) -> str:
    """The number right after a word in a heading ("3" of "Unit 3: Weather"), "" where there is none."""
    pairs = pairwise(words(heading))
    return next((b.term for a, b in pairs if a.term == noun and b.text[0].isdigit()), "")


def _asked_alike(question: Question, passages: Sequence[Passage], units: UnitSource) -> list[AlikeSection]:
    """The sections whose own heading the question has whole, and that are not the only ones with it; in order."""
    said = {word.term for word in question.search.words}
    found = _sections(passages, units)
    asked = [one for one in found if terms_of(one.head) and terms_of(one.head) <= said]
    heads = [(one.passage.document_id, one.head.casefold()) for one in asked]
    return [one for one, head in zip(asked, heads, strict=True) if heads.count(head) >= _ALIKE]


def _sections(passages: Sequence[Passage], units: UnitSource) -> list[AlikeSection]:
    """The units of the passages by the headings that they stand under, of those that stand under another one."""
    kept: dict[tuple[int, int, int], tuple[Passage, dict[int, StoredUnit]]] = {}
    headings: dict[tuple[int, int, int], tuple[str, str]] = {}
    for passage, here in zip(passages, units.of(passages), strict=True):
        for one in here:
            unit = one.unit
            if unit.kind is Kind.HEADING and unit.context:
                place = one.document_id, unit.page, unit.start
                headings[place] = unit.context[-1], " ".join(one.text.strip("# \t").split())
            elif unit.under is not None and unit.kind not in _NO_WORDS:
                place = (one.document_id, *unit.under)
                kept.setdefault(place, (passage, {}))[1].setdefault(unit.start, one)
    return [
        AlikeSection(passage, *headings[place], tuple(found.values()))
        for place, (passage, found) in kept.items()
        if place in headings
    ]


def _whole(section: AlikeSection, units: DocumentUnits) -> AlikeSection:
    """The section with all of its units, of which a passage may have a part."""
    under = section.units[0].unit.under
    every = units.of_document(section.passage.document_id)
    own = (one for one in every if one.unit.under == under and one.unit.kind not in _NO_WORDS)
    return replace(section, units=tuple(own))


def _accounts(question: Question, section: AlikeSection) -> bool:
    """Whether the headings of a section, its words and what it is in have all that the question says."""
    own = frozenset().union(*(one.terms for one in section.units))
    above = terms_of(section.passage.header) | terms_of(section.passage.document)
    return question.terms <= section.name | terms_of(section.head) | own | above


def _has_kind(question: Question, section: AlikeSection) -> bool:
    """Whether a number, date or name stands there, where one is asked for."""
    wanted = question.kind in FACTS
    return not wanted or any(answering_spans(question, one.text) for one in section.units)
