"""What cannot be written is kept, shown, and written as soon as that works again."""

import errno
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from rag.errors import LibraryUnavailable, ModelUnavailable
from rag.store.conversations import Conversations, Message, State
from rag.store.library import Library
from rag.values import Answer
from service.answering import DIED, AnswerQueue
from service.outbox import Ending, Outbox
from tests.ui.fakes import FakeAssistant, answer, fill

FULL = OSError(errno.ENOSPC, "No space left on device")
LOCKED = OperationalError("UPDATE messages", {}, sqlite3.OperationalError("database is locked"))
SAID = LibraryUnavailable("The disk is full. Free some space.")


class Unruly(Conversations):
    """Raises `error` wherever something is written, as long as there is one."""

    error: Exception | None = None

    def finish(self, message_id: int, answer: Answer) -> None:
        if self.error is not None:
            raise self.error
        super().finish(message_id, answer)

    def fail(self, message_id: int, text: str) -> None:
        if self.error is not None:
            raise self.error
        super().fail(message_id, text)


@pytest.fixture
def conversations(library: Library) -> Unruly:
    return Unruly(library.database)


@pytest.fixture
def assistant(library: Library) -> FakeAssistant:
    made = FakeAssistant(library, fill(library))
    made.go.set()
    return made


@pytest.fixture
def queue(conversations: Unruly, assistant: FakeAssistant) -> AnswerQueue:
    return AnswerQueue(lambda: assistant, conversations)  # type: ignore[arg-type,return-value]


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def ended(queue: AnswerQueue, message: Message) -> Message:
    """The answer of a message as it is shown, written or not, once there is one."""
    until(lambda: queue.run(message.id) is None)
    return next(m for m in queue.messages(message.conversation_id) if m.id == message.id)


@pytest.mark.parametrize("error", [FULL, LOCKED, SAID, KeyError("a bug")])
def test_an_answer_that_cannot_be_written_is_shown_and_everybody_else_is_answered(
    conversations: Unruly, queue: AnswerQueue, error: Exception
) -> None:
    talks = [conversations.create("Course") for _ in range(3)]
    asked = [conversations.ask(talk.id, "Who found Zanthor?") for talk in talks]
    conversations.error = error
    for message in asked:
        queue.submit(message)
    for message in asked:
        shown = ended(queue, message)
        assert shown.state is State.DONE and shown.answer == answer(1)
        assert conversations.message(message.id).state is State.WRITING
        reason = queue.unwritten(message.id)
        assert reason == (
            str(SAID) if error is SAID else "The library could not be written. The log says more."
        )
    conversations.error = None
    until(lambda: not conversations.unfinished())
    assert [conversations.message(message.id).answer for message in asked] == [answer(1)] * 3
    assert [queue.unwritten(message.id) for message in asked] == [None] * 3


def test_a_failure_that_cannot_be_written_is_shown_and_written_later(
    conversations: Unruly, queue: AnswerQueue, assistant: FakeAssistant
) -> None:
    message = conversations.ask(conversations.create("Course").id, "First?")
    conversations.error, assistant.error = FULL, ModelUnavailable("There is no model. Install one.")
    queue.submit(message)
    shown = ended(queue, message)
    assert (shown.state, shown.text) == (State.FAILED, "There is no model. Install one.")
    conversations.error = None
    until(lambda: not conversations.unfinished())
    kept = conversations.message(message.id)
    assert replace(kept, created=shown.created) == shown


def test_a_follow_up_knows_the_answer_that_is_not_written_yet(
    conversations: Unruly, queue: AnswerQueue, assistant: FakeAssistant
) -> None:
    talk = conversations.create("Course")
    first, second = (conversations.ask(talk.id, question) for question in ("First?", "Second?"))
    conversations.error = FULL
    queue.submit(first)
    queue.submit(second)
    ended(queue, second)
    assert [turn.text for turn in assistant.asked[1][2]] == ["First?", "Mirela found it. It may be old."]


