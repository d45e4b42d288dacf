"""Of the parts of the engine what one asker has: their programs, keys and answers, and the runs that they may see."""

import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from evaluation.runs.runner import Runner
from rag.errors import LecternError, NotAllowed
from rag.store.access.keys import ApiKey, Keys, KeyScope
from rag.store.conversations import Conversations, Message
from rag.store.runs import EvaluationRun, Runs
from rag.values.people import Asker, ClassRole
from service.chats.claimed import ClaimedQueue
from service.chats.pending import PendingAnswer
from service.evaluation_worker import Worker
from service.outside.programs import ProgramQuestion, Programs, Told
from service.turns import Wait


class OwnPrograms:
    """The questions of the programs of one asker."""

    def __init__(self, programs: Programs, asker: Asker) -> None:
        self._programs = programs
        self._asker = asker

    def ask(self, question: ProgramQuestion, told: Told) -> threading.Event:
        """As `Programs.ask`, answered from what the asker reads."""
        return self._programs.ask(replace(question, asker=self._asker), told)

    def searching(self, key: int) -> AbstractContextManager[None]:
        """As `Programs.searching`, of the asker."""
        return self._programs.searching(key, self._asker)


class OwnKeys:
    """The keys of one person, for their programs, which may do what the person may."""

    def __init__(self, keys: Keys, asker: Asker) -> None:
        self._keys = keys
        self._asker = asker

    def make(self, name: str, scopes: Collection[KeyScope]) -> tuple[ApiKey, str]:
        """As `Keys.make`. Raises NotAllowed for guests and who is nobody."""
        if self._asker.role is ClassRole.GUEST:
            raise NotAllowed("As a guest you cannot make keys. Ask the teacher for an account.")
        return self._keys.make(name, scopes, self._asker.person)

    def list(self) -> tuple[ApiKey, ...]:
        """As `Keys.list`, one's own."""
        return self._keys.list(self._asker.person)

    def revoke(self, key_id: int) -> None:
        """As `Keys.revoke`. Raises LecternError for one that is not one's own."""
        if all(key.id != key_id for key in self.list()):
            raise LecternError("There is no such key among yours.")
        self._keys.revoke(key_id)


class OwnAnswers:
    """The answer queue with the chats of one asker."""

    def __init__(self, queue: ClaimedQueue, conversations: Conversations, asker: Asker) -> None:
        self._queue = queue
        self._conversations = conversations
        self._asker = asker

    def check_room(self) -> None:
        """As `AnswerQueue.check_room`, of the asker."""
        self._queue.check_room(self._asker.person)

    def submit(self, message: Message, ready: Callable[[], bool] = lambda: True) -> None:
        """As `AnswerQueue.submit`. Raises LecternError where the message is not one's own."""
        self._conversations.message(message.id)
        self._queue.submit(message, ready)

    def run(self, message_id: int) -> PendingAnswer | None:
        """As `AnswerQueue.run`."""
        return self._queue.run(message_id) if self._conversations.has_message(message_id) else None

    def is_elsewhere(self, message_id: int) -> bool:
        """As `ClaimedQueue.is_elsewhere`."""
        return self._conversations.has_message(message_id) and self._queue.is_elsewhere(message_id)

    def messages(self, conversation_id: int) -> Sequence[Message]:
        """As `AnswerQueue.messages`; none of another's conversation."""
        return self._queue.shown(self._conversations.messages(conversation_id))

    def unwritten(self, message_id: int) -> str | None:
        """As `AnswerQueue.unwritten`."""
        return self._queue.unwritten(message_id) if self._conversations.has_message(message_id) else None

    def wait_of(self, message_id: int) -> Wait:
        """As `AnswerQueue.wait_of`: numbers, which say nothing of whose the questions are."""
        mine = self._conversations.has_message(message_id)
        return self._queue.wait_of(message_id) if mine else Wait(0, 0.0)

    def stop(self, message_id: int) -> None:
        """As `AnswerQueue.stop`; of another's message nothing happens."""
        if self._conversations.has_message(message_id):
            self._queue.stop(message_id)


class OwnEvaluation:
    """The runs that are at work, for those who may see them."""

    def __init__(self, worker: Worker, runs: Runs) -> None:
        self._worker = worker
        self._runs = runs

    def start(self, runner: Runner, run_id: int) -> None:
        """As `Worker.start`. Raises LecternError where the run is not there for the asker."""
        self._runs.run(run_id)
        self._worker.start(runner, run_id)

    def cancel(self, run_id: int) -> None:
        """As `Worker.cancel`."""
        if self._sees(run_id):
            self._worker.cancel(run_id)

    @property
    def busy(self) -> bool:
        """As of the worker: only one run is at work at a time, whoever's."""
        return self._worker.busy

    def is_active(self, run_id: int) -> bool:
        """As `Worker.is_active`."""
        return self._sees(run_id) and self._worker.is_active(run_id)

    def is_stopping(self, run_id: int) -> bool:
        """As `Worker.is_stopping`."""
        return self._sees(run_id) and self._worker.is_stopping(run_id)

    def interrupted(self, run: EvaluationRun) -> bool:
        """As `Worker.interrupted`."""
        return self._sees(run.id) and self._worker.interrupted(run)

    def seconds_left(self, run_id: int) -> float | None:
        """As `Worker.seconds_left`."""
        return self._worker.seconds_left(run_id) if self._sees(run_id) else None

    def _sees(self, run_id: int) -> bool:
        return self._runs.has(run_id)
