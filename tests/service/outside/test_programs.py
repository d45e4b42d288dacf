"""Questions of programs: answered beside those of the chats, kept nowhere, ended when nobody listens."""

import json
import logging
import queue
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rag.errors import LecternError
from rag.events import STOPPED, Delta, EvidenceFound
from rag.store.library import Library
from rag.values import Answer, Turn
from service.outside.programs import ProgramQuestion, Programs
from service.turns import TooManyWaiting, Turns
from service.watching import journal
from service.watching.tally import Tally
from tests.ui.apptest import until
from tests.ui.fakes import FakeAssistant, fill

ASKED = ProgramQuestion("Who found Zanthor?", 7, "api", "Course", frozenset({1}), (Turn("user", "Hello"),))


class Desk:
    def __init__(self, library: Library, most: int = 2) -> None:
        self.assistant = FakeAssistant(library, fill(library))
        self.turns, self.tally = Turns(), Tally()
        self.programs = Programs(lambda: self.assistant, self.turns, self.tally, most)  # type: ignore[arg-type,return-value]
        self.told: queue.Queue[Any] = queue.Queue()

    def ask(self, key: int = 7) -> threading.Event:
        return self.programs.ask(replace(ASKED, key=key), self.told.put)

    def next(self) -> Any:
        return self.told.get(timeout=20)

    def ended(self) -> Any:
        while isinstance(event := self.next(), EvidenceFound | Delta):
            pass
        return event

    def count(self, outcome: str) -> float | None:
        labels = {"outcome": outcome, "way": "api"}
        return self.tally.registry.get_sample_value("lectern_answers_total", labels)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Library.open(tmp_path))


def test_it_tells_the_evidence_first_and_the_answer_last(desk: Desk) -> None:
    desk.ask()
    assert isinstance(desk.next(), EvidenceFound)
    desk.assistant.go.set()
    found = desk.ended()
    assert isinstance(found, Answer) and found.text == "Mirela found it. It may be old."
    assert desk.assistant.asked == [("Who found Zanthor?", "Course", (Turn("user", "Hello"),))]
    assert desk.assistant.searched == [frozenset({1})]
    assert desk.count("answered") == 1
    registry = desk.tally.registry
    assert registry.get_sample_value("lectern_answer_seconds_sum") == 1.5
    assert registry.get_sample_value("lectern_evidence_seconds_count") == 1


def test_who_listens_no_longer_ends_it_and_frees_the_place(desk: Desk) -> None:
    stop = desk.ask()
    assert isinstance(desk.next(), EvidenceFound)
    stop.set()
    found = desk.ended()
    assert isinstance(found, Answer) and found.stopped
    assert desk.programs.asking == 0
    assert (desk.count("stopped"), desk.count("answered")) == (1, None)


def test_who_leaves_while_waiting_is_not_answered(desk: Desk) -> None:
    with desk.turns.person():
        stop = desk.ask()
        stop.set()
        found = desk.ended()
    assert isinstance(found, LecternError) and str(found) == STOPPED
    assert desk.assistant.asked == [] and desk.count("stopped") == 1


def test_no_more_than_so_many_wait_and_it_says_when_to_try_again(desk: Desk) -> None:
    stops = [desk.ask(), desk.ask()]
    with pytest.raises(TooManyWaiting, match="Ask again in about 10 seconds") as refused:
        desk.ask()
    assert refused.value.seconds == 10  # two before it, of five seconds each
    for stop in stops:
        stop.set()
    desk.ended()
    desk.ended()
    desk.ask().set()
    desk.ended()


def test_one_key_leaves_places_to_others(desk: Desk) -> None:
    desk.programs._of_one = 1
    stops = [desk.ask()]
    with pytest.raises(TooManyWaiting):
        desk.ask()
    stops.append(desk.ask(8))
    for stop in stops:
        stop.set()
    desk.ended()
    desk.ended()
    assert desk.programs.asking == 0
    desk.ask().set()
    desk.ended()


@pytest.mark.parametrize("error", [LecternError("The material is gone."), ValueError("a bug")])
def test_an_error_is_told_and_no_word_of_the_question_is_in_a_log(
    desk: Desk, error: Exception, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("lectern.journal"), "propagate", True)
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, "lectern.journal")
    desk.assistant.error = error
    desk.ask()
    assert desk.ended() is error
    line = json.loads(next(r.getMessage() for r in caplog.records if r.name == "lectern.journal"))
    assert (line["event"], line["key"], line["outcome"]) == ("question", 7, "failed")
    assert "Zanthor" not in caplog.text
    assert ("a question of key 7 could not be answered" in caplog.text) is isinstance(error, ValueError)


def test_the_journal_is_lines_of_json_once_it_is_opened(tmp_path: Path) -> None:
    log = logging.getLogger("lectern.journal")
    before = list(log.handlers)
    log.handlers.clear()
    try:
        with (tmp_path / "journal").open("w", encoding="utf-8") as stream:
            journal.open_journal(stream)
            journal.open_journal(stream)
            journal.note("call", status=200, route="/v1/models")
        (line,) = (tmp_path / "journal").read_text(encoding="utf-8").splitlines()
        told = json.loads(line)
        assert told.pop("time").endswith("+00:00")
        assert told == {"event": "call", "status": 200, "route": "/v1/models"}
    finally:
        log.handlers[:] = before


def test_of_one_no_more_than_two_searches_wait(desk: Desk) -> None:
    inside = ThreadPoolExecutor(2)

    def search() -> None:
        with desk.programs.searching(7):
            pass

    with desk.turns.look():
        waiting = [inside.submit(search) for _ in range(2)]
        until(lambda: desk.programs._searching.total() == 2)
        with pytest.raises(TooManyWaiting):
            search()
        assert not any(one.done() for one in waiting)  # one search at a time
    for one in waiting:
        one.result(10)
    search()
    assert desk.programs._searching.total() == 0
    inside.shutdown()
