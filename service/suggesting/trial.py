"""Whether a suggested question is answered: it is put to retrieval and the gate, and must find what it is made of."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from rag.values import Evidence
from service.suggesting.candidates import Sort, SuggestedQuestion

Likely = Callable[[str], tuple[float, Sequence[Evidence]]]
"""How probable it is, in [0, 1], that a question is answered, and the likeliest units (`Assistant.likely`)."""
Turn = Callable[[], AbstractContextManager[None]]
"""Waits until nobody's question is answered, and is held while one is tried."""

_SURE = 0.75  # without the judge, who may still doubt; the threshold of an answer is lower
_COMPARED = 0.6  # two things are seldom said in one sentence; that both are found is asked for besides
_TOP = 3
_OF_A_SORT = {Sort.FACT: 2, Sort.EXPLAIN: 2}  # at most, else 1: they are to show what can be asked
_MOST = 14  # questions tried for one place, so that the work has an end


def answered(question: SuggestedQuestion, likely: Likely) -> bool:
    """Whether `question` is surely answered, from where it was made."""
    sure, found = likely(question.text)
    if sure < (_COMPARED if question.sort is Sort.COMPARE else _SURE):
        return False
    match question.sort:
        case Sort.SUMMARY | Sort.LIST:
            return sure == 1.0
        case Sort.CELL:
            return sure == 1.0 and any(map(question.is_in, found[:_TOP]))
        case Sort.COMPARE:
            said = " ".join(unit.read for unit in found).casefold()
            return all(topic.casefold() in said for topic in question.topics)
        case Sort.EXPLAIN:
            return any(_is_near(question, unit) for unit in found[:_TOP])
    return any(map(question.is_in, found[:_TOP]))


def first_answered(
    questions: Iterable[SuggestedQuestion], likely: Likely, turn: Turn, limit: int
) -> list[SuggestedQuestion]:
    """The first `limit` of `questions` that are answered, of as many as may be tried."""
    kept: list[SuggestedQuestion] = []
    tried = 0
    for question in questions:
        if tried == _MOST or len(kept) == limit:
            break
        if [one.sort for one in kept].count(question.sort) == _OF_A_SORT.get(question.sort, 1):
            continue
        tried += 1
        with turn():
            if answered(question, likely):
                kept.append(question)
    return kept


def _is_near(question: SuggestedQuestion, unit: Evidence) -> bool:
    """Whether a unit stands where a section begins, or on the page after it."""
    here = unit.document_id == question.document_id
    return here and question.page <= unit.page <= question.page + 1
