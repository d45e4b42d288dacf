"""Several processes answer the questions of one library on a server: each question once, and none is lost with one."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock

from rag.errors import LecternError, LibraryInUse, LibraryUnavailable
from rag.store.claims.claims import Claimed, ClaimKind, held
from rag.store.claims.waiting import waiting_questions
from rag.store.conversations import Conversations, Message, State
from rag.store.copying.alone import alone
from rag.store.jobs import Jobs, JobState
from rag.store.library import Library
from service.chats.claimed import ClaimedQueue
from service.evaluation_worker import Worker
from service.shared import serving_beside
from service.turns import TooManyWaiting
from tests.rag.store.conftest import server  # noqa: F401
from tests.rag.store.stores import Server
from tests.ui.fakes import FakeAssistant, fill

pytestmark = pytest.mark.postgres

_CLAIMS = """
import sys
from pathlib import Path
from rag.store.claims.claims import ClaimKind
from rag.store.database import Database
claims = Database(sys.argv[1], Path(sys.argv[2])).claims()
assert claims.take(ClaimKind.ANSWER, int(sys.argv[3]))
print("taken", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def url(server: Server) -> str:  # noqa: F811
    return server.fresh()


class Process:
    """What one process has of the library."""

    def __init__(self, folder: Path, url: str) -> None:
        self.library = Library.open(folder, url)
        self.conversations = Conversations(self.library.database)
        self.assistant = FakeAssistant(self.library, 0)
        self.queue = ClaimedQueue(
            self.library.database.claims(),
            lambda: self.assistant,  # type: ignore[arg-type,return-value]
            self.conversations,
            waiting=partial(waiting_questions, self.library.database),
        )

    def ask(self, question: str) -> Message:
        message = self.conversations.ask(self.conversations.create("Course").id, question)
        self.queue.submit(message)
        return message

    def state(self, message: Message) -> State:
        return self.conversations.message(message.id).state

    @property
    def asked(self) -> list[str]:
        return [asked[0] for asked in self.assistant.asked]


@pytest.fixture
def two(url: str, tmp_path: Path) -> Iterator[tuple[Process, Process]]:
    processes = Process(tmp_path, url), Process(tmp_path, url)
    document = fill(processes[0].library)
    for one in processes:
        one.assistant = FakeAssistant(one.library, document)
    yield processes
    for one in processes:
        one.assistant.go.set()
        one.queue.close(5)
        one.library.close()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


LATER = time.time() + 3600


def test_a_question_is_answered_by_the_process_that_has_it(two: tuple[Process, Process]) -> None:
    first, second = two
    message = first.ask("First?")
    until(lambda: bool(first.asked))
    second.queue.look(now=LATER)
    assert second.queue.run(message.id) is None and second.queue.is_elsewhere(message.id)
    assert not first.queue.is_elsewhere(message.id)
    second.queue.submit(message)
    assert second.queue.run(message.id) is None
    first.assistant.go.set()
    until(lambda: first.state(message) is State.DONE)
    assert not second.queue.is_elsewhere(message.id)
    second.assistant.go.set()
    second.queue.look(now=LATER)
    assert second.asked == []


def test_what_a_process_leaves_another_answers(two: tuple[Process, Process]) -> None:
    first, second = two
    message = first.ask("First?")
    until(lambda: (run := first.queue.run(message.id)) is not None and bool(run.draft))
    first.queue.close(0.05)
    second.assistant.go.set()
    second.queue.look(now=LATER)
    until(lambda: second.state(message) is State.DONE)
    assert second.asked == ["First?"]


def test_questions_that_wait_at_another_process_are_counted(two: tuple[Process, Process]) -> None:
    first, second = two
    for number in range(10):
        talk = first.conversations.create("Course", owner="sam")
        first.conversations.ask(talk.id, f"{number}?")
        if number < 9:
            second.queue.check_room("sam")
    with pytest.raises(TooManyWaiting):
        second.queue.check_room("sam")
    second.queue.check_room("sue")
    second.queue.check_room()  # of the only one there is no such limit
    message = first.conversations.unfinished()[0]
    first.conversations.fail(message.id, "no")
    second.queue.check_room("sam")
    for number in range(191):
        first.conversations.ask(talk.id, f"{number}?")
    with pytest.raises(TooManyWaiting):
        second.queue.check_room("sue")


def test_a_question_that_meets_the_database_away_is_answered_when_it_is_back(
    two: tuple[Process, Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = two
    monkeypatch.setattr("service.chats.claimed._AGAIN", 0.01)
    tries: list[str] = []
    look = first.assistant.look

    def away(question: str, *rest: object) -> object:
        tries.append(question)
        if len(tries) < 3:
            raise LibraryUnavailable("the server is away")
        return look(question, *rest)

    monkeypatch.setattr(first.assistant, "look", away)
    first.assistant.go.set()
    message = first.ask("First?")
    until(lambda: first.state(message) is not State.WRITING)
    assert first.state(message) is State.DONE


def test_where_the_database_stays_away_it_is_said(
    two: tuple[Process, Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = two
    monkeypatch.setattr("service.chats.claimed._AWAY", 0.0)
    first.assistant.error = LibraryUnavailable("The server is away.")
    first.assistant.go.set()
    message = first.ask("First?")
    until(lambda: first.state(message) is State.FAILED)
    assert first.conversations.message(message.id).text == "The server is away."


def test_of_two_endings_the_first_counts(two: tuple[Process, Process]) -> None:
    first, second = two
    message = first.conversations.ask(first.conversations.create("Course").id, "First?")
    first.conversations.fail(message.id, "one")
    second.conversations.fail(message.id, "two")
    assert first.conversations.message(message.id).text == "one"


def test_what_has_just_come_is_left_to_who_was_asked(two: tuple[Process, Process]) -> None:
    first, second = two
    message = first.conversations.ask(first.conversations.create("Course").id, "First?")
    second.queue.look()
    assert second.queue.run(message.id) is None and second.queue.is_elsewhere(message.id)
    first.queue.submit(message)
    assert first.queue.run(message.id) is not None


def test_a_claim_ends_when_the_answer_is_kept(two: tuple[Process, Process]) -> None:
    first, second = two
    other = second.library.database.claims()
    message = first.ask("First?")
    first.queue.look(now=LATER)
    assert not other.take(ClaimKind.ANSWER, message.id)
    first.assistant.go.set()
    until(lambda: first.state(message) is State.DONE and first.queue.run(message.id) is None)
    until(lambda: first.queue.unwritten(message.id) is None)
    first.queue.look(now=LATER)
    assert other.take(ClaimKind.ANSWER, message.id)
    other.close()


def test_it_looks_by_itself(two: tuple[Process, Process], monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = two
    monkeypatch.setattr("service.chats.claimed._FRESH", 0.0)
    monkeypatch.setattr("service.chats.claimed._LOOK", 0.05)
    message = first.conversations.ask(first.conversations.create("Course").id, "First?")
    second.assistant.go.set()
    second.queue.resume(lambda message: True)
    until(lambda: second.state(message) is State.DONE)


def test_a_process_that_is_killed_frees_what_it_had(url: str, tmp_path: Path) -> None:
    library = Library.open(tmp_path, url)
    claims = library.database.claims()
    other = subprocess.Popen(
        [sys.executable, "-c", _CLAIMS, url, str(tmp_path), "7"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None and other.stdout.readline() == "taken\n"
    assert not claims.take(ClaimKind.ANSWER, 7) and claims.take(ClaimKind.ANSWER, 8)
    other.kill()
    other.wait()
    until(lambda: claims.take(ClaimKind.ANSWER, 7))
    claims.close()
    library.close()


def test_a_claim_outlives_the_server(server: Server, url: str, tmp_path: Path) -> None:  # noqa: F811
    library = Library.open(tmp_path, url)
    claims, others = library.database.claims(), library.database.claims()
    assert claims.take(ClaimKind.ANSWER, 1) and claims.take(ClaimKind.ANSWER, 2)
    server.crash()
    with pytest.raises(LibraryUnavailable, match="server"):
        claims.take(ClaimKind.ANSWER, 1)
    server.start()
    assert others.take(ClaimKind.ANSWER, 2)  # quicker
    assert claims.take(ClaimKind.ANSWER, 1) and not claims.take(ClaimKind.ANSWER, 2)
    assert not others.take(ClaimKind.ANSWER, 1)
    claims.drop(ClaimKind.ANSWER, 1)
    claims.drop(ClaimKind.ANSWER, 1)
    assert others.take(ClaimKind.ANSWER, 1)
    for one in (claims, others, library):
        one.close()


def test_several_serve_and_nobody_copies_meanwhile(url: str, tmp_path: Path) -> None:
    Library.open(tmp_path, url).close()
    first, second = serving_beside(tmp_path, url), serving_beside(tmp_path, url)
    first.close()
    with pytest.raises(LibraryInUse, match="Lectern is running"), alone(tmp_path, url):
        pass
    second.close()
    with alone(tmp_path, url), pytest.raises(LibraryInUse, match="copied or changed"):
        serving_beside(tmp_path, url)
    serving_beside(tmp_path, url).close()
    with FileLock(tmp_path / "server.lock"), pytest.raises(LibraryInUse), alone(tmp_path, url):
        pass


def test_uploads_are_read_by_one_process(url: str, tmp_path: Path) -> None:
    library = Library.open(tmp_path, url)
    claims, others = library.database.claims(), library.database.claims()
    with held(claims, ClaimKind.UPLOADS), pytest.raises(Claimed), held(others, ClaimKind.UPLOADS):
        pass
    with held(others, ClaimKind.UPLOADS):
        pass
    for one in (claims, others, library):
        one.close()


def test_a_run_is_worked_on_by_one_process(url: str, tmp_path: Path) -> None:
    library = Library.open(tmp_path, url)
    claims, others = library.database.claims(), library.database.claims()
    going, worked = threading.Event(), []

    class Slow:
        def work(self, run_id: int, *_: object) -> None:
            worked.append(run_id)
            going.wait(60)

    first, second = Worker(claims), Worker(others)
    first.start(Slow(), 7)  # type: ignore[arg-type]
    with pytest.raises(LecternError, match="Another process of Lectern works on this run"):
        second.start(Slow(), 7)  # type: ignore[arg-type]
    going.set()
    first.wait(60)
    second.start(Slow(), 7)  # type: ignore[arg-type]
    second.wait(60)
    assert worked == [7, 7]
    for one in (claims, others, library):
        one.close()


def test_jobs_are_claimed_once(url: str, tmp_path: Path) -> None:
    library = Library.open(tmp_path, url)
    jobs = Jobs(library.database)
    for number in range(12):
        jobs.add("Course", f"{number}.txt", "", "")
    taken: list[int] = []

    def claim() -> None:
        while (job := jobs.claim()) is not None:
            taken.append(job.id)

    threads = [threading.Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [job.id for job in jobs.list()] and len(taken) == 12
    assert {job.state for job in jobs.list()} == {JobState.READING}
    library.close()


def test_one_message_that_cannot_be_taken_up_keeps_no_other(
    two: tuple[Process, Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    conversation = first.conversations.create("Course").id
    bad, good = first.conversations.ask(conversation, "Bad?"), first.conversations.ask(conversation, "Good?")
    exchange = second.conversations.exchange

    def damaged(message: Message, *rest: object) -> object:
        if message.id == bad.id:
            raise LecternError("this message is damaged")
        return exchange(message, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(second.conversations, "exchange", damaged)
    second.assistant.go.set()
    second.queue.look(now=LATER)
    until(lambda: second.state(good) is State.DONE)
    claims = first.library.database.claims()
    assert claims.take(ClaimKind.ANSWER, bad.id)  # it was given back
    claims.close()
