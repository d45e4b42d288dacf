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


def figures(answer: Answer | None, grade: Grade) -> dict[str, float | None]:
    """The figures by their `NAMES`, `None` where one does not apply. `right` is 0 for an unsure case, and so are
    `answered` and `silent`; `weighted_score` is 1 - cost / 3: 1 where it is right, 0 where it is wrong."""
    cost = COST.get(grade)
    shares = {
        kind.value: None if answer is None else float(answer.outcome is kind)
        for kind in (Outcome.ANSWERED, Outcome.UNSURE, Outcome.SILENT)
    }
    return {
        "right": None if cost is None else float(grade is Grade.RIGHT),
        "weighted_score": None if cost is None else 1 - cost / WORST,
        **shares,
    }
