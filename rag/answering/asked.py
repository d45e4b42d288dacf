"""One question on its way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from rag.answering.clock import Clock
from rag.common.interruption import Watch
from rag.question.question import Question

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """The question, with the watch that may end it and the clock that times it."""

    question: Question
    watch: Watch
    clock: Clock

    def during(self, work: Callable[[], T]) -> T:
        """The result of `work`; raises Interrupted once the question is to end."""
        return self.watch.during(work)
