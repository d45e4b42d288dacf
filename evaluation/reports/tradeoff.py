"""What another gate threshold would have done with a run: how much is answered, how much of it is right."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.runs.outcome import Grade
from evaluation.runs.record import Record
from evaluation.runs.rightness import CLOSE

STEPS = 50


@dataclass(frozen=True, slots=True)
class Point:
    """At `threshold`: the share of cases answered, the share of answered ones that are right (None where
    nothing is answered), and the share of all cases handled rightly (answered right, or rightly silent)."""

    threshold: float
    answered: float
    right: float | None
    handled: float


def tradeoff(records: Sequence[Record], steps: int = STEPS) -> list[Point]:
    """Points at thresholds from 0 to 1.

    A case that was answered is right or not as the report says. One that was abstained on has no answer to
    judge; if a lower threshold had let it pass, its best evidence sentence would have been shown, so that is
    what is judged. Cases where nothing is known to be right are left out, and so are those without a
    confidence (too vague, nothing found).
    """
    known = [entry for entry in map(_entry, records) if entry is not None]
    return [_point(step / steps, known) for step in range(steps + 1)] if known else []


def best(points: Sequence[Point]) -> Point | None:
    """The point where most cases are handled rightly; of equals, the highest threshold: silence is safer."""
    return max(points, key=lambda point: (point.handled, point.threshold), default=None)


def _entry(record: Record) -> tuple[float, bool, bool] | None:
    """(confidence, right if answered, right if silent)."""
    answer = record.answer
    if answer is None or answer.confidence is None:
        return None
    if record.case.answerable is False:
        return answer.confidence, False, True
    if not answer.abstained:
        known = record.outcome is not Grade.UNKNOWN
        return (answer.confidence, record.outcome is Grade.RIGHT, False) if known else None
    best_sentence = record.scores.get("sentence@1")
    return None if best_sentence is None else (answer.confidence, best_sentence >= CLOSE, False)


def _point(threshold: float, known: Sequence[tuple[float, bool, bool]]) -> Point:
    passed = [right for confidence, right, _ in known if confidence >= threshold]
    silent = [right for confidence, _, right in known if confidence < threshold]
    return Point(
        threshold=threshold,
        answered=len(passed) / len(known),
        right=sum(passed) / len(passed) if passed else None,
        handled=(sum(passed) + sum(silent)) / len(known),
    )
