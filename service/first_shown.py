"""What was shown first keeps its place: the order of an answer's evidence, in which its sources are numbered."""

from collections.abc import Sequence
from dataclasses import replace

from rag.values import Evidence

SHOWN = 3
"""Sentences that are shown before they are judged."""


def in_place(first: Sequence[Evidence], judged: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The sentences shown `first`, in their order, then the rest of the `judged` ones.

    Each has the score and the rank that the judge gave it. One that is not among the judged ones was judged to be worse
    than they are: its score is at most the lowest of theirs, and its rank comes after them.
    """
    shown = list(first[:SHOWN])
    lowest = min((sentence.score for sentence in judged), default=1.0)
    fallen = [sentence for sentence in shown if _same(sentence, judged) is None]
    kept = [
        _same(sentence, judged)
        or replace(sentence, score=min(sentence.score, lowest), rank=len(judged) + 1 + fallen.index(sentence))
        for sentence in shown
    ]
    return (*kept, *(sentence for sentence in judged if _same(sentence, shown) is None))


def _same(sentence: Evidence, others: Sequence[Evidence]) -> Evidence | None:
    place = sentence.document_id, sentence.page, sentence.start, sentence.end
    return next((one for one in others if (one.document_id, one.page, one.start, one.end) == place), None)
