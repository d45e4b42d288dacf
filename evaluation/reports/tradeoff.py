"""What other thresholds of the gate would have done with a run: how much is answered, how much of it is right, and what
the mistakes cost.

From the upper threshold on a case is answered, from the lower one on it is unsure, below it is silent. A lower one
above the upper is taken as equal to it: then nothing is unsure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.runs.figures import COST, cost_of, rightness_of
from evaluation.runs.outcome import Grade, points_judged
from evaluation.runs.record import Record
from evaluation.runs.rightness import CLOSE
from rag.values import Outcome

STEPS = 50


@dataclass(frozen=True, slots=True)
class Point:
    """What would be at two thresholds, `threshold` the upper: the shares of cases answered, unsure and silent.

    `right` is the share of the answered that are right (None where nothing is answered), those with points by the share
    of them that they say, `handled` that of all cases
    answered right or rightly silent, `cost` the mean of a case in silences (see `evaluation.runs.figures`).
    """

    threshold: float
    lower: float
    answered: float
    unsure: float
    silent: float
    right: float | None
    handled: float
    cost: float


@dataclass(frozen=True, slots=True)
class _Judged:
    """Of each case, in order: the gate's confidence, how right an answer would be in [0, 1] and what it would cost, and
    whether there is one."""

    confidence: npt.NDArray[np.float64]
    right: npt.NDArray[np.float64]
    cost: npt.NDArray[np.float64]
    answerable: npt.NDArray[np.bool_]


class Tradeoff:
    """The cases of a run that can be weighed.

    A case that was answered is right or not as the report says. One that was unsure or silent has no answer to
    judge; if a lower threshold had let it pass, its best evidence sentence would have been shown, so that is
    what is judged. Cases where nothing is known to be right are left out, and so are those without a
    confidence (too vague, nothing found).
    """

    def __init__(self, records: Sequence[Record], steps: int = STEPS) -> None:
        known = [entry for entry in map(_entry, records) if entry is not None]
        confidence, right, cost, answerable = zip(*known, strict=True) if known else ((), (), (), ())
        self._cases = _Judged(
            np.array(confidence), np.array(right, float), np.array(cost, float), np.array(answerable, bool)
        )
        self._steps = steps
        self.empty = not known

    def by_threshold(self, lower: float) -> list[Point]:
        """Points at upper thresholds from 0 to 1, the lower one fixed."""
        return [self.at(upper, lower) for upper in self._grid()]

    def by_lower(self, threshold: float) -> list[Point]:
        """Points at lower thresholds from 0 to the upper one, which is fixed."""
        return [
            self.at(threshold, lower) for lower in (*(x for x in self._grid() if x < threshold), threshold)
        ]

    def cheapest(self) -> Point | None:
        """Of all pairs the one that costs least; of equals, the highest thresholds: silence is safer."""
        pairs = [self.at(upper, lower) for upper in self._grid() for lower in self._grid() if lower <= upper]
        return min(
            pairs, key=lambda point: (round(point.cost, 9), -point.threshold, -point.lower), default=None
        )

    def at(self, threshold: float, lower: float) -> Point:
        """What would be at two thresholds. Raises ZeroDivisionError where there is no case."""
        lower = min(lower, threshold)
        confidence, right = self._cases.confidence, self._cases.right
        answered = confidence >= threshold
        unsure = ~answered & (confidence >= lower)
        silent = ~answered & ~unsure
        total, passed = len(confidence), int(answered.sum())
        good = float(right[answered].sum())
        missed = int((silent & self._cases.answerable).sum())
        cost = float(self._cases.cost[answered].sum()) + missed * COST[Grade.WRONGLY_SILENT]
        return Point(
            threshold=threshold,
            lower=lower,
            answered=passed / total,
            unsure=int(unsure.sum()) / total,
            silent=int(silent.sum()) / total,
            right=good / passed if passed else None,
            handled=(good + int(silent.sum()) - missed) / total,
            cost=(cost + int(unsure.sum()) * COST[Grade.UNSURE]) / total,
        )

    def _grid(self) -> list[float]:
        return [] if self.empty else [step / self._steps for step in range(self._steps + 1)]


def _entry(record: Record) -> tuple[float, float, float, bool] | None:
    """(confidence, how right if answered, what that costs, answerable)."""
    answer = record.answer
    if answer is None or answer.confidence is None:
        return None
    if record.case.answerable is False:
        return answer.confidence, 0.0, COST[Grade.WRONGLY_ANSWERED], False
    if answer.outcome is Outcome.ANSWERED:
        points = points_judged(record.case.task, record.scores)
        cost = cost_of(record.outcome, points)
        return None if cost is None else (answer.confidence, rightness_of(record.outcome, points), cost, True)
    best_sentence = record.scores.get("sentence@1")
    if best_sentence is None:
        return None
    right = best_sentence >= CLOSE
    return answer.confidence, float(right), COST[Grade.RIGHT if right else Grade.WRONG], True
