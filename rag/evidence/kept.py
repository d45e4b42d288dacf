"""Evidence made of a unit as it is kept."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from rag.evidence.candidates import Place
from rag.language.layout import is_question
from rag.language.words import content_terms, words
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Evidence, Kind
from rag.values.places import in_cells

ACCOUNTED = 0.9
"""The score of what answers a question each word of which is accounted for, set by hand."""

_LISTED = frozenset({Kind.ITEM, Kind.FIELD, Kind.DEFINITION})
_LINES = frozenset({Kind.PARAGRAPH, Kind.ITEM})
_COUNT = re.compile(r"^\s*\(?\d{1,2}[.)]?\s+")  # the number of a heading, of one digit or two


def evidence_of(
    stored: StoredUnit,
    passage_rank: int,
    document: str,
    score: float,
    rank: int,
    cosine: float = 0.0,
    marks: tuple[tuple[int, int], ...] = (),
    before: StoredUnit | None = None,
) -> Evidence:
    """The unit as evidence of a document of that name; `score` in [0, 1], `marks` relative to its text.

    `before` is the unit before it, on which it may lean.
    """
    unit = stored.unit
    found = Evidence(
        passage_rank=passage_rank,
        document_id=stored.document_id,
        document=document,
        page=unit.page,
        start=unit.start,
        end=unit.end,
        text=stored.text,
        score=score,
        rank=rank,
        marks=marks,
        cosine=cosine,
        kind=unit.kind,
        context=unit.context,
        cells=unit.cells,
        rest=unit.rest,
        rest_text=stored.rest_text,
        label=stored.label,
        method=stored.method,
        at=in_cells(unit.cells, [(unit.start, unit.end)]) or stored.time,
    )
    if before is None or not leans_on(stored, before):
        return found
    return replace(found, leans_on=evidence_of(before, passage_rank, document, score, rank).citation())


def leans_on(stored: StoredUnit, before: StoredUnit) -> bool:
    """Whether the unit before is what its context ends with."""
    context = stored.unit.context
    said = " ".join(before.text.split())
    return bool(context) and before.unit.kind is stored.unit.kind and said.endswith(context[-1].lstrip("… "))


def ahead(first: list[Evidence], found: list[Evidence]) -> list[Evidence]:
    """`first`, then what of `found` is not among them; ranks from 1."""
    places = {(e.document_id, e.page, e.start) for e in first}
    rest = [e for e in found if (e.document_id, e.page, e.start) not in places]
    return [_ranked(e, rank) for rank, e in enumerate([*first, *rest], start=1)]


def says_nothing_new(question: Question, text: str, content: Set[str]) -> bool:
    """Whether a unit with the words `text`, and their terms `content`, has only words of the question, which does not
    ask for yes or no: a heading, an entry of an agenda. The number that it begins with is no word ("1 Construct
    validity"); another one may be the answer ("Humans have 46 chromosomes.")."""
    if question.form.yes_or_no or not _without_digits(content) <= question.terms:
        return False
    return content <= question.terms or content_terms(_without_count(text)) <= question.terms


def saying_more(question: Question, found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """`found` without lines that say nothing new, where anything else is there: the judge takes them for answers. What
    stands under a heading may answer, so headings stay."""
    more = [
        one
        for one in found
        if one.kind not in _LINES or not says_nothing_new(question, one.text, content_terms(one.text))
    ]
    return tuple(more or found)


def _without_digits(content: Set[str]) -> set[str]:
    return {term for term in content if not term.isdigit()}


def _without_count(text: str) -> str:
    return _COUNT.sub("", text)


def asks_itself(one: Evidence, opened: Set[Place]) -> bool:
    """Whether a unit asks something itself (an exercise). What stands under a heading may answer it, so a heading of
    `opened`, under which anything stands, may ask."""
    opens = one.kind is Kind.HEADING and (one.document_id, one.page, one.start) in opened
    return not opens and is_question(one.whole)


def without_asking(found: Sequence[Evidence], opened: Set[Place]) -> tuple[Evidence, ...]:
    """`found` without what asks something itself ("Questions about stratified sampling?"), where there is anything
    else; `opened` as of `asks_itself`."""
    return tuple(one for one in found if not asks_itself(one, opened)) or tuple(found)


def asking_last(found: Sequence[Evidence], opened: Set[Place]) -> tuple[Evidence, ...]:
    """`found` in its order, but what asks something itself behind what says something. `opened` are the headings under
    which anything stands."""
    said = [one for one in found if not asks_itself(one, opened)]
    rest = [one for one in found if asks_itself(one, opened)]
    return tuple(_ranked(one, rank) for rank, one in enumerate([*said, *rest], start=1))


def without_siblings(found: Sequence[Evidence], own: int, question: Question) -> list[Evidence]:
    """The first `own` units of `found`, which answer for themselves, and the others; not those beside them that are of
    other things: items, fields and definitions without a word of the question."""
    others = (one for one in found[own:] if one.kind not in _LISTED or _shares(one, question))
    return [*found[:own], *others]


def _shares(found: Evidence, question: Question) -> bool:
    """Whether a unit has a word of the question, of more than a letter."""
    return any(len(word.term) > 1 and word.term in question.terms for word in words(found.whole))


def _ranked(evidence: Evidence, rank: int) -> Evidence:
    return evidence if evidence.rank == rank else replace(evidence, rank=rank)
