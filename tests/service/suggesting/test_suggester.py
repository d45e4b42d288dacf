"""Suggestions are made in the background, once, after the questions of people, and nothing is said twice."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from rag.store.conversations import Conversations
from rag.store.library import Library
from service.suggesting.suggester import Suggested, Suggester
from service.turns import Turns
from tests.ui.fakes import FakeAssistant, answer, fill


def _made(look: Callable[[], Suggested | None]) -> Suggested:
    end = time.monotonic() + 20
    while (found := look()) is None:
        assert time.monotonic() < end
        time.sleep(0.005)
    return found


def _suggester(
    tmp_path: Path, assistant: Callable[[], object] | None = None
) -> tuple[Suggester, Turns, Library]:
    library, turns = Library.open(tmp_path), Turns()
    fake = FakeAssistant(library, fill(library))
    made = Suggester(assistant or (lambda: fake), library, Conversations(library.database), turns)  # type: ignore[arg-type]
    return made, turns, library


def test_what_is_made_once_is_kept(tmp_path: Path) -> None:
    suggester, _, library = _suggester(tmp_path)
    talk = Conversations(library.database)
    message = talk.ask(talk.create("Course").id, "Who found Zanthor?")
    look = lambda: suggester.after(message, answer(1), "Course", None)  # noqa: E731
    assert look() is None
    assert _made(look) is look()
    assert _made(lambda: suggester.opening("Course")) == ()  # so short a text has no topic


def test_nobody_is_kept_waiting_and_a_failure_means_none(tmp_path: Path) -> None:
    loading = threading.Event()

    def fails() -> object:
        assert loading.wait(20)
        raise ValueError("a bug")

    suggester, turns, library = _suggester(tmp_path, fails)
    talk = Conversations(library.database)
    message = talk.ask(talk.create("Course").id, "Who?")
    assert suggester.after(message, answer(1), None, None) is None
    with turns.person():  # a person's question goes on meanwhile
        pass
    loading.set()
    assert _made(lambda: suggester.after(message, answer(1), None, None)) == ()
