"""What is known to be right about a question."""

from dataclasses import dataclass, field

from evaluation.metrics.citations import PageSpan
from rag.values import Task


@dataclass(frozen=True, slots=True)
class Gold:
    """Empty fields mean that nothing is known, and the scores that need them do not apply.

    `documents` are names; `pages` are (document, 1-based page); `spans` the exact words. `answerable`
    is `None` where nobody said whether the material answers. `points` are what an answer must say, and `task` what the
    question wants done, `None` where nobody said.
    """

    answers: tuple[str, ...] = ()
    documents: frozenset[str] = frozenset()
    pages: frozenset[tuple[str, int]] = frozenset()
    spans: tuple[PageSpan, ...] = field(default=())
    answerable: bool | None = True
    points: tuple[str, ...] = ()
    task: Task | None = None
