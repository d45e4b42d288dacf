"""The queue of uploads on its thread, with a fake embedder that can be held."""

import io
import os
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.reading import FileReader
from rag.errors import Refusal, UnreadableFile
from rag.models.embedding.embedder import Embedder
from rag.settings import Ingestion, Settings
from rag.store.jobs import Job, JobState
from rag.store.library import Library
from rag.store.people.people import People
from rag.values.people import ClassRole
from service.inbox import Inbox
from service.ingest_worker import IngestWorker
from tests.fakes import FakeEmbeddings

SETTINGS = Settings(ingestion=Ingestion(chunk_tokens=32, file_megabytes=1))
LONG = "\n\n".join(f"Paragraph {i} has so many words that it is a chunk. " * 3 for i in range(60)).encode()


class HeldEmbeddings(FakeEmbeddings):
    """Waits before each batch until it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.go.set()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.go.wait(20)
        time.sleep(0.02)
        return super().embed_documents(texts)


@pytest.fixture
def embeddings() -> HeldEmbeddings:
    return HeldEmbeddings()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path / "library")
    yield library
    library.close()


Make = Callable[[], IngestWorker]


@pytest.fixture
def make(library: Library, embeddings: HeldEmbeddings) -> Iterator[Make]:
    made: list[IngestWorker] = []

    def new() -> IngestWorker:
        embedder = Embedder(embeddings, fingerprint="held", dimension=64)
        made.append(IngestWorker(library, embedder, SETTINGS))
        return made[-1]

    yield new
    embeddings.go.set()
    for worker in made:
        worker.close()


def wait(worker: IngestWorker, job_id: int, *states: JobState, seconds: float = 20) -> Job:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        job = worker.jobs.get(job_id)
        assert job is not None
        if job.state in states:
            return job
        time.sleep(0.02)
    raise AssertionError(f"the job is {job.state} ({job.message}), not {states}")


def staged(library: Library) -> list[Path]:
    return list((library.folder / "staging").glob("*"))


def test_an_upload_is_read_and_searchable(make: Make, library: Library) -> None:
    worker = make().start()
    job_id = worker.enqueue("folder/notes.txt", b"Attention weighs tokens.", "Course", "me")
    job = wait(worker, job_id, JobState.DONE)
    assert (job.done, job.total, job.name) == (1, 1, "folder/notes.txt")
    document = library.documents("Course")[0]
    assert (document.name, document.owner, document.sha256) == ("folder/notes.txt", "me", job.sha256)
    assert library.search.lexical(["attent"], 5)
    assert staged(library) == []


def test_the_same_upload_twice_is_skipped(make: Make) -> None:
    worker = make().start()
    ids = [worker.enqueue("a.txt", b"The same words.", "Course") for _ in range(2)]
    wait(worker, ids[0], JobState.DONE)
    assert wait(worker, ids[1], JobState.SKIPPED).message == "It is in the library already."


def test_a_document_is_read_again_and_stays_until_it_has_been(
    make: Make, library: Library, embeddings: HeldEmbeddings
) -> None:
    worker = make().start()
    wait(worker, worker.enqueue("a.txt", LONG, "Course", "me"), JobState.DONE)
    before = library.documents()[0]
    embeddings.go.clear()
    again = worker.inbox.read_again(before)
    wait(worker, again, JobState.EMBEDDING)
    assert library.documents() == [before]
    worker.cancel(again)
    embeddings.go.set()
    wait(worker, again, JobState.CANCELLED)
    assert library.documents() == [before]
    worker.retry(again)
    wait(worker, again, JobState.DONE)
    after = library.documents()[0]
    assert (after.id, after.owner, after.chunks) == (before.id, "me", before.chunks)
    assert after.added > before.added
    assert library.original(after.id) is not None
    assert staged(library) == []


def test_a_document_whose_rereading_fails_is_kept(make: Make, library: Library) -> None:
    worker = make()
    first = worker.enqueue("a.txt", b"Attention weighs tokens.", "Course")
    worker.start()
    wait(worker, first, JobState.DONE)
    document = library.documents()[0]
    original = library.original(document.id)
    assert original is not None
    original.write_bytes(b"")
    job = wait(worker, worker.inbox.read_again(document), JobState.FAILED)
    assert job.message.endswith("The version that was added before is kept.")
    assert library.documents() == [document]


def test_a_bad_upload_fails_with_its_reason_and_can_be_tried_again(make: Make, library: Library) -> None:
    worker = make().start()
    job_id = worker.enqueue("a.pdf", b"%PDF-1.7 damaged", "Course")
    assert wait(worker, job_id, JobState.FAILED).message.startswith("It is damaged")
    staged(library)[0].write_bytes(b"another kind of damage")
    worker.retry(job_id)
    assert wait(worker, job_id, JobState.FAILED).message.startswith("It is not a PDF")
    assert worker.jobs.clear_finished() == 1
    assert staged(library) == []


def test_an_upload_that_is_too_large_fails_at_once(make: Make, library: Library) -> None:
    worker = make()
    job_id = worker.enqueue("a.txt", b"x" * 1_000_001, "Course")
    job = worker.jobs.get(job_id)
    assert job is not None
    assert (job.state, job.message[:30]) == (JobState.FAILED, "It has 1 MB, more than the 1 M")
    assert staged(library) == []


def test_cancel_stops_the_embedding_within_a_second(
    make: Make, library: Library, embeddings: HeldEmbeddings
) -> None:
    worker = make().start()
    embeddings.go.clear()
    first, second = (worker.enqueue(f"{i}.txt", LONG + b"%d" % i, "Course") for i in range(2))
    wait(worker, first, JobState.EMBEDDING)
    asked = time.monotonic()
    assert worker.cancel(first)
    embeddings.go.set()
    wait(worker, second, JobState.READING, JobState.EMBEDDING, JobState.DONE)
    assert time.monotonic() - asked < 1.0
    wait(worker, second, JobState.DONE)
    assert [document.name for document in library.documents()] == ["1.txt"]
    worker.retry(first)
    wait(worker, first, JobState.DONE)


def test_cancel_all(make: Make, library: Library, embeddings: HeldEmbeddings) -> None:
    worker = make().start()
    embeddings.go.clear()
    ids = [worker.enqueue(f"{i}.txt", LONG + b"%d" % i, "Course") for i in range(3)]
    wait(worker, ids[0], JobState.EMBEDDING)
    assert worker.cancel_all("Course") == 3
    embeddings.go.set()
    last = worker.enqueue("last.txt", b"A few words.", "Course")
    wait(worker, last, JobState.DONE)
    assert [document.name for document in library.documents()] == ["last.txt"]


def test_progress_can_be_seen(make: Make) -> None:
    worker = make().start()
    job_id = worker.enqueue("a.txt", LONG, "Course")
    seen = set()
    while (job := worker.jobs.get(job_id)) is not None and job.is_active:
        seen.add((job.state, job.done))
        time.sleep(0.01)
    assert {state for state, _ in seen} >= {JobState.EMBEDDING}
    assert job is not None
    assert job.done == job.total > 8


def test_work_is_resumed_after_a_restart(make: Make, library: Library, embeddings: HeldEmbeddings) -> None:
    first = make().start()
    embeddings.go.clear()
    ids = [first.enqueue(f"{i}.txt", LONG + b"%d" % i, "Course") for i in range(2)]
    wait(first, ids[0], JobState.EMBEDDING)
    embeddings.go.set()
    first.close()
    assert library.documents() == []
    second = make().start()
    for job_id in ids:
        wait(second, job_id, JobState.DONE)
    assert len(library.documents()) == 2


def test_only_one_worker_works_for_a_library(make: Make, embeddings: HeldEmbeddings) -> None:
    first = make().start()
    embeddings.go.clear()
    ids = [first.enqueue(f"{i}.txt", LONG + b"%d" % i, "Course") for i in range(2)]
    wait(first, ids[0], JobState.EMBEDDING)
    second = make().start()
    time.sleep(0.3)
    assert [job.state for job in second.jobs.list()] == [JobState.EMBEDDING, JobState.QUEUED]
    embeddings.go.set()
    first.close()
    for job_id in ids:  # the other takes over
        wait(second, job_id, JobState.DONE)


def test_a_bug_fails_the_job_and_not_the_queue(make: Make, embeddings: HeldEmbeddings) -> None:
    worker = make().start()

    def broken(texts: list[str]) -> list[list[float]]:
        del embeddings.embed_documents  # type: ignore[method-assign]
        raise ZeroDivisionError("a bug")

    embeddings.embed_documents = broken  # type: ignore[method-assign]
    ids = [worker.enqueue(f"{i}.txt", b"Words %d." % i, "Course") for i in range(2)]
    assert "ZeroDivisionError('a bug')" in wait(worker, ids[0], JobState.FAILED).message
    wait(worker, ids[1], JobState.DONE)


def test_orphaned_copies_are_swept_when_old(make: Make, library: Library) -> None:
    (library.folder / "staging").mkdir()
    old, young = (library.folder / "staging" / name for name in ("old.pdf", "young.pdf"))
    for path in (old, young):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    worker = make().start()
    wait(worker, worker.enqueue("a.txt", b"Words.", "Course"), JobState.DONE)
    assert staged(library) == [young]


def archive(**files: bytes) -> bytes:
    """A ZIP of files, in whose names "__" stands for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "."), data)
    return out.getvalue()


