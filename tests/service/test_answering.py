"""The queue of questions: in turn, to be stopped, kept whatever happens."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rag.errors import LecternError, ModelUnavailable
from rag.events import STOPPED, EvidenceFound
from rag.store.conversations import Conversations, Message, State
from rag.store.jobs import Jobs
from rag.store.library import Library
from service.answering import BUG, AnswerQueue
from service.chats.asked import GONE
from service.chats.pending import AnswerStage
from service.turns import TooManyWaiting, Turns
from tests.ui.fakes import FakeAssistant, answer, fill


class Desk:
    """A queue, its assistant, and a conversation to ask in."""

    def __init__(self, library: Library) -> None:
        self.conversations = Conversations(library.database)
        self.assistant = FakeAssistant(library, fill(library))
        self.queue = AnswerQueue(lambda: self.assistant, self.conversations)  # type: ignore[arg-type,return-value]

    @classmethod
    def over(cls, conversations: Conversations, assistant: FakeAssistant, queue: AnswerQueue) -> "Desk":
        desk = cls.__new__(cls)
        desk.conversations, desk.assistant, desk.queue = conversations, assistant, queue
        return desk

    def ask(self, question: str, ready: Callable[[], bool] = lambda: True) -> Message:
        message = self.conversations.ask(self.conversations.create("Course").id, question)
        self.queue.submit(message, ready)
        return message

    def until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + 20
        while not holds():
            assert time.monotonic() < end
            time.sleep(0.005)

    def ended(self, message: Message) -> Message:
        self.until(lambda: self.queue.run(message.id) is None)
        return self.conversations.message(message.id)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    library = Library.open(tmp_path)
    yield Desk(library)


def test_evidence_and_draft_are_seen_while_it_runs_and_the_whole_is_kept(desk: Desk) -> None:
    message = desk.ask("Who found Zanthor?")
    desk.until(lambda: (run := desk.queue.run(message.id)) is not None and run.draft == "Mirela found")
    run = desk.queue.run(message.id)
    assert run is not None and run.stage is AnswerStage.WRITING
    assert run.found is not None and run.found.evidence[0].page == 1
    desk.assistant.go.set()
    kept = desk.ended(message)
    assert kept.state is State.DONE and kept.answer is not None
    assert kept.answer.short is not None and kept.answer.short.text == "Mirela"
    assert desk.assistant.asked == [("Who found Zanthor?", "Course", [])]


def test_stop_keeps_what_is_there(desk: Desk) -> None:
    message = desk.ask("Who found Zanthor?")
    desk.until(lambda: (run := desk.queue.run(message.id)) is not None and bool(run.draft))
    desk.queue.stop(message.id)
    kept = desk.ended(message)
    assert kept.answer is not None and kept.answer.stopped and kept.text == "Mirela found"


def test_stop_keeps_the_places_that_were_found_before_it_was_known_whether_they_answer(desk: Desk) -> None:
    found = answer(desk.assistant.document_id).evidence

    def ask(*given: object) -> Iterator[object]:
        yield EvidenceFound("?", (), found)
        stop = given[3]
        assert isinstance(stop, threading.Event) and stop.wait(20)
        raise LecternError(STOPPED)

    desk.assistant.ask = ask  # type: ignore[method-assign,assignment]
    message = desk.ask("Who found Zanthor?")
    desk.until(lambda: (run := desk.queue.run(message.id)) is not None and run.found is not None)
    desk.queue.stop(message.id)
    kept = desk.ended(message)
    assert kept.answer is not None and kept.answer.stopped and kept.answer.abstained
    assert kept.answer.evidence == found and kept.text == STOPPED


def test_a_chat_searches_the_documents_that_were_chosen_and_says_when_they_are_gone(desk: Desk) -> None:
    desk.assistant.go.set()
    there, gone = desk.assistant.document_id, 99
    talk = desk.conversations.create("Course", documents=[there, gone])
    desk.queue.submit(first := desk.conversations.ask(talk.id, "Who?"))
    assert desk.ended(first).state is State.DONE
    desk.conversations.move(talk.id, "Course", [gone])
    desk.queue.submit(second := desk.conversations.ask(talk.id, "Who?"))
    failed = desk.ended(second)
    assert (failed.state, failed.text) == (State.FAILED, GONE)
    desk.conversations.move(talk.id, "Course")
    desk.queue.submit(third := desk.conversations.ask(talk.id, "Who?"))
    desk.ended(third)
    assert desk.assistant.searched == [frozenset({there}), None]


def test_questions_are_answered_in_turn_and_told_their_place(desk: Desk) -> None:
    first, second, third = (desk.ask(f"Question {n}?") for n in (1, 2, 3))
    assert [desk.queue.wait_of(message.id).ahead for message in (second, third)] == [1, 2]
    desk.queue.stop(third.id)  # while it waits
    desk.assistant.go.set()
    assert desk.ended(third).text == STOPPED
    assert desk.ended(second).state is State.DONE
    assert [asked[0] for asked in desk.assistant.asked] == ["Question 1?", "Question 2?"]
    assert desk.ended(first).state is State.DONE


def test_ten_questions_of_one_do_not_hold_up_the_one_of_another(desk: Desk) -> None:
    talk = desk.conversations.create("Course")
    many = [desk.conversations.ask(talk.id, f"Mine {n}?") for n in range(10)]
    for message in many:
        desk.queue.submit(message)
    desk.until(lambda: (run := desk.queue.run(many[0].id)) is not None and bool(run.draft))
    other = desk.ask("Yours?")
    assert desk.queue.wait_of(other.id).ahead == 1  # the one that is being answered
    assert [desk.queue.wait_of(message.id).ahead for message in many[:3]] == [0, 2, 3]
    desk.assistant.go.set()
    desk.ended(many[-1])
    order = [asked[0] for asked in desk.assistant.asked]
    assert order == ["Mine 0?", "Yours?", *(f"Mine {n}?" for n in range(1, 10))]


def test_what_was_shown_first_keeps_its_place_in_the_answer(desk: Desk) -> None:
    found = answer(desk.assistant.document_id).evidence[0]
    a, b, c, d = (replace(found, start=n, end=n + 1, rank=n + 1) for n in range(4))
    judged = (replace(d, rank=1, score=0.8), replace(b, rank=2, score=0.6))
    whole = replace(answer(desk.assistant.document_id), evidence=judged)
    go = threading.Event()

    def ask(*_: object) -> Iterator[object]:
        yield EvidenceFound("?", (), (a, b, c, d))
        yield EvidenceFound("?", (), judged, 0.9)
        assert go.wait(20)
        yield whole

    desk.assistant.ask = ask  # type: ignore[method-assign,assignment]
    message = desk.ask("Who found Zanthor?")
    desk.until(lambda: (run := desk.queue.run(message.id)) is not None and run.stage is AnswerStage.WRITING)
    run = desk.queue.run(message.id)
    assert run is not None and run.found is not None
    assert [sentence.start for sentence in run.found.evidence] == [0, 1, 2, 3]
    go.set()
    kept = desk.ended(message).answer
    assert kept is not None
    # Of the first three the judge kept the second; the others are worse than its last one, which has 0.6.
    assert [(sentence.start, sentence.score, sentence.rank) for sentence in kept.evidence] == [
        (0, 0.6, 3),
        (1, 0.6, 2),
        (2, 0.6, 4),
        (3, 0.8, 1),
    ]


def test_who_stops_while_waiting_need_not_wait_for_the_answer_of_another(desk: Desk) -> None:
    first, second = desk.ask("First?"), desk.ask("Second?")
    desk.until(lambda: (run := desk.queue.run(first.id)) is not None and bool(run.draft))
    desk.queue.stop(second.id)
    assert desk.queue.run(second.id) is None
    assert desk.conversations.message(second.id).text == STOPPED
    assert desk.queue.run(first.id) is not None  # nobody else is concerned
    desk.assistant.go.set()
    assert desk.ended(first).state is State.DONE
    assert [asked[0] for asked in desk.assistant.asked] == ["First?"]


def test_who_stops_while_the_models_load_or_a_test_run_has_its_turn_is_free_at_once(library: Library) -> None:
    loaded, turns = threading.Event(), Turns()
    conversations = Conversations(library.database)
    assistant = FakeAssistant(library, fill(library))
    assistant.go.set()

    def load() -> FakeAssistant:
        assert loaded.wait(20)
        return assistant

    queue = AnswerQueue(load, conversations, turns)  # type: ignore[arg-type]
    desk = Desk.over(conversations, assistant, queue)

    def stopped_while(stage: AnswerStage) -> None:
        message = desk.ask("A question?")
        desk.until(lambda: (run := queue.run(message.id)) is not None and run.stage is stage)
        queue.stop(message.id)
        assert queue.run(message.id) is None
        assert conversations.message(message.id).text == STOPPED

    with turns.case():
        stopped_while(AnswerStage.LOADING)
        loaded.set()
        stopped_while(AnswerStage.QUEUED)
    assert desk.ended(desk.ask("Another?")).state is State.DONE
    assert [asked[0] for asked in assistant.asked] == ["Another?"]


def test_a_question_that_waits_for_files_does_not_hold_up_the_others(desk: Desk) -> None:
    read = threading.Event()
    desk.assistant.go.set()
    waiting = desk.ask("About my file?", read.is_set)
    other = desk.ask("Something else?")
    assert desk.ended(other).state is State.DONE
    assert desk.queue.run(waiting.id) is not None
    read.set()
    assert desk.ended(waiting).state is State.DONE


def test_errors_are_kept_in_words_and_the_next_question_is_answered(desk: Desk) -> None:
    desk.assistant.go.set()
    desk.assistant.error = ModelUnavailable("There is no model. Install one.")
    failed = desk.ended(desk.ask("First?"))
    assert (failed.state, failed.text) == (State.FAILED, "There is no model. Install one.")
    desk.assistant.error = KeyError("a bug")
    assert desk.ended(desk.ask("Second?")).text == BUG
    desk.assistant.error = None
    assert desk.ended(desk.ask("Third?")).state is State.DONE


def test_follow_ups_get_the_conversation_so_far_even_if_they_were_put_before_its_end(desk: Desk) -> None:
    talk = desk.conversations.create("")
    messages = [desk.conversations.ask(talk.id, question) for question in ("First?", "Second?")]
    for message in messages:
        desk.queue.submit(message)
    desk.until(lambda: (run := desk.queue.run(messages[0].id)) is not None and bool(run.draft))
    desk.assistant.go.set()
    desk.ended(messages[1])
    _, collection, history = desk.assistant.asked[1]
    assert collection is None
    assert [(turn.role, turn.text) for turn in history] == [
        ("user", "First?"),
        ("assistant", "Mirela found it. It may be old."),
    ]


def test_a_conversation_that_is_deleted_while_it_waits_holds_up_nobody(desk: Desk) -> None:
    first, second = desk.ask("First?"), desk.ask("Second?")
    desk.until(lambda: (run := desk.queue.run(first.id)) is not None and bool(run.draft))
    third = desk.ask("Third?")
    desk.conversations.delete(second.conversation_id)
    desk.assistant.go.set()
    assert desk.ended(third).state is State.DONE


def test_no_word_of_a_question_is_in_the_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.assistant.error = ValueError("a bug")
    assert desk.ended(desk.ask("Who found Zanthor?")).text == BUG
    assert "could not be answered" in caplog.text and "Zanthor" not in caplog.text


def test_what_is_found_is_shown_before_its_turn_and_kept_where_it_is_stopped_then(desk: Desk) -> None:
    first = desk.ask("First?")
    desk.until(lambda: (run := desk.queue.run(first.id)) is not None and bool(run.draft))
    second = desk.ask("Second?")
    desk.until(lambda: (run := desk.queue.run(second.id)) is not None and run.found is not None)
    run = desk.queue.run(second.id)
    assert run is not None and run.stage is AnswerStage.QUEUED and desk.queue.run(first.id) is not None
    assert [asked[0] for asked in desk.assistant.asked] == ["First?"]
    desk.queue.stop(second.id)
    kept = desk.ended(second).answer
    assert kept is not None and kept.stopped and kept.evidence == answer(desk.assistant.document_id).evidence
    desk.assistant.go.set()
    desk.ended(first)


def test_what_needs_no_model_needs_no_turn(desk: Desk) -> None:
    first = desk.ask("First?")
    desk.until(lambda: (run := desk.queue.run(first.id)) is not None and bool(run.draft))
    desk.assistant.look = lambda question, *_: answer(desk.assistant.document_id, question)  # type: ignore[method-assign,assignment,return-value]
    assert desk.ended(desk.ask("How many documents are there?")).state is State.DONE
    assert desk.queue.run(first.id) is not None
    follows = desk.conversations.ask(first.conversation_id, "And how many pages?")
    desk.queue.submit(follows)
    time.sleep(0.1)
    assert desk.queue.run(follows.id) is not None  # it may go on from the answer that is not there yet
    desk.assistant.go.set()
    assert desk.ended(follows).state is State.DONE


def test_no_more_questions_are_taken_than_can_be_answered_in_a_while(library: Library) -> None:
    assistant, conversations = FakeAssistant(library, fill(library)), Conversations(library.database)
    queue = AnswerQueue(lambda: assistant, conversations, most=2)  # type: ignore[arg-type,return-value]
    desk = Desk.over(conversations, assistant, queue)
    asked = [desk.ask("First?")]
    desk.until(lambda: (run := queue.run(asked[0].id)) is not None and bool(run.draft))
    for _ in range(2):
        queue.check_room()
        asked.append(desk.ask("Another?"))
    with pytest.raises(TooManyWaiting):
        queue.check_room()
    assistant.go.set()
    assert [desk.ended(message).state for message in asked] == [State.DONE] * 3


def test_what_is_not_answered_when_the_process_ends_is_answered_by_the_next(library: Library) -> None:
    document, conversations = fill(library), Conversations(library.database)
    assistants = FakeAssistant(library, document), FakeAssistant(library, document)
    queues = [AnswerQueue(lambda one=one: one, conversations) for one in assistants]  # type: ignore[misc]
    desk = Desk.over(conversations, assistants[0], queues[0])
    first, second = desk.ask("First?"), desk.ask("Second?")
    desk.until(lambda: (run := queues[0].run(first.id)) is not None and bool(run.draft))
    queues[0].close(0.05)
    assert [message.id for message in conversations.unfinished()] == [first.id, second.id]
    assistants[1].go.set()
    for message in conversations.unfinished():
        queues[1].submit(message)
    after = Desk.over(conversations, assistants[1], queues[1])
    assert [after.ended(message).text for message in (first, second)] == [
        "Mirela found it. It may be old."
    ] * 2
    assert [asked[0] for asked in assistants[0].asked] == ["First?"]


def test_the_answer_at_work_has_time_to_end_when_the_process_ends(desk: Desk) -> None:
    message = desk.ask("First?")
    desk.until(lambda: (run := desk.queue.run(message.id)) is not None and bool(run.draft))
    threading.Timer(0.1, desk.assistant.go.set).start()
    desk.queue.close(20)
    kept = desk.conversations.message(message.id)
    assert kept.state is State.DONE and kept.answer is not None and not kept.answer.stopped


def test_what_came_with_a_question_is_searched_for_it_and_stays_what_this_document_means(desk: Desk) -> None:
    desk.assistant.go.set()
    came, chosen = desk.assistant.document_id, fill(desk.assistant.library, "Others")
    talk = desk.conversations.create("", documents=[chosen])
    job = Jobs(desk.assistant.library.database).add("Course", "zanthor.txt", "", "")
    desk.queue.submit(first := desk.conversations.ask(talk.id, "What is this?", ["zanthor.txt"], [job]))
    desk.ended(first)
    desk.queue.submit(second := desk.conversations.ask(talk.id, "What is it about?"))
    desk.ended(second)
    both = frozenset({came, chosen})  # the fake fills two collections with files of one name
    assert desk.assistant.attached == [both, both]
    assert desk.assistant.searched == [both, frozenset({chosen})]
