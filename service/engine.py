"""What one process keeps for everybody who visits it: the library, the models, the answering, the reading."""

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evaluation.runs.runner import Runner
from rag.common.machine import shortage
from rag.errors import LecternError, ModelUnavailable
from rag.models.catalogue.automatic import with_ready_writer
from rag.models.catalogue.preparing import prepared
from rag.models.embedding.encoder import Remembering
from rag.pages.office.office import Office
from rag.pages.pictures import Pictures
from rag.pages.thumbnails import Thumbnails
from rag.settings import Models, Settings, cache_folder, database_url
from rag.store.access.keys import Keys
from rag.store.claims.waiting import waiting_questions
from rag.store.conversations import Conversations, Message
from rag.store.jobs import Jobs
from rag.store.library import Library
from rag.store.notes.notes import Notes
from rag.store.people.people import People
from rag.store.runs import EvaluationRun, Runs
from rag.store.testsets import Case, TestSets
from rag.values.people import ALONE, NOBODY, Asker
from service.care.night import Night
from service.chats.claimed import ClaimedQueue
from service.evaluation_worker import Worker
from service.inbox import Inbox
from service.model_worker import ModelWorker
from service.outside.programs import Programs
from service.suggesting.suggester import Suggester
from service.turns import Turns
from service.watching.tally import Tally

if TYPE_CHECKING:
    from rag.assistant import Assistant
    from service.ingest_worker import IngestWorker

_LOADING = 60.0  # seconds
_ENDING = 20.0  # seconds that the answer at work has to end when the process is to
_COMPARED = 4096  # questions whose vectors are kept for pages that compare them: 6 MB
Opener = Callable[[Path, Settings], "Assistant"]


def open_assistant(folder: Path, settings: Settings) -> "Assistant":
    """The real assistant. Its models take seconds to import, which the first page does not wait for."""
    from rag.compose import open_assistant

    return open_assistant(folder, settings)


