"""What the judge says of the likeliest units, for an explanation: those that it is surer of count more, and where it is
sure of one, what is far less likely and stands in another section is left out.

Measured on 25 explanations of `longform` (thirds 1 and 3), by the share of what a good answer must say: without the
judge .60 in 162 words, so .66 in 162; where all is left out that is far less likely .59 in 153 (the surest sentence may
say no more than the question does), with the judge's full weight about .50.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.common.probability import log_odds, sigmoid
from rag.evidence.candidates import Place
from rag.evidence.judge import doubted
from rag.store.documents.units import StoredUnit
from rag.values import Evidence
from rag.writing.explaining.choice import place_of

# The judge was taught on facts: of what is set out at length it doubts more, so its doubts count a part of what they
# count for a fact. A unit that it has not read has those of a usual one.
_WEIGHT, _USUAL = 0.2, 0.9
_SURE, _LEAST = (
    0.5,
    0.05,
)  # judged score of a unit that answers, and of it the share that another one has at least


def weighed(
    found: Sequence[Evidence], doubts: Sequence[float], stored: Mapping[Place, StoredUnit]
) -> list[Evidence]:
    """`found`, likeliest first, with scores in [0, 1] that heed the judge's `doubts` in [0, 1] of the first of them;
    likeliest first again. As it is where there are no doubts. `stored` holds the units as they are kept."""
    if not doubts or not found:
        return list(found)
    every = [*doubts[: len(found)], *[_USUAL] * (len(found) - len(doubts))]
    judged = [doubted(one.score, doubt) for one, doubt in zip(found, every, strict=True)]
    best = max(judged)
    answer = stored.get(place_of(found[judged.index(best)]))
    least = _LEAST * best if best >= _SURE and answer is not None else 0.0
    kept = [
        replace(one, score=_weighed(one.score, doubt))
        for one, doubt, score in zip(found, every, judged, strict=True)
        if score >= least or _in_one_section(answer, stored.get(place_of(one)))
    ]
    return sorted(kept, key=lambda one: -one.score)


def _in_one_section(answer: StoredUnit | None, other: StoredUnit | None) -> bool:
    if answer is None or other is None:
        return False
    return (answer.document_id, answer.unit.under) == (other.document_id, other.unit.under)


def _weighed(score: float, doubt: float) -> float:
    return sigmoid(log_odds(score) - _WEIGHT * (log_odds(doubt) - log_odds(_USUAL)))
