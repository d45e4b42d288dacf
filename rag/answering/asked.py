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
    """The question, with the watch that may end it and the clock that times it. `is_narrowed` says that fewer documents
    are searched than were chosen: those that it points at."""

    question: Question
    watch: Watch
    clock: Clock
    is_narrowed: bool = False

    def during(self, work: Callable[[], T]) -> T:
        """The result of `work`; raises Interrupted once the question is to end."""
        return self.watch.during(work)
