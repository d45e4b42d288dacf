"""Answering in the background: one model serves everybody in turn, whether or not they are looking."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from rag.errors import LecternError
from rag.events import Delta, EvidenceFound
from rag.store.conversations import Conversations, Message
from rag.values import Answer
from service.turns import Turns

if TYPE_CHECKING:
    from rag.assistant import Assistant

_log = logging.getLogger(__name__)
BUG = "Something went wrong while answering, and it is Lectern's fault. The log says more. Ask again."
STOPPED = "Stopped before it was answered."


class AnswerStage(StrEnum):
    """What a run is doing."""

    WAITING = "waiting"
    LOADING = "loading"
    QUEUED = "queued"
    SEARCHING = "searching"
    WRITING = "writing"
    DONE = "done"


@dataclass(slots=True)
class PendingAnswer:
    """One answer on its way. Written by the queue's thread, read by any page that shows it.

    `ready` says whether what the question waits for (files still being read) is there.
    """

    message: Message
    question: str
    ready: Callable[[], bool]
    stage: AnswerStage = AnswerStage.WAITING
    found: EvidenceFound | None = None
    draft: str = ""
    stopping: threading.Event = field(default_factory=threading.Event)


class AnswerQueue:
    """Runs, in the order they came, on one thread; each ends as a message of its conversation."""

    def __init__(
        self, assistant: Callable[[], "Assistant"], conversations: Conversations, turns: Turns | None = None
    ) -> None:
        self._assistant = assistant
        self._turns = turns or Turns()
        self._conversations = conversations
        self._runs: dict[int, PendingAnswer] = {}
        self._changed = threading.Condition()
        threading.Thread(target=self._work, name="answering", daemon=True).start()

    def submit(self, message: Message, ready: Callable[[], bool] = lambda: True) -> None:
        """Answer the question that `message` stands for, once it is its turn and `ready`."""
        question, _ = self._conversations.exchange(message)
        with self._changed:
            self._runs[message.id] = PendingAnswer(message, question, ready)
            self._changed.notify_all()

    def run(self, message_id: int) -> PendingAnswer | None:
        """The run of a message, while there is one."""
        with self._changed:
            return self._runs.get(message_id)

    def ahead(self, message_id: int) -> int:
        """How many questions are answered before this one."""
        with self._changed:
            order = list(self._runs)
        return order.index(message_id) if message_id in order else 0

    def stop(self, message_id: int) -> None:
        """End the writing; what is there is kept."""
        with self._changed:
            run = self._runs.get(message_id)
            if run is not None:
                run.stopping.set()
                self._changed.notify_all()

    def _work(self) -> None:
        while True:
            run = self._next()
            try:
                self._answer(run)
            except LecternError as error:
                self._conversations.fail(run.message.id, str(error))
            except Exception:  # noqa: BLE001 - the thread serves everybody and must outlive one bad question
                _log.exception("question %r could not be answered", run.question)
                self._conversations.fail(run.message.id, BUG)
            finally:
                run.stage = AnswerStage.DONE
                with self._changed:
                    del self._runs[run.message.id]

    def _next(self) -> PendingAnswer:
        with self._changed:
            while True:
                for run in self._runs.values():
                    if run.stopping.is_set() or run.ready():
                        return run
                self._changed.wait(timeout=0.5 if self._runs else None)

    def _answer(self, run: PendingAnswer) -> None:
        if run.stopping.is_set():
            self._conversations.fail(run.message.id, STOPPED)
            return
        run.stage = AnswerStage.LOADING
        assistant = self._assistant()
        run.stage = AnswerStage.QUEUED
        with self._turns.person():
            run.stage = AnswerStage.SEARCHING
            # Read only now: a question may have been put while the one before it was still being answered.
            question, history = self._conversations.exchange(run.message)
            collection = self._conversations.get(run.message.conversation_id).collection or None
            for event in assistant.ask(question, collection, history, run.stopping):
                if isinstance(event, EvidenceFound):
                    run.found = event
                    if event.confidence is not None:
                        run.stage = AnswerStage.WRITING
                elif isinstance(event, Delta):
                    run.draft += event.text
                elif isinstance(event, Answer):
                    self._conversations.finish(run.message.id, event)
