"""Which column of a row is asked for."""

from collections.abc import Sequence
from functools import cache

from rag.evidence.tables.grid import Grid, terms_of
from rag.evidence.tables.reading import asked_columns
from rag.language.tables import listed
from rag.models.embedding.encoder import Encoder
from rag.question.answer_type import AnswerType, spans_of
from rag.question.question import Question
from rag.store.documents.units import StoredUnit

# By how much the likest head must be liker to the question than the next, and how like at least. Set by hand on tables
# of our own; where it is less the whole row is the answer, so that nothing is lost.
_MARGIN, _LEAST = 0.08, 0.25
_TYPED = (AnswerType.DATE, AnswerType.NUMBER)


def asked_column(
    question: Question, grid: Grid, row: StoredUnit, held: frozenset[int], encoder: Encoder
) -> int | None:
    """The column whose cell answers: named by its head, the only one of the kind asked for, the only other one, or the
    likest in meaning; None where none stands out."""
    named = asked_columns(question, grid, held)
    if len(named) == 1:
        return named[0]
    others = [c for c in named or range(len(grid.heads)) if c not in held and grid.words(row, c)]
    if question.kind in _TYPED:
        fitting = [c for c in others if spans_of(question.kind, grid.words(row, c))]
        if len(fitting) == 1:
            return fitting[0]
        others = fitting or others
    if len(others) == 1 and (len(grid.heads) == 2 or question.kind in _TYPED):
        return others[0]
    plain = [column for column in others if grid.head_terms[column] and grid.head_terms[column] <= _values()]
    return plain[0] if len(plain) == 1 else _likest(question, grid, others, encoder)


@cache
def _values() -> frozenset[str]:
    """The terms of a head that says no more than that what is measured stands under it, beside its limits or state."""
    return frozenset(term for word in listed("tables", "values") for term in terms_of(word))


def _likest(question: Question, grid: Grid, columns: Sequence[int], encoder: Encoder) -> int | None:
    headed = [column for column in columns if grid.heads[column]]
    if not headed or question.terms <= {term for terms in grid.head_terms for term in terms}:
        return None
    alike = encoder.encode([grid.heads[c] for c in headed]) @ encoder.encode_query(question.search.text)
    ranked = sorted(zip(alike.tolist(), headed, strict=True), reverse=True)
    second = ranked[1][0] if len(ranked) > 1 else -1.0
    best, column = ranked[0]
    return column if best >= _LEAST and best - second >= _MARGIN else None
