"""What became of a case, in one word, and which part of the street it was lost in."""

from collections.abc import Mapping
from enum import StrEnum

from evaluation.runs.gold import Gold
from evaluation.runs.rightness import CLOSE
from evaluation.runs.scoring import Scores
from rag.values import Answer, Outcome, Task


class Grade(StrEnum):
    """RIGHT: answered as expected, or silent where the material does not answer. PARTLY: with fewer than half of the
    points, but some. UNSURE: neither answered nor silent, whatever would have been right."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "wrong"
    UNSURE = "unsure"
    WRONGLY_SILENT = "wrongly silent"
    WRONGLY_ANSWERED = "wrongly answered"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Cause(StrEnum):
    """Where an answerable case was lost: MISSED, the retrieval did not find it; ANSWER, what came after."""

    MISSED = "retrieval missed it"
    ANSWER = "answer failed"


LOST = (Grade.WRONG, Grade.WRONGLY_SILENT)
"""Answerable cases that were not answered rightly: those that have a cause."""

WORDS: Mapping[Grade | Cause, str] = {
    Grade.RIGHT: "right",
    Grade.PARTLY: "partly right",
    Grade.WRONG: "wrong",
    Grade.UNSURE: "unsure",
    Grade.WRONGLY_SILENT: "no answer, though there is one",
    Grade.WRONGLY_ANSWERED: "an answer, though there is none",
    Grade.FAILED: "could not be asked",
    Grade.UNKNOWN: "nothing to judge by",
    Cause.MISSED: "the page was not found",
    Cause.ANSWER: "the page was found, the answer not",
}
"""What people read for each."""

MEANING: Mapping[Grade | Cause, str] = {
    Grade.RIGHT: "answered as expected (with half of its points or more), or silent where the material does not say",
    Grade.PARTLY: "answered with some of its points, but fewer than half",
    Grade.WRONG: "answered, but not as expected",
    Grade.UNSURE: "no answer, but places that may answer it: neither right nor wrong",
    Grade.WRONGLY_SILENT: "silent, though the material says it",
    Grade.WRONGLY_ANSWERED: "answered, though the material does not say it",
    Grade.FAILED: "an error came in between; the table says which",
    Grade.UNKNOWN: "nobody said what is right",
    Cause.MISSED: "the expected page was not among the passages found",
    Cause.ANSWER: "the expected page was among the passages found, and the answer is not the expected one",
}
"""What each counts, as the pages say it."""


def outcome(gold: Gold, answer: Answer | None, scores: Scores) -> Grade:
    """Right is an answer as `evaluation.runs.rightness` expects it, or with half of its points. Where no answer is
    expected but a page or document is, a citation of it counts as right; where nothing is known at all, UNKNOWN. A case
    without an answer has FAILED.
    """
    if answer is None:
        return Grade.FAILED
    if answer.outcome is Outcome.UNSURE:
        return Grade.UNKNOWN if gold.answerable is None else Grade.UNSURE
    silent = answer.outcome is Outcome.SILENT
    if gold.answerable is False:
        return Grade.RIGHT if silent else Grade.WRONGLY_ANSWERED
    if silent:
        return Grade.WRONGLY_SILENT if gold.answerable else Grade.UNKNOWN
    said = points_judged(gold.task, scores)
    if said is not None:
        return Grade.RIGHT if said >= CLOSE else Grade.PARTLY if said else Grade.WRONG
    rightness = _first(scores, ("as_expected", "page_correct", "document_correct"))
    if rightness is None:
        return Grade.UNKNOWN
    return Grade.RIGHT if rightness >= CLOSE else Grade.WRONG


def points_judged(task: Task | None, scores: Scores) -> float | None:
    """The share of the points by which a case is judged; None where it is judged as a fact, or has none."""
    if task is Task.FACT and scores.get("as_expected") is not None:
        return None
    return scores.get("points")


def cause(found: Grade, scores: Scores) -> Cause | None:
    """Where a lost case was lost: by page where the page is known, else by document; `None` where it was
    not lost, or where the place is unknown."""
    if found not in LOST:
        return None
    depth = _first(scores, ("page_mrr", "mrr"))
    if depth is None:
        return None
    return Cause.ANSWER if depth > 0 else Cause.MISSED


def _first(scores: Scores, names: tuple[str, ...]) -> float | None:
    return next((value for name in names if (value := scores.get(name)) is not None), None)
