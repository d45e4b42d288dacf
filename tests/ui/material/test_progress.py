"""How far a file is, in words that need no explanation."""

import time

import pytest

from rag.errors import UnreadableFile
from rag.store.jobs import Job, JobState, NewJob
from service.engine import Engine
from service.inbox import Inbox
from tests.ui.apptest import page, press, words
from ui.material.outcomes import grouped, just_read, with_remedies
from ui.material.progress import doing, fraction


def _job(state: JobState, done: int, total: int, pages: int = 0, passed: float = 0.0) -> Job:
    began = time.time() - passed
    return Job(1, "Course", "a.pdf", "", "", "", state, done, total, "", 0.0, 0.0, pages, began)


def test_reading_counts_pages() -> None:
    assert doing(_job(JobState.READING, 0, 0)) == "opening"
    assert doing(_job(JobState.READING, 3, 350)) == "reading page 3 of 350"
    assert doing(_job(JobState.READING, 350, 350)) == "all 350 pages are read, putting their text in order"


def test_what_makes_a_file_searchable_counts_pages_too_and_says_how_long_it_takes() -> None:
    # 875 of 1750 passages in 60 s are half of 350 pages; 60 s are left
    half = _job(JobState.EMBEDDING, 875, 1750, 350, 60)
    assert doing(half) == "preparing page 175 of 350 · about 1 minute left"
    assert doing(_job(JobState.EMBEDDING, 0, 1750, 350)) == "preparing page 1 of 350"
    assert doing(_job(JobState.EMBEDDING, 1750, 1750, 350, 120)) == "nearly done, saving it"


def test_a_file_of_one_page_tells_a_share() -> None:
    one = _job(JobState.EMBEDDING, 30, 40, 1, 30)
    assert doing(one) == "preparing 1 page, 75% done · less than a minute left"


def test_the_bar_is_for_reading_and_preparing_together() -> None:
    assert fraction(_job(JobState.READING, 10, 20)) == pytest.approx(0.15)
    assert fraction(_job(JobState.EMBEDDING, 10, 20)) == pytest.approx(0.65)


def test_twelve_files_that_were_not_read_are_lines_of_one_box(engine: Engine, course: int) -> None:
    for number in range(12):
        job = engine.jobs.add("Course", f"f{number}.docx", "", "")
        engine.jobs.finish(job, JobState.FAILED, "Such files cannot be read.")
    app = page("library")
    assert words(app).count("not read  \nSuch files cannot be read") == 12
    main = app.main
    (box,) = [child for child in _blocks(main) if "ended" in str(getattr(child.proto, "id", ""))]
    assert box.markdown[0].value == "**12 files are not read**"
    assert len(box.markdown) == 13


def test_what_to_do_is_said_once_for_files_that_it_is_the_same_for() -> None:
    def failed(name: str, message: str) -> Job:
        return Job(1, "Course", name, "", "", "", JobState.FAILED, 0, 0, message, 0.0, 0.0)

    jobs = [
        failed("a.docx", "Files like .docx cannot be read. Save it as a PDF."),
        failed("b.pdf", "It is damaged. Download it again."),
        failed("c.png", "Files like .png cannot be read. Save it as a PDF."),
        failed("d.pdf", "It has no text."),
    ]
    assert [(job.name, remedy) for job, remedy in with_remedies(jobs)] == [
        ("a.docx", ""),
        ("c.png", "Save it as a PDF."),
        ("b.pdf", "Download it again."),
        ("d.pdf", ""),
    ]


def _blocks(block):  # type: ignore[no-untyped-def]
    for child in getattr(block, "children", {}).values():
        if hasattr(child, "children"):
            yield child
            yield from _blocks(child)


def test_a_locked_file_is_not_offered_again(engine: Engine, course: int) -> None:
    staged = engine.folder / "locked.pdf"
    staged.write_bytes(b"%PDF-1.4")
    job = engine.jobs.add("Course", "locked.pdf", str(staged), "")
    engine.jobs.finish(job, JobState.FAILED, "It is protected with a password. Save a copy without it.")
    app = page("library")
    assert "protected with a password" in words(app)
    assert not [button for button in app.button if button.key == f"retry-{job}"]


def test_reading_says_how_long_still_once_that_is_known() -> None:
    # 60 of 180 pages in 60 s
    assert (
        doing(_job(JobState.READING, 60, 180, 180, 60))
        == "reading page 60 of 180 · about 2 minutes left to read"
    )
    assert doing(_job(JobState.READING, 60, 180, 180, 1)) == "reading page 60 of 180"


def _failed(engine: Engine, name: str, refusal: str, message: str = "It is so. Do that.") -> int:
    staged = engine.folder / f"{refusal}.pdf"
    staged.write_bytes(b"%PDF-1.4")
    job = engine.jobs.add("Course", name, str(staged), "")
    engine.jobs.finish(job, JobState.FAILED, message, refusal)
    return job


def test_files_are_grouped_by_the_reason(engine: Engine, course: int) -> None:
    for name, refusal in (
        ("a.xyz", "refused"), ("b.pdf", "damaged"), ("c.qqq", "refused"), ("d.pdf", "password"),
        ("e.pdf", "damaged"), ("f.pdf", "refused"),
    ):  # fmt: skip
        _failed(engine, name, refusal)
    heads = [(group.head, [job.name for job in group.jobs]) for group in grouped(engine.jobs.list())]
    assert heads == [
        ("1 file is protected with a password", ["d.pdf"]),
        ("2 files are damaged, or not what the name says", ["b.pdf", "e.pdf"]),
        ("1 file is too large, or not safe to read", ["f.pdf"]),
        ("2 files are of kinds that cannot be read", ["a.xyz", "c.qqq"]),
    ]
    told = words(page("library"))
    assert "**2 files are of kinds that cannot be read**" in told
    assert told.count("Do that") == 4  # once for each reason


def test_an_archive_counts_as_its_files(engine: Engine, course: int) -> None:
    archive = engine.jobs.add("Course", "a.zip", "", "")
    engine.jobs.claim()
    found = engine.jobs.get(archive)
    assert found is not None
    for job in engine.jobs.spread(found, [NewJob("a/b.txt"), NewJob("a/c.txt")]):
        engine.jobs.finish(job, JobState.DONE)
    assert just_read(engine.jobs.list()) == 2


def test_a_locked_file_has_a_field_for_its_password(
    engine: Engine, course: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def unlock(self: Inbox, job_id: int, password: str) -> None:
        tried.append(password)
        if password != "sesame":
            raise UnreadableFile("The password is not right.")
        self.jobs.unlocked(job_id, "", "")

    monkeypatch.setattr(Inbox, "unlock", unlock)
    job = _failed(engine, "d.pdf", "password")
    app = page("library")
    for password in ("wrong", "sesame"):
        field = next(box for box in app.text_input if box.label == "Password of d pdf")
        field.set_value(password)
        press(app, "Unlock")
        assert password not in repr(app.session_state)
        if password == "wrong":
            assert "The password is not right" in words(app)
    assert tried == ["wrong", "sesame"]
    assert not [box for box in app.text_input if "Password" in box.label]
    unlocked = engine.jobs.get(job)
    assert unlocked is not None and (unlocked.state, unlocked.refusal) == (JobState.QUEUED, "")
