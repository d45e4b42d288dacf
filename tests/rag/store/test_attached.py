"""Why a file that came with a question could not be read stays with the question."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.store.conversations import Conversations
from rag.store.database import Database
from rag.store.documents.attached import UnreadFile
from rag.store.jobs import Jobs, JobState, NewJob
from tests.rag.store.stores import Stores


@pytest.fixture
def database(stores: Stores, tmp_path: Path) -> Iterator[Database]:
    opened = stores.database(tmp_path)
    yield opened
    opened.close()


def _asked(database: Database, *jobs: int) -> int:
    """A conversation with a question that came with the files of these jobs."""
    talks = Conversations(database)
    talk = talks.create("Course")
    talks.ask(talk.id, "What is in them?", ["a.docx", "b.pdf"], jobs)
    return talk.id


def _unread(database: Database, talk: int) -> tuple[UnreadFile, ...]:
    return Conversations(database).messages(talk)[0].unread


def test_a_reason_outlives_its_job(database: Database) -> None:
    jobs = Jobs(database)
    bad, good = jobs.add("Course", "a.docx", "", ""), jobs.add("Course", "b.pdf", "", "")
    talk = _asked(database, bad, good)
    other = _asked(database)
    assert _unread(database, talk) == ()
    jobs.finish(bad, JobState.FAILED, "Such files cannot be read.")
    jobs.finish(good, JobState.DONE, "Page 2 has no text.")
    told = (UnreadFile("a.docx", "Such files cannot be read."),)
    assert _unread(database, talk) == told
    jobs.clear_finished()
    assert _unread(database, talk) == told
    assert _unread(database, other) == ()


def test_a_job_that_failed_before_the_question_is_told_too(database: Database) -> None:
    jobs = Jobs(database)
    bad = jobs.add("Course", "a.docx", "", "")
    jobs.finish(bad, JobState.FAILED, "It has 300 MB.")
    assert _unread(database, _asked(database, bad)) == (UnreadFile("a.docx", "It has 300 MB."),)


def test_another_try_that_succeeds_takes_the_reason_away(database: Database) -> None:
    jobs = Jobs(database)
    job = jobs.add("Course", "b.pdf", "", "")
    talk = _asked(database, job)
    jobs.finish(job, JobState.FAILED, "It took too long.")
    jobs.finish(job, JobState.DONE)
    assert _unread(database, talk) == ()


def test_the_reasons_go_with_their_conversation(database: Database) -> None:
    jobs = Jobs(database)
    job = jobs.add("Course", "a.docx", "", "")
    talk = _asked(database, job)
    Conversations(database).delete(talk)
    jobs.finish(job, JobState.FAILED, "Such files cannot be read.")
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM attached_jobs").scalar() == 0


def test_only_the_question_that_files_came_with_waits_for_them(database: Database) -> None:
    talks, jobs = Conversations(database), Jobs(database)
    job, talk, other = jobs.add("Course", "a.pdf", "", ""), talks.create("Course"), talks.create("Course")
    before = talks.ask(talk.id, "Before?")
    waits = talks.ask(talk.id, "With a file?", ["a.pdf"], [job])
    after, elsewhere = talks.ask(talk.id, "After?"), talks.ask(other.id, "Elsewhere?")
    asked = (before, waits, after, elsewhere)
    assert [talks.waits_for_files(message) for message in asked] == [False, True, False, False]
    jobs.cancel(job)
    assert not talks.waits_for_files(waits)


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.SKIPPED])
def test_files_in_an_archive_are_waited_for_too(database: Database, state: JobState) -> None:
    talks, jobs = Conversations(database), Jobs(database)
    archive = jobs.add("Course", "all.zip", "", "")
    message = talks.ask(talks.create("Course").id, "What is in it?", ["all.zip"], [archive])
    found = jobs.get(archive)
    assert found is not None
    (inside,) = jobs.spread(found, [NewJob("a.txt")])
    assert talks.waits_for_files(message)
    jobs.finish(inside, state)
    assert not talks.waits_for_files(message)


def test_a_question_knows_the_files_that_came_with_it_or_last_before_it(database: Database) -> None:
    talks, jobs = Conversations(database), Jobs(database)
    old, new = jobs.add("Course", "a.pdf", "", "a1"), jobs.add("Course", "b.pdf", "", "b2")
    talk, other = talks.create("Course"), talks.create("Course")
    before = talks.ask(talk.id, "Before?")
    first = talks.ask(talk.id, "About a?", ["a.pdf"], [old])
    second = talks.ask(talk.id, "About b?", ["b.pdf"], [new])
    after, elsewhere = talks.ask(talk.id, "After?"), talks.ask(other.id, "Elsewhere?")
    asked = (before, first, second, after, elsewhere)
    came = [[file.name for file in talks.attached(message)] for message in asked]
    assert came == [[], ["a.pdf"], ["b.pdf"], ["b.pdf"], []]
    assert [file.sha256 for file in talks.attached(after)] == ["b2"]
    jobs.cancel(new)
    jobs.clear_finished()
    assert [(file.name, file.sha256) for file in talks.attached(after)] == [("b.pdf", "")]
