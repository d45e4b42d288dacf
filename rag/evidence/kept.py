"""Evidence made of a unit as it is kept."""

from collections.abc import Sequence
from dataclasses import replace

from rag.language.sentences import asks
from rag.language.words import words
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Evidence, Kind
from rag.values.places import in_cells

ACCOUNTED = 0.9
"""The score of what answers a question each word of which is accounted for, set by hand."""

_LISTED = frozenset({Kind.ITEM, Kind.FIELD, Kind.DEFINITION})


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


def asking_last(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """`found` in its order, but what asks something itself (an exercise) behind what says something. What stands under
    a heading may answer it, so that may ask."""
    asking = [one.kind is not Kind.HEADING and asks(one.whole) for one in found]
    said = [one for one, is_asked in zip(found, asking, strict=True) if not is_asked]
    rest = [one for one, is_asked in zip(found, asking, strict=True) if is_asked]
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
