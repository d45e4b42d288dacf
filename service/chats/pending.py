"""A question of a chat on its way to its answer, as pages show it."""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import StrEnum

from rag.events import STOPPED, EvidenceFound
from rag.store.conversations import Message
from rag.values import Answer, Outcome


class AnswerStage(StrEnum):
    """What a run is doing. QUEUED is after the search: what was found is shown, and its turn has not come."""

    WAITING = "waiting"
    LOADING = "loading"
    QUEUED = "queued"
    SEARCHING = "searching"
    READING = "reading"
    WRITING = "writing"
    DONE = "done"


BEFORE = (AnswerStage.WAITING, AnswerStage.LOADING, AnswerStage.QUEUED)
"""The stages in which no model works on it."""


@dataclass(slots=True, eq=False)
class PendingAnswer:
    """One answer on its way. Written by the queue's threads, read by any page that shows it.

    `ready` says whether what the question waits for (files still being read) is there; then it has a `ticket`, and
    `came` is when (monotonic). `owner` is the id of the person whose chat it is, "" on a laptop. It `follows` where
    the question before it in its chat had no answer yet: it is searched for when that has one. `ended` is whether how
    it ended is known: the first who says so is right. One that is `put_off` is answered when the program starts again.
    """

    message: Message
    question: str
    ready: Callable[[], bool]
    owner: str = ""
    follows: bool = False
    stage: AnswerStage = AnswerStage.WAITING
    ticket: int | None = None
    came: float = field(default_factory=time.monotonic)
    searched: bool = False
    found: EvidenceFound | None = None
    draft: str = ""
    stopping: threading.Event = field(default_factory=threading.Event)
    ended: bool = False
    put_off: bool = False

    @property
    def who(self) -> Hashable:
        """Who has turns: a person; where there is only one, each chat."""
        return ("person", self.owner) if self.owner else ("chat", self.message.conversation_id)

    def found_so_far(self) -> Answer | None:
        """What was on the screen when somebody stopped it before it was known to answer; None if nothing was."""
        found = self.found
        if found is None or not self.stopping.is_set():
            return None
        return Answer(
            self.question,
            found.search_query,
            Outcome.SILENT,
            STOPPED,
            evidence=found.evidence,
            passages=found.passages,
            stopped=True,
        )