class Engine:
    """Made once a process. Safe to use from many threads."""

    def __init__(self, folder: Path, opener: Opener = open_assistant) -> None:
        self.folder = folder
        self.settings = with_ready_writer(Settings.load(folder))
        self.library = Library.open(folder, database_url())
        self.conversations = Conversations(self.library.database)
        self.notes = Notes(self.library.database)
        self.jobs = Jobs(self.library.database)
        self.keys = Keys(self.library.database)
        self.tally = Tally()
        self.model_error = ""
        self.writer_error = ""
        self.load_seconds: float | None = None
        self._opener = opener
        self._loading = threading.Lock()
        self._assistant: Assistant | None = None
        self._worker: IngestWorker | None = None
        self._warming: threading.Thread | None = None
        self._turns = Turns()
        self._compared: Remembering | None = None
        self.asker = ALONE
        self.people = People(self.library.database)
        self.testsets = TestSets(self.library.database)
        self.runs = Runs(self.library.database)
        claims, waiting = self.library.database.claims(), partial(waiting_questions, self.library.database)
        own = (claims, self.assistant, self.conversations)
        self.answers = ClaimedQueue(*own, self._turns, self.tally, self.asker_of, waiting)
        self.programs = Programs(self.assistant, self._turns, self.tally)
        self.suggester = Suggester(self.assistant, self.library, self.conversations, self._turns)
        self.evaluation = Worker(claims)
        self.models = ModelWorker()
        self.pictures = Pictures()
        self.thumbnails = Thumbnails(self.pictures)
        self.office = Office(cache_folder() / "office")
        self.night = Night(folder)
        if self.library.database.is_file:  # a server looks after its own
            self.night.start()
        self.answers.resume(self._has_files_of)

    @property
    def by_class(self) -> bool:
        """Whether people have accounts, each with what is theirs."""
        return self.settings.sharing.by_class

    @property
    def damage_told(self) -> str:
        """What to say of what the last check of the whole library found, "" for nothing."""
        return f"The check of your library found: {self.night.damage}" if self.night.damage else ""

    @property
    def library_now(self) -> Library:
        """The library, as of a seat."""
        return self.library

    def asker_of(self, owner: str) -> Asker:
        """As whom the work for an owner (the id of a person) is done; on a laptop there is only one."""
        return self.people.asker_of(owner) if self.by_class else ALONE

    def asker_of_key(self, owner: str) -> Asker:
        """As whom a program with a key of that owner asks. In a class a key of no person opens nothing."""
        return NOBODY if self.by_class and not owner else self.asker_of(owner)

    def assistant(self) -> "Assistant":
        """The assistant; loads its models the first time, while other callers wait."""
        with self._loading:
            return self._assistant or self._load()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors (n, d) of questions that pages compare, those that were encoded lately remembered; it waits for
        the models."""
        self.assistant()
        assert self._compared is not None, "made with the assistant"
        return self._compared.encode(texts)

    @property
    def inbox(self) -> Inbox:
        """Where files are handed in; they are read once the models are loaded."""
        return Inbox(self.library, self.settings.ingestion)

    def cancel(self, job_id: int) -> None:
        """Stop the reading of a file, at once if it is being read by this process."""
        worker = self._worker
        if worker is not None:
            worker.cancel(job_id)
        else:
            self.jobs.cancel(job_id)

    def delete_chat(self, conversation_id: int) -> None:
        """Delete a conversation, and what was kept of replaced documents only because it cites that."""
        self.conversations.delete(conversation_id)
        self.library.versions.drop_uncited()

    def delete_note(self, note_id: int) -> None:
        """The same of a note."""
        self.notes.delete(note_id)
        self.library.versions.drop_uncited()

    def close(self, patience: float = _ENDING) -> None:
        """End answering and the reading of files; what is at work goes on when the library is opened again. The answer
        at work has `patience` seconds to end.

        Models that are being loaded are waited for: a process that ends meanwhile would end by an abort.
        """
        if self._warming is not None:
            self._warming.join(_LOADING)
        self.programs.close()
        self.answers.close(patience)
        self.night.close()
        self.thumbnails.close()
        self.models.cancel()
        self.pictures.close()
        self.office.close()
        if self._worker is not None:
            self._worker.close()

    def check_server(self, models: Models) -> tuple[str, ...]:
        """The names of the models that the server of these settings offers."""
        from rag.models.generation.server import check_server  # takes seconds to import

        return check_server(models)

    def runner(self, asker: Asker = ALONE) -> Runner:
        """What runs test sets on what `asker` reads, giving way to people; it waits for the models too."""
        assistant = self.assistant()
        return Runner(assistant if asker == ALONE else assistant.seen_by(asker), self._turns.case)

    def evaluate(
        self, testset_id: int, name: str, collection: str, cases: Sequence[Case], asker: Asker = ALONE
    ) -> EvaluationRun:
        """Begin a run of a test set over a collection ("" for all), in the background, on what `asker` reads.

        Raises LecternError where it could not end well, or another one is going on.
        """
        runner = self.runner(asker)
        run = runner.create(testset_id, name, collection, cases)
        try:
            self.evaluation.start(runner, run.id)
        except LecternError:
            runner.runs.delete(run.id)
            raise
        return run

    def _load(self) -> "Assistant":
        start = time.perf_counter()
        try:
            assistant = _opened(self._opener, self.folder, self.settings)
        except LecternError as error:
            self.model_error = str(error)
            raise
        from service.ingest_worker import IngestWorker

        self._worker = IngestWorker(
            assistant.library, assistant.embedder, self.settings, self.asker_of, self._turns.give_way
        ).start()
        self._compared = Remembering(assistant.embedder, _COMPARED)
        self._assistant = assistant
        self.model_error = ""
        self.writer_error = _why_another(self.settings.models, assistant.settings.models)
        self.load_seconds = time.perf_counter() - start
        return assistant

    def warm_up(self) -> None:
        """Load the models now, in the background, so that the first question need not wait for them."""
        self._warming = threading.Thread(target=self._warm_up, name="warm-up", daemon=True)
        self._warming.start()

    @property
    def loaded(self) -> bool:
        """Whether the models are ready to answer."""
        return self._assistant is not None

    def change(self, settings: Settings) -> None:
        """Keep new settings; the next question is answered with them."""
        settings.save(self.folder)
        with self._loading:
            self.settings = settings
            if self._worker is not None:
                self._worker.close()
            self._worker = self._assistant = None
        self.warm_up()

    def _has_files_of(self, message: Message) -> bool:
        """Whether a question of before the start waits for no file any more. Where the models cannot be loaded no file
        is read: it is told why at once."""
        return bool(self.model_error) or not self.conversations.waits_for_files(message)

    def _warm_up(self) -> None:
        try:
            self.assistant()
        except LecternError:
            return  # kept in model_error, which the pages show


def _opened(opener: Opener, folder: Path, settings: Settings) -> "Assistant":
    """The assistant; that the computer has too little memory or the like for it is said in words."""
    try:
        return opener(folder, settings)
    except LecternError:
        raise
    except Exception as error:
        if not (why := shortage(error)):
            raise
        raise ModelUnavailable(why) from error


def _why_another(chosen: Models, used: Models) -> str:
    """Why another model writes than the one that was chosen; "" where that one does."""
    if chosen.generator == used.generator:
        return ""
    try:
        prepared(chosen.generator)
    except ModelUnavailable as error:
        return str(error)
    return f"{chosen.generator} could not be loaded. The log says why."
