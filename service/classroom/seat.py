"""The engine as one person has it: the same models and threads, and of everything stored what is theirs.

Pages and programs that serve people of a class get a `Seat`, never the `Engine`. What is asked by an id that is not
theirs is answered as if it were not there.
"""

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.runs.runner import Runner
from rag.errors import LecternError, NotAllowed
from rag.settings import Models, Settings
from rag.store.access.keys import ApiKey, Keys, KeyScope
from rag.store.conversations import Conversations, Message
from rag.store.jobs import Jobs
from rag.store.library import Library
from rag.store.notes.notes import Notes
from rag.store.people.people import People
from rag.store.runs import EvaluationRun, Runs
from rag.store.testsets import Case, TestSets
from rag.values.people import ALONE, Asker, ClassRole
from service.answering import AnswerQueue, PendingAnswer
from service.engine import Engine
from service.evaluation_worker import Worker
from service.inbox import Inbox
from service.model_worker import ModelWorker
from service.outside.programs import ProgramQuestion, Programs, Told

if TYPE_CHECKING:
    from rag.assistant import Assistant

_DAMAGE = (
    "The daily check found damage in the library. On the server, the command `python -m rag.store check --full` says "
    "what, and what to do."
)
_OWNERS = "Only the owner can change models, servers and how answers are made."


class Seat:
    """What an `Engine` is to one asker. Costs little: made anew for each run of a page. For any thread."""

    def __init__(self, engine: Engine, asker: Asker) -> None:
        self._engine = engine
        self.asker = asker
        self.folder = engine.folder
        self.settings = engine.settings
        self.library = engine.library.seen_by(asker)
        database = engine.library.database
        self.conversations = Conversations(database, asker)
        self.notes = Notes(database, asker)
        self.jobs = Jobs(database, asker)
        self.people = People(database, asker)
        self.testsets = TestSets(database, asker)
        self.runs = Runs(database, asker)
        self.answers = OwnAnswers(engine.answers, self.conversations)
        self.programs = OwnPrograms(engine.programs, asker)
        self.keys = OwnKeys(engine.keys, asker)
        self.suggester = engine.suggester.seen_by(asker)
        self.evaluation = OwnEvaluation(engine.evaluation, self.runs)
        # These know files and pictures by what was looked up before, and nobody by an id.
        self.pictures = engine.pictures
        self.thumbnails = engine.thumbnails
        self.office = engine.office

    @property
    def library_now(self) -> Library:
        """The library for work that outlasts a run of a page: the asker may have another role than then."""
        return self._engine.library.seen_by(self._engine.asker_of(self.asker.person))

    @property
    def by_class(self) -> bool:
        """As of the engine."""
        return self._engine.by_class

    @property
    def loaded(self) -> bool:
        """As of the engine."""
        return self._engine.loaded

    @property
    def load_seconds(self) -> float | None:
        """As of the engine."""
        return self._engine.load_seconds

    @property
    def model_error(self) -> str:
        """As of the engine."""
        return self._engine.model_error

    @property
    def writer_error(self) -> str:
        """As of the engine."""
        return self._engine.writer_error

    @property
    def damage_told(self) -> str:
        """That the last check of the whole library found something, "" for nothing and but for the owner. Not what: it
        names files of everybody."""
        return _DAMAGE if self.asker.sets_up and self._engine.night.damage else ""

    @property
    def inbox(self) -> Inbox:
        """Where one hands in files."""
        return Inbox(self.library, self.settings.ingestion)

    def cancel(self, job_id: int) -> None:
        """Stop the reading of a file of one's own; of another's nothing happens."""
        if self.jobs.get(job_id) is not None:
            self._engine.cancel(job_id)

    def delete_chat(self, conversation_id: int) -> None:
        """As of the engine, of one's own chats."""
        self.conversations.delete(conversation_id)
        self._engine.library.versions.drop_uncited()

    def delete_note(self, note_id: int) -> None:
        """The same of one's own notes."""
        self.notes.delete(note_id)
        self._engine.library.versions.drop_uncited()

    def assistant(self) -> "Assistant":
        """The assistant that knows what one reads; it waits for the models."""
        return self._engine.assistant().seen_by(self.asker)

    def evaluate(self, testset_id: int, name: str, collection: str, cases: Sequence[Case]) -> EvaluationRun:
        """As of the engine, on what one reads."""
        return self._engine.evaluate(testset_id, name, collection, cases, self.asker)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors (n, d) of texts, by the embedder; it waits for the models."""
        return self._engine.assistant().embedder.encode(texts)

    def runner(self) -> Runner:
        """What runs test sets on what one reads."""
        return self._engine.runner(self.asker)

    # -- the owner's -----------------------------------------------------------------------------------

    @property
    def models(self) -> ModelWorker:
        """What prepares models. Raises NotAllowed but for the owner."""
        self._check_owner()
        return self._engine.models

    def check_server(self, models: Models) -> tuple[str, ...]:
        """As of the engine. Raises NotAllowed but for the owner."""
        self._check_owner()
        return self._engine.check_server(models)

    def change(self, settings: Settings) -> None:
        """Keep new settings. Raises NotAllowed but for the owner."""
        self._check_owner()
        self._engine.change(settings)
        self.settings = self._engine.settings
        self.people.noted("changed the settings")

    def _check_owner(self) -> None:
        if not self.asker.sets_up:
            raise NotAllowed(_OWNERS)


EngineOrSeat = Engine | Seat
"""What serves whoever asks: of a class a seat, of one person alone the engine."""


def seat_of(engine: Engine, asker: Asker) -> EngineOrSeat:
    """What serves that asker."""
    return engine if asker == ALONE else Seat(engine, asker)


class OwnPrograms:
    """The questions of the programs of one asker."""

    def __init__(self, programs: Programs, asker: Asker) -> None:
        self._programs = programs
        self._asker = asker

    def ask(self, question: ProgramQuestion, told: Told) -> threading.Event:
        """As `Programs.ask`, answered from what the asker reads."""
        return self._programs.ask(replace(question, asker=self._asker), told)


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

    def __init__(self, queue: AnswerQueue, conversations: Conversations) -> None:
        self._queue = queue
        self._conversations = conversations

    def submit(self, message: Message, ready: Callable[[], bool] = lambda: True) -> None:
        """As `AnswerQueue.submit`. Raises LecternError where the message is not one's own."""
        self._conversations.message(message.id)
        self._queue.submit(message, ready)

    def run(self, message_id: int) -> PendingAnswer | None:
        """As `AnswerQueue.run`."""
        return self._queue.run(message_id) if self._conversations.has_message(message_id) else None

    def messages(self, conversation_id: int) -> Sequence[Message]:
        """As `AnswerQueue.messages`; none of another's conversation."""
        return self._queue.shown(self._conversations.messages(conversation_id))

    def unwritten(self, message_id: int) -> str | None:
        """As `AnswerQueue.unwritten`."""
        return self._queue.unwritten(message_id) if self._conversations.has_message(message_id) else None

    def ahead(self, message_id: int) -> int:
        """As `AnswerQueue.ahead`: a number, which says nothing of whose the questions are."""
        return self._queue.ahead(message_id) if self._conversations.has_message(message_id) else 0

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