@pytest.fixture
def unwritable(library: Library) -> Iterator[threading.Event]:
    """While this is set, SQLite refuses to write into the library's database."""
    refused = threading.Event()

    def checkout(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA query_only={'ON' if refused.is_set() else 'OFF'}")

    event.listen(library.database._engine, "checkout", checkout)
    yield refused
    event.remove(library.database._engine, "checkout", checkout)


def test_with_a_real_database_that_must_not_be_written(
    library: Library, assistant: FakeAssistant, unwritable: threading.Event
) -> None:
    conversations = Conversations(library.database)
    queue = AnswerQueue(lambda: assistant, conversations)  # type: ignore[arg-type,return-value]
    asked = [conversations.ask(conversations.create("Course").id, f"Question {n}?") for n in range(2)]
    unwritable.set()
    with pytest.raises(LibraryUnavailable):
        conversations.fail(asked[0].id, "")
    for message in asked:
        queue.submit(message)
    assert [ended(queue, message).answer for message in asked] == [
        answer(1, "Question 0?"),
        answer(1, "Question 1?"),
    ]
    assert "it must not be written" in (queue.unwritten(asked[0].id) or "")
    unwritable.clear()
    until(lambda: not conversations.unfinished())
    assert conversations.message(asked[1].id).answer == answer(1, "Question 1?")


def test_with_a_real_database_that_another_process_has_locked(
    library: Library, assistant: FakeAssistant
) -> None:
    conversations = Conversations(library.database)
    queue = AnswerQueue(lambda: assistant, conversations)  # type: ignore[arg-type,return-value]
    asked = [conversations.ask(conversations.create("Course").id, f"Question {n}?") for n in range(2)]
    other = sqlite3.connect(Path(library.folder) / "library.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for message in asked:
        queue.submit(message)
    assert all(ended(queue, message).state is State.DONE for message in asked)
    assert len(conversations.unfinished()) == 2
    other.execute("ROLLBACK")
    other.close()
    until(lambda: not conversations.unfinished())


def test_one_ending_that_never_can_be_written_holds_up_no_other(conversations: Unruly) -> None:
    talk = conversations.create("Course")
    first, second = (conversations.ask(talk.id, question) for question in ("First?", "Second?"))
    box = Outbox(conversations, again=0.02)
    box.put(Ending(first.id, "half a character: \ud83d"))  # SQLite takes UTF-8 only
    box.put(Ending(second.id, "whole"))
    assert conversations.message(second.id).text == "whole"
    assert box.unwritten(first.id)


class Fatal(BaseException):
    """What no handler catches, as what ends a thread from outside is not."""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("error", [SystemExit(), Fatal()])
def test_a_thread_that_died_is_started_anew_and_the_question_at_hand_says_so(
    conversations: Unruly, queue: AnswerQueue, assistant: FakeAssistant, error: Any
) -> None:
    first, second = (
        conversations.ask(conversations.create("Course").id, question) for question in ("First?", "Second?")
    )
    assistant.error = error
    queue.submit(first)
    until(lambda: queue.run(first.id) is None)
    assistant.error = None
    queue.submit(second)
    assert ended(queue, second).state is State.DONE
    kept = conversations.message(first.id)
    assert (kept.state, kept.text) == (State.FAILED, DIED)


@pytest.mark.parametrize("error", [FULL, LOCKED, KeyError("a bug")])
def test_not_knowing_whether_files_are_read_ends_nothing(
    conversations: Unruly, queue: AnswerQueue, error: Exception
) -> None:
    def ready() -> bool:
        raise error

    first, second = (
        conversations.ask(conversations.create("Course").id, question) for question in ("First?", "Second?")
    )
    queue.submit(first, ready)
    queue.submit(second)
    assert ended(queue, second).state is State.DONE
    assert ended(queue, first).state is State.DONE
