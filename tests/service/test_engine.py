"""What a start finds that is not answered yet."""

import time
from collections.abc import Callable
from pathlib import Path

from rag.errors import ModelUnavailable
from rag.settings import Settings
from rag.store.conversations import Conversations, Message, State
from rag.store.jobs import Jobs, JobState
from rag.store.library import Library
from service.engine import Engine
from tests.ui.fakes import FakeAssistant, fill


def _asked(folder: Path) -> tuple[Message, int]:
    """A question that came with a file, in a library that is closed before that is read; and the job."""
    library = Library.open(folder)
    fill(library)
    job = Jobs(library.database).add("Course", "mine.txt", "", "")
    talks = Conversations(library.database)
    message = talks.ask(talks.create("Course").id, "Who found Zanthor?", ["mine.txt"], [job])
    library.close()
    return message, job


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_question_waits_for_its_files_after_a_restart_too(tmp_path: Path) -> None:
    message, job = _asked(tmp_path)

    def opener(folder: Path, settings: Settings) -> FakeAssistant:
        assistant = FakeAssistant(Library.open(folder), 1)
        assistant.go.set()
        return assistant

    engine = Engine(tmp_path, opener)  # type: ignore[arg-type]
    run = engine.answers.run(message.id)
    assert run is not None and run.ticket is None and not run.ready()
    engine.jobs.finish(job, JobState.DONE)
    _until(lambda: engine.conversations.message(message.id).state is State.DONE)
    engine.close(0)


def test_where_the_models_cannot_be_loaded_it_is_told_so(tmp_path: Path) -> None:
    message, _ = _asked(tmp_path)

    def opener(folder: Path, settings: Settings) -> FakeAssistant:
        raise ModelUnavailable("There is no model.")

    engine = Engine(tmp_path, opener)  # type: ignore[arg-type]
    engine.warm_up()
    _until(lambda: engine.conversations.message(message.id).state is State.FAILED)
    assert engine.conversations.message(message.id).text == "There is no model."
    engine.close(0)