def test_the_files_of_an_archive_are_read_each_by_a_job_of_its_own(make: Make, library: Library) -> None:
    worker = make()
    data = archive(a__txt=b"Words of a.", b__md=b"# Bees\n\nThey hum.", c__mp3=b"x", d__pdf=b"%PDF-1.7 no")
    job_id = worker.enqueue("Week 1.zip", data, "Course", "me")
    worker.start()
    done = wait(worker, job_id, JobState.DONE)
    assert done.message.startswith("1 file in it is of a kind that cannot be read and was left out: c.mp3.")
    family = worker.jobs.family([job_id])
    assert [job.name for job in family] == [
        "Week 1.zip",
        *(f"Week 1/{n}" for n in ("a.txt", "b.md", "d.pdf")),
    ]
    for job, state in zip(family[1:], (JobState.DONE, JobState.DONE, JobState.FAILED), strict=True):
        ended = wait(worker, job.id, state)
        assert ended.refusal == (Refusal.DAMAGED if state is JobState.FAILED else "")
    assert [(d.name, d.owner) for d in library.documents()] == [("Week 1/a.txt", "me"), ("Week 1/b.md", "me")]
    assert [path.suffix for path in staged(library)] == [".pdf"]  # to be tried again


def test_an_archive_that_cannot_be_unpacked_says_why(make: Make, library: Library) -> None:
    worker = make().start()
    torn = wait(worker, worker.enqueue("a.zip", b"PK\x03\x04 torn", "Course"), JobState.FAILED)
    assert (torn.refusal, torn.message[:13]) == (Refusal.DAMAGED, "It is damaged")
    text = wait(worker, worker.enqueue("b.zip", b"Not found", "Course"), JobState.FAILED)
    assert text.refusal == Refusal.DAMAGED
    assert not [path for path in staged(library) if path.is_dir()]


