"""What is asked of the engine by an id that is somebody else's."""

import pytest

from evaluation.runs.runner import Runner
from rag.errors import LecternError, NotAllowed
from rag.settings import Models, Settings
from rag.store.conversations import Message
from rag.store.people.people import People
from rag.store.testsets import Case
from rag.values.people import Asker, ClassRole
from service.classroom.seat import Seat
from service.deleting import delete_collection
from tests.service.classroom.conftest import School
from tests.ui.apptest import until
from tests.ui.fakes import answer, fill


def asked(seat: Seat) -> Message:
    talk = seat.conversations.create("Course")
    message = seat.conversations.ask(talk.id, "Who found Zanthor?")
    seat.answers.submit(message)
    return message


def test_an_answer_on_its_way_is_seen_and_stopped_by_who_asked(school: School) -> None:
    sam, sue = school.seat(school.sam), school.seat(school.sue)
    message = asked(sam)
    until(lambda: (run := sam.answers.run(message.id)) is not None and run.draft == "Mirela found")
    assert sue.answers.run(message.id) is None
    assert sue.answers.messages(message.conversation_id) == []
    sue.answers.stop(message.id)
    assert sam.answers.run(message.id) is not None
    sam.answers.stop(message.id)
    until(lambda: sam.answers.run(message.id) is None)
    with pytest.raises(LecternError):
        sue.answers.submit(message)


def test_a_question_is_answered_from_what_its_asker_reads(school: School) -> None:
    school.assistant.go.set()
    message = asked(school.seat(school.sam))
    until(lambda: school.seat(school.sam).answers.run(message.id) is None)
    assert set(school.assistant.askers) == {school.sam.asker}


def test_who_was_taken_from_a_course_gets_no_answer_from_it(school: School) -> None:
    school.seat(school.olga).people.leave(school.sam.id, "Course")
    assert school.engine.assistant().seen_by(school.sam.asker).library.documents() == []


def test_suggestions_are_of_what_one_reads(school: School) -> None:
    sam, sue = school.seat(school.sam), school.seat(school.sue)
    talk = sam.conversations.create("Course")
    message = sam.conversations.ask(talk.id, "Who found Zanthor?")
    with pytest.raises(LecternError):
        sue.suggester.after(message, answer(school.document), "Course", None)
    school.seat(school.olga).people.leave(school.sue.id, "Course")
    until(lambda: sue.suggester.opening("Course") is not None)
    assert sue.suggester.opening("Course") == ()


def test_models_and_settings_are_the_owners(school: School) -> None:
    sam, olga = school.seat(school.sam), school.seat(school.olga)
    for action in (lambda: sam.models, lambda: sam.change(Settings()), lambda: sam.check_server(Models())):
        with pytest.raises(NotAllowed):
            action()
    olga.change(olga.settings.changed("retrieval.top_k", 7))
    assert school.engine.settings.retrieval.top_k == 7


def test_a_run_is_started_and_ended_by_those_who_see_it(school: School) -> None:
    olga, sam = school.seat(school.olga), school.seat(school.sam)
    testset = olga.testsets.create("Set", "Course", [Case("Who found Zanthor?", ("Mirela",))])
    runner: Runner = olga.runner()
    run = runner.create(testset, "Run", "Course", [Case("Who found Zanthor?", ("Mirela",))])
    with pytest.raises(LecternError):
        sam.evaluation.start(runner, run.id)
    olga.evaluation.start(runner, run.id)
    sam.evaluation.cancel(run.id)
    assert not sam.evaluation.is_active(run.id) and not sam.evaluation.is_stopping(run.id)
    assert olga.evaluation.is_active(run.id) and not olga.evaluation.is_stopping(run.id)
    olga.evaluation.cancel(run.id)
    school.assistant.go.set()
    until(lambda: not olga.evaluation.busy)


def test_a_file_is_cancelled_by_who_handed_it_in(school: School) -> None:
    sam, sue = school.seat(school.sam), school.seat(school.sue)
    job = sam.jobs.add("Course", "mine.txt", "", "")
    sue.cancel(job)
    assert sam.jobs.get(job).state == "queued" and sue.jobs.get(job) is None  # type: ignore[union-attr]
    sam.cancel(job)
    assert sam.jobs.get(job).state == "cancelled"  # type: ignore[union-attr]


def test_who_may_not_delete_a_course_cancels_no_file_of_their_own_by_trying(school: School) -> None:
    sam, olga = school.seat(school.sam), school.seat(school.olga)
    job = sam.jobs.add("Course", "mine.txt", "", "")
    with pytest.raises(NotAllowed):
        delete_collection(sam, "Course")
    assert sam.jobs.get(job).state == "queued"  # type: ignore[union-attr]
    delete_collection(olga, "Course")
    assert olga.library.collections() == []


def test_of_damage_the_owner_alone_is_told_and_no_name_of_a_file(school: School) -> None:
    assert school.seat(school.olga).damage_told == ""
    school.engine.night.damage = 'The original of "diary.pdf" is missing.'
    assert "check --full" in school.seat(school.olga).damage_told
    assert "diary" not in school.seat(school.olga).damage_told
    assert school.seat(school.sam).damage_told == ""
    assert "diary" in school.engine.damage_told  # of one person alone: all files are theirs


def test_what_outlasts_a_page_is_done_as_who_one_is_then(school: School) -> None:
    seat = school.seat(school.olga)
    assert seat.library_now.asker == school.olga.asker
    People(school.engine.library.database).add("Otto", "otto", ClassRole.OWNER, "correct horse")
    People(school.engine.library.database).set_role(school.olga.id, ClassRole.STUDENT)
    assert seat.library_now.asker == Asker(school.olga.id, ClassRole.STUDENT)


def test_what_is_made_of_a_course_is_made_once_for_all_who_read_the_same(school: School) -> None:
    sam, sue = school.seat(school.sam).library, school.seat(school.sue).library
    assert sam.seen == sue.seen
    before = sam.seen
    fill(sam, "Course")  # for Sam alone
    assert school.seat(school.sam).library.seen not in (before, school.seat(school.sue).library.seen)
