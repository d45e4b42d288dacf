"""Documents that disagree: two sentences that say the same of a thing but for a date, a number, a name or a "not".

Compared are sentences of different documents that share most of their words, and speak of the same words of the
question. What is asked for has to differ, unless one seems to be a changed copy of the other.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rag.evidence.ranking import answering_spans
from rag.language.dates import dates
from rag.language.negation import cues
from rag.language.numbers import numerals
from rag.language.quantities import amounts
from rag.language.words import content_words, terms
from rag.question.question import Question
from rag.values import Evidence

_ALIKE = 0.5  # of the words of content of two sentences, without what differs
_COPIED = 0.8  # likewise, where one seems to be a changed copy of the other
_LOOKED_AT = 5
# What a thing is called by that differs from another by a number: GPT-3, H-204, BERT-large.
_LABELS = re.compile(r"\b(?=\w*[A-Z])\w+(?:-\w+)+\b|\b(?=\w*[A-Z])(?=\w*\d)\w+\b")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sentences of different documents that contradict each other about what is asked."""

    one: Evidence
    other: Evidence


def disagreement(question: Question, evidence: Sequence[Evidence]) -> Disagreement | None:
    """The first two of the best sentences that disagree, the better one first; None if none do."""
    best = evidence[:_LOOKED_AT]
    for place, one in enumerate(best):
        for other in best[place + 1 :]:
            if one.document_id != other.document_id and _disagree(question, one.text, other.text):
                return Disagreement(one, other)
    return None


def _disagree(question: Question, one: str, other: str) -> bool:
    labels = set(_LABELS.findall(question.search.text)) | _numbers(question.search.text)
    if any((label in one) != (label in other) for label in labels):
        return False
    asked = [question.terms & _content(text) for text in (one, other)]
    if question.form.yes_or_no:
        nested = asked[0] <= asked[1] or asked[1] <= asked[0]
        return nested and _alike(one, other, frozenset()) >= _ALIKE and bool(cues(one)) != bool(cues(other))
    if asked[0] != asked[1] or not asked[0]:
        return False
    said, contrary = (_values(text, answering_spans(question, text)) for text in (one, other))
    if said and contrary and said.isdisjoint(contrary):
        return _alike(one, other, said | contrary) >= _ALIKE
    if said and said == contrary:
        return False  # they agree about what is asked
    said, contrary = (_values(text, amounts(text)) for text in (one, other))
    return said != contrary and bool(said and contrary) and _alike(one, other, said | contrary) >= _COPIED


def _numbers(text: str) -> set[str]:
    """The numbers of a question: "the exam of 2024" is not about that of 2023."""
    return {text[number.start : number.end] for number in numerals(text) if text[number.start].isdigit()}


def _values(text: str, spans: Sequence[tuple[int, int]]) -> frozenset[str]:
    """What the spans of the text say: dates and numbers by their values, names by their words."""
    found: set[str] = set()
    for start, end in spans:
        span = text[start:end]
        values = {f"{date.year}-{date.month}-{date.day}" for date in dates(span)}
        values = values or {value for number in numerals(span) for value in number.values}
        found |= values or set(terms(span))
    return frozenset(found)


def _content(text: str) -> set[str]:
    return {word.term for word in content_words(text) if not word.text[0].isdigit()}


def _alike(one: str, other: str, differing: AbstractSet[str]) -> float:
    """The share in [0, 1] of their words of content that two sentences have in common; numbers and what differs do not
    count."""
    mine, yours = _content(one) - differing, _content(other) - differing
    return len(mine & yours) / len(mine | yours) if mine | yours else 0.0