def test_a_file_of_another_kind_is_refused_at_once_with_the_kinds(make: Make, library: Library) -> None:
    worker = make()
    job = worker.jobs.get(worker.enqueue("folder/setup.exe", b"MZ\x00\x01", "Course"))
    assert job is not None and (job.state, job.refusal) == (JobState.FAILED, Refusal.REFUSED)
    assert ".exe" in job.message and "PDF" in job.message
    assert staged(library) == []


def test_what_an_interrupted_unpacking_left_is_swept(make: Make, library: Library) -> None:
    left = library.folder / "staging" / "unpacking-x"
    left.mkdir(parents=True)
    (left / "a.txt").write_bytes(b"x")
    worker = make().start()
    wait(worker, worker.enqueue("a.txt", b"Words.", "Course"), JobState.DONE)
    assert staged(library) == []


def test_a_locked_file_is_read_with_its_password_which_is_kept_nowhere(
    make: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlock(self: FileReader, path: Path, password: str, target: Path) -> None:
        if password != "sesame":
            raise UnreadableFile("The password is not right.", Refusal.PASSWORD)
        target.write_bytes(b"Words that were locked.")

    monkeypatch.setattr(FileReader, "unlock", unlock)
    worker = make()
    job_id = worker.enqueue("a.txt", b"xx", "Course")
    worker.jobs.finish(job_id, JobState.FAILED, "It is protected.", Refusal.PASSWORD)
    with pytest.raises(UnreadableFile, match="not right"):
        worker.inbox.unlock(job_id, "wrong")
    assert len(staged(library)) == 1
    worker.inbox.unlock(job_id, "sesame")
    worker.start()
    assert wait(worker, job_id, JobState.DONE).refusal == ""
    (document,) = library.documents()
    assert document.name == "a.txt"
    assert library.pages(document.id)[0].text == "Words that were locked."
    assert staged(library) == []
    assert not [
        path for path in library.folder.rglob("*") if path.is_file() and b"sesame" in path.read_bytes()
    ]


def test_a_moved_library_goes_on_with_what_waited(library: Library, tmp_path: Path) -> None:
    Inbox(library, SETTINGS.ingestion).enqueue("a.txt", b"Words.", "Course")
    library.close()
    (tmp_path / "library").rename(tmp_path / "elsewhere")
    moved = Library.open(tmp_path / "elsewhere")
    worker = IngestWorker(
        moved, Embedder(FakeEmbeddings(), fingerprint="held", dimension=64), SETTINGS
    ).start()
    (job,) = worker.jobs.list()
    wait(worker, job.id, JobState.DONE)
    worker.close()
    assert [document.name for document in moved.documents()] == ["a.txt"]
    moved.close()


def test_each_batch_lets_people_go_first_but_not_for_ever(
    library: Library, embeddings: HeldEmbeddings
) -> None:
    given: list[float] = []
    embedder = Embedder(embeddings, fingerprint="held", dimension=64)
    worker = IngestWorker(library, embedder, SETTINGS, give_way=given.append).start()
    job = worker.enqueue("long.txt", LONG, "Course")
    done = wait(worker, job, JobState.DONE)
    worker.close()
    assert len(given) >= done.total / 8 and set(given) == {1.0}


def test_what_a_student_handed_in_stays_theirs_though_they_were_made_a_teacher_meanwhile(
    library: Library,
) -> None:
    people = People(library.database)
    people.add("Olga", "olga", ClassRole.OWNER)
    library.create_collection("Course")
    sam = people.add("Sam", "sam", ClassRole.STUDENT)
    people.join(sam.id, "Course")
    inbox = Inbox(library.seen_by(sam.asker), SETTINGS.ingestion)
    job = inbox.enqueue("diary.txt", b"Dear diary, today it rained for a very long time.", "Course")
    people.set_role(sam.id, ClassRole.TEACHER)
    embedder = Embedder(FakeEmbeddings(), fingerprint="fake", dimension=64)
    worker = IngestWorker(library, embedder, SETTINGS, people.asker_of).start()
    try:
        wait(worker, job, JobState.DONE)
    finally:
        worker.close()
    assert [(one.name, one.only_for) for one in library.documents("Course")] == [("diary.txt", sam.id)]
