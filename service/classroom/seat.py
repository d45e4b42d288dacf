"""The engine as one person has it: the same models and threads, and of everything stored what is theirs.

Pages and programs that serve people of a class get a `Seat`, never the `Engine`. What is asked by an id that is not
theirs is answered as if it were not there.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from evaluation.runs.runner import Runner
from rag.errors import NotAllowed
from rag.settings import Models, Settings
from rag.store.conversations import Conversations
from rag.store.jobs import Jobs
from rag.store.library import Library
from rag.store.notes.notes import Notes
from rag.store.people.people import People
from rag.store.runs import EvaluationRun, Runs
from rag.store.testsets import Case, TestSets
from rag.values.people import ALONE, Asker
from service.classroom.own import OwnAnswers, OwnEvaluation, OwnKeys, OwnPrograms
from service.engine import Engine
from service.inbox import Inbox
from service.model_worker import ModelWorker

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
        self.answers = OwnAnswers(engine.answers, self.conversations, asker)
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
        """Unit vectors (n, d) of texts, those that were encoded lately remembered; it waits for the models."""
        return self._engine.encode(texts)

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
