"""What a model that was taught to choose says of the likeliest units, for an answer of some length."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from rag.common.probability import log_odds, sigmoid
from rag.question.question import Question
from rag.values import Evidence

# Log-odds: how much those count that the unit had, and those of the model.
_BEFORE, _TAUGHT = 0.5, 1.0


class Chooser(Protocol):
    """A model that reads a question and units, each as its context and its words."""

    def odds(self, question: str, units: Sequence[tuple[Sequence[str], str]]) -> list[float]:
        """The log-odds that each belongs in the answer, in their order."""
        ...


def served(question: Question, found: Sequence[Evidence], chooser: Chooser | None) -> list[Evidence]:
    """`found` with scores in [0, 1] that heed how well each would serve in the answer, likeliest first; as it is where
    there is no model."""
    if chooser is None or not found:
        return list(found)
    odds = chooser.odds(question.search.text, [(one.context, one.read) for one in found])
    scored = [
        replace(one, score=sigmoid(_BEFORE * log_odds(one.score) + _TAUGHT * taught))
        for one, taught in zip(found, odds, strict=True)
    ]
    return sorted(scored, key=lambda one: -one.score)
