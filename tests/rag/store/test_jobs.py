"""Jobs: states and who may change them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import LecternError, Refusal
from rag.store.conversations import Conversations
from rag.store.jobs import Jobs, JobState, NewJob
from tests.rag.store.stores import Stores


@pytest.fixture
def jobs(stores: Stores, tmp_path: Path) -> Iterator[Jobs]:
    database = stores.database(tmp_path)
    yield Jobs(database)
    database.close()


def add(jobs: Jobs, name: str, path: str = "", collection: str = "Course") -> int:
    return jobs.add(collection, name, path, "sha")


def state(jobs: Jobs, job_id: int) -> str:
    job = jobs.get(job_id)
    return "gone" if job is None else job.state


def test_jobs_are_claimed_in_order(jobs: Jobs) -> None:
    first, second = add(jobs, "a.pdf"), add(jobs, "b.pdf")
    claimed = [jobs.claim(), jobs.claim(), jobs.claim()]
    assert [job.id if job else None for job in claimed] == [first, second, None]
    assert state(jobs, first) == "reading"


def test_progress_is_written_while_at_work(jobs: Jobs) -> None:
    job_id = add(jobs, "a.pdf")
    assert not jobs.report(job_id, JobState.READING, 1, 9)  # it waits
    jobs.claim()
    assert jobs.report(job_id, JobState.EMBEDDING, 3, 9)
    job = jobs.list()[0]
    assert (job.state, job.done, job.total, job.is_active) == (JobState.EMBEDDING, 3, 9, True)


def test_cancelling(jobs: Jobs) -> None:
    job_id = add(jobs, "a.pdf")
    jobs.claim()
    assert jobs.cancel(job_id)
    assert not jobs.is_at_work(job_id)
    assert not jobs.report(job_id, JobState.EMBEDDING, 3, 9)
    assert state(jobs, job_id) == "cancelled"
    assert not jobs.cancel(job_id)


def test_cancelling_all_of_a_collection(jobs: Jobs) -> None:
    ids = [add(jobs, "a"), add(jobs, "b"), add(jobs, "c", collection="Other")]
    jobs.claim()
    assert jobs.cancel_all("Course") == 2
    assert [state(jobs, job_id) for job_id in ids] == ["cancelled", "cancelled", "queued"]
    assert [job.id for job in jobs.list(active_only=True)] == [ids[2]]
    assert [job.name for job in jobs.list("Other")] == ["c"]


def test_what_was_interrupted_is_queued_again(jobs: Jobs) -> None:
    ids = [add(jobs, "a"), add(jobs, "b")]
    jobs.claim()
    jobs.report(ids[0], JobState.EMBEDDING, 3, 9)
    assert jobs.requeue_interrupted() == 1
    job = jobs.get(ids[0])
    assert job is not None
    assert (job.state, job.done) == (JobState.QUEUED, 0)


def test_retry_needs_the_copy(jobs: Jobs, tmp_path: Path) -> None:
    staged = tmp_path / "copy.pdf"
    staged.write_bytes(b"x")
    job_id = add(jobs, "a", str(staged))
    with pytest.raises(LecternError, match="Only a job that failed or was cancelled"):
        jobs.retry(job_id)
    jobs.finish(job_id, JobState.FAILED, "damaged")
    jobs.retry(job_id)
    job = jobs.get(job_id)
    assert job is not None
    assert (job.state, job.message) == (JobState.QUEUED, "")
    jobs.cancel(job_id)
    staged.unlink()
    with pytest.raises(LecternError, match='The uploaded copy of "a" is gone'):
        jobs.retry(job_id)


def test_clearing_forgets_the_finished_and_their_copies(jobs: Jobs, tmp_path: Path) -> None:
    staged = tmp_path / "copy.pdf"
    staged.write_bytes(b"x")
    done, waiting = add(jobs, "a", str(staged)), add(jobs, "b")
    jobs.finish(done, JobState.FAILED, "damaged")
    assert jobs.clear_finished() == 1
    assert [job.id for job in jobs.list()] == [waiting]
    assert not staged.exists()
    assert jobs.clear_finished() == 0


def test_a_new_try_forgets_the_failed_ones_before_it(jobs: Jobs, tmp_path: Path) -> None:
    staged = tmp_path / "copy.pdf"
    staged.write_bytes(b"x")
    failed, read, elsewhere = add(jobs, "a", str(staged)), add(jobs, "a"), add(jobs, "a", collection="Other")
    jobs.finish(failed, JobState.FAILED, "damaged")
    jobs.finish(read, JobState.DONE)
    jobs.finish(elsewhere, JobState.FAILED, "damaged")
    latest = add(jobs, "a")
    assert jobs.forget_failed(latest) == 1
    assert [job.id for job in jobs.list()] == [read, elsewhere, latest]
    assert not staged.exists()


def test_how_long_it_will_take_is_told_once_that_is_no_guess(jobs: Jobs) -> None:
    job_id = add(jobs, "a.pdf")
    jobs.claim()
    jobs.report(job_id, JobState.READING, 20, 40)
    reading = jobs.get(job_id)
    assert reading is not None and reading.pages == 40
    assert reading.seconds_left(reading.began + 1) is None
    assert reading.seconds_left(reading.began + 10) == pytest.approx(10)
    jobs.report(job_id, JobState.EMBEDDING, 0, 200)
    begun = jobs.get(job_id)
    assert begun is not None and begun.began > reading.began
    assert begun.seconds_left(begun.began + 10) is None  # nothing is done yet
    jobs.report(job_id, JobState.EMBEDDING, 50, 200)
    quarter = jobs.get(job_id)
    assert quarter is not None and (quarter.began, quarter.pages) == (begun.began, 40)
    assert quarter.seconds_left(quarter.began + 10) == pytest.approx(30)
    jobs.finish(job_id, JobState.DONE)
    done = jobs.get(job_id)
    assert done is not None and done.seconds_left(done.began + 10) is None


def test_a_copy_is_known_from_the_librarys_folder_on(jobs: Jobs, stores: Stores, tmp_path: Path) -> None:
    job_id = add(jobs, "a.pdf", str(tmp_path / "staging" / "x.pdf"))
    elsewhere = add(jobs, "b.pdf", "/elsewhere/y.pdf")
    found = [jobs.get(key) for key in (job_id, elsewhere)]
    assert [job.path for job in found if job] == [str(tmp_path / "staging" / "x.pdf"), "/elsewhere/y.pdf"]
    other = tmp_path.with_name(f"{tmp_path.name}-moved")
    moved = stores.moved(tmp_path, other)
    job = Jobs(moved).get(job_id)
    assert job is not None and job.path == str(other / "staging" / "x.pdf")
    moved.close()


def test_an_archives_files_are_jobs_and_came_with_its_question(stores: Stores, tmp_path: Path) -> None:
    database = stores.database(tmp_path)
    jobs, talks = Jobs(database), Conversations(database)
    archive = add(jobs, "a.zip")
    talk = talks.create("Course")
    talks.ask(talk.id, "What is it?", ["a.zip"], [archive])
    jobs.claim()
    found = jobs.get(archive)
    assert found is not None
    files = [NewJob("a/b.txt", "x"), NewJob("a/c.txt", message="It is damaged.", refusal=Refusal.DAMAGED)]
    ids = jobs.spread(found, files, "1 file was left out.")
    family = jobs.family([archive])
    assert [(job.id, job.name, job.state, job.parent) for job in family] == [
        (archive, "a.zip", JobState.DONE, None),
        (ids[0], "a/b.txt", JobState.QUEUED, archive),
        (ids[1], "a/c.txt", JobState.FAILED, archive),
    ]
    assert (family[0].message, family[2].refusal) == ("1 file was left out.", "damaged")
    assert jobs.family([]) == []
    jobs.finish(ids[0], JobState.FAILED, "It is locked.", Refusal.PASSWORD)
    (asked, _) = talks.messages(talk.id)
    assert [(file.name, file.locked) for file in asked.unread] == [("a/b.txt", ids[0]), ("a/c.txt", None)]
    database.close()
