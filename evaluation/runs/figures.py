"""What one case adds to the figures of a run: whether it is right, what it cost, and which of three outcomes it had."""

from collections.abc import Mapping

from evaluation.runs.outcome import Grade
from rag.values import Answer, Outcome

NAMES = ("right", "weighted_score", "answered", "unsure", "silent")

COST: Mapping[Grade, float] = {
    Grade.RIGHT: 0.0,
    Grade.UNSURE: 1 / 3,
    Grade.WRONGLY_SILENT: 1.0,
    Grade.WRONG: 3.0,
    Grade.WRONGLY_ANSWERED: 3.0,
}
"""In silences where there was an answer: a wrong answer costs three, an unsure one a third. What failed, or has
nothing to be judged by, has no cost."""
WORST = max(COST.values())
_BY_POINTS = (Grade.RIGHT, Grade.PARTLY)


def figures(answer: Answer | None, grade: Grade, points: float | None = None) -> dict[str, float | None]:
    """The figures by their `NAMES`, `None` where one does not apply. `right` is 0 for an unsure case, and so are
    `answered` and `silent`; `weighted_score` is 1 - cost / 3: 1 where it is right, 0 where it is wrong. An answer that
    is judged by its `points` is as right as the share of these that it says."""
    cost = cost_of(grade, points)
    shares = {
        kind.value: None if answer is None else float(answer.outcome is kind)
        for kind in (Outcome.ANSWERED, Outcome.UNSURE, Outcome.SILENT)
    }
    return {
        "right": None if cost is None else rightness_of(grade, points),
        "weighted_score": None if cost is None else 1 - cost / WORST,
        **shares,
    }


def rightness_of(grade: Grade, points: float | None) -> float:
    """In [0, 1]: the share of the points where they judge an answer, else whether it is right."""
    return points if points is not None and grade in _BY_POINTS else float(grade is Grade.RIGHT)


def cost_of(grade: Grade, points: float | None) -> float | None:
    """In silences. Of points that an answer does not say it is silent; an answer with none of them is wrong."""
    if points is not None and grade in _BY_POINTS:
        return (1 - points) * COST[Grade.WRONGLY_SILENT]
    return COST.get(grade)
