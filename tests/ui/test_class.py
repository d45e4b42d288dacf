"""The app as the people of a class see it: which pages there are, and that no address leads to what is another's."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from rag.errors import DamagedLibrary
from rag.settings import Settings, Sharing
from rag.store.jobs import JobState
from rag.store.library import Library
from rag.store.people.people import People
from rag.store.people.sessions import Sessions
from rag.store.testsets import Case
from rag.values.people import ClassRole, Person
from service.classroom.own import OwnAnswers
from service.classroom.seat import Seat
from service.engine import Engine
from tests.ui.apptest import APP, chat, page, press, words
from tests.ui.fakes import answer, fill, open_fake
from ui import main, resources
from ui.chat.feedback import TEST_SET


class SignedIn:
    """Who looks at the pages; `key` is what the browser keeps."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.key = engine, ""
        self.people = {
            role: People(engine.library.database).add(role.value.title(), role.value, role, "correct horse")
            for role in (ClassRole.OWNER, ClassRole.TEACHER, ClassRole.STUDENT)
        }

    def as_(self, role: ClassRole) -> Person:
        self.key = Sessions(self.engine.library.database).open(self.people[role], "password", 1)
        return self.people[role]

    def seat(self, role: ClassRole) -> Seat:
        return Seat(self.engine, self.people[role].asker)


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SignedIn]:
    Settings(sharing=Sharing(mode="class")).save(tmp_path / "library")
    engine = Engine(tmp_path / "library", open_fake)  # type: ignore[arg-type]
    made = SignedIn(engine)
    monkeypatch.setattr(resources, "process", lambda: engine)
    monkeypatch.setattr(resources, "key", lambda: made.key)
    st.cache_data.clear()
    yield made
    engine.close(0)


def ask(school: SignedIn, role: ClassRole, question: str) -> int:
    """A chat of somebody with an answered question; its id."""
    seat = school.seat(role)
    talk = seat.conversations.create("Course")
    message = seat.conversations.ask(talk.id, question)
    seat.conversations.finish(message.id, answer(1, question))
    return talk.id


@pytest.fixture
def course(school: SignedIn) -> SignedIn:
    """A course of the teacher, with one document and the student in it."""
    teacher = school.seat(ClassRole.TEACHER)
    fill(teacher.library)
    school.seat(ClassRole.OWNER).people.join(school.people[ClassRole.STUDENT].id, "Course")
    return school


EVERYBODY = ["Chat", "Library", "Notes", "History", "You"]


@pytest.mark.parametrize(
    ("role", "more"),
    [
        (ClassRole.STUDENT, []),
        (ClassRole.TEACHER, ["People", "What is asked", "Test sets", "Evaluation"]),
        (ClassRole.OWNER, ["Settings", "People", "What is asked", "Test sets", "Evaluation", "Tuning"]),
    ],
)
def test_pages_by_role(school: SignedIn, role: ClassRole, more: list[str]) -> None:
    def script() -> None:
        import streamlit as st

        from ui import resources
        from ui.main import pages

        made = pages(resources.engine().asker).values()
        st.session_state["titles"] = [one.title for below in made for one in below]

    school.as_(role)
    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    assert sorted(app.session_state["titles"]) == sorted([*EVERYBODY, *more])


def test_nobody_sees_nothing(course: SignedIn) -> None:
    app = chat(ask(course, ClassRole.STUDENT, "Who found Zanthor?"))
    assert [title.value for title in app.title] == ["You are signed out"]
    assert "Zanthor" not in words(app)


def test_the_address_of_anothers_chat_leads_nowhere(course: SignedIn) -> None:
    talk = ask(course, ClassRole.STUDENT, "Who found Zanthor?")
    course.as_(ClassRole.STUDENT)
    assert "Who found Zanthor?" in words(chat(talk))
    course.as_(ClassRole.OWNER)
    app = chat(talk)
    assert "Who found Zanthor?" not in words(app)
    assert "There is no such chat" in "\n".join(info.value for info in app.info)


def test_who_signs_out_sees_nothing_at_the_next_click(course: SignedIn) -> None:
    student = course.as_(ClassRole.STUDENT)
    app = chat(ask(course, ClassRole.STUDENT, "Who found Zanthor?"))
    Sessions(course.engine.library.database).close_all(student.id)
    app.run()
    assert [title.value for title in app.title] == ["You are signed out"]


def test_a_student_reads_the_library_and_changes_nothing_in_it(course: SignedIn) -> None:
    course.as_(ClassRole.STUDENT)
    app = page("library")
    labels = [button.label for button in app.button]
    assert not any("Delete" in label or "Rename" in label or "Make" in label for label in labels)
    assert "What you add here only you can read" in words(app)
    course.as_(ClassRole.TEACHER)
    assert any(label.startswith("Make it") for label in (button.label for button in page("library").button))


def test_ones_own_page_signs_out(course: SignedIn) -> None:
    course.as_(ClassRole.STUDENT)
    app = page("account")
    assert app.title[0].value == "Student"
    assert "student · Course" in words(app)
    press_and_rerun(app, "Sign out")
    assert resources.person() is None


def test_a_link_is_made_and_shown_once(course: SignedIn) -> None:
    course.as_(ClassRole.TEACHER)
    app = page("people")
    press(app, "Make a link")
    assert "/welcome/" in app.code[0].value
    app.run()
    assert not app.code
    assert "student · Course · used 0 of 1" in words(app).replace("\u00a0", " ")


def test_of_somebody_who_is_gone_it_is_said_when_they_are_taken_from_a_course(course: SignedIn) -> None:
    course.as_(ClassRole.TEACHER)
    app = page("people")
    People(course.engine.library.database).forget(course.people[ClassRole.STUDENT].id)
    press_and_rerun(app, "Take from the course")
    assert not app.exception and app.toast


def test_a_box_for_a_role_says_whose_it_is(course: SignedIn) -> None:
    course.as_(ClassRole.OWNER)
    app = page("people")
    app.session_state["everybody"] = True
    app.run()
    assert {"Role of Teacher", "Role of Student"} <= {box.label for box in app.selectbox}


def test_a_teacher_sees_what_is_asked(course: SignedIn) -> None:
    ask(course, ClassRole.STUDENT, "Who found Zanthor?")
    course.engine.assistant()
    course.as_(ClassRole.TEACHER)
    told = words(page("questions")).replace("\u00a0", " ")
    assert "1 × · Who found Zanthor?" in told
    assert "Student" not in told


def test_what_is_asked_is_compared_once_and_kept_where_another_has_a_test_set_of_that_name(
    course: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = course.seat(ClassRole.STUDENT)
    message = seat.conversations.ask(seat.conversations.create("Course").id, "Where is the moon?")
    seat.conversations.finish(message.id, answer(1, "Where is the moon?", abstained=True))
    course.seat(ClassRole.OWNER).testsets.create(f"{TEST_SET}: Course", "", [Case("Of the owner?")])
    embedder, encoded = course.engine.assistant().embedder, []
    monkeypatch.setattr(type(embedder), "encode", _counting(type(embedder).encode, encoded))
    course.as_(ClassRole.TEACHER)
    app = page("questions")
    app.run()
    assert encoded == ["Where is the moon?"]
    press_and_rerun(app, "Make it a test question")
    assert not app.exception
    assert ["It is in the test set" in toast.value for toast in app.toast] == [True]
    mine = course.seat(ClassRole.TEACHER).testsets.all()
    assert [one.name for one in mine] == [f"{TEST_SET}: Course (2)"]


def _counting(encode: Any, encoded: list[str]) -> Any:
    def counted(self: Any, texts: Sequence[str]) -> Any:
        encoded.extend(texts)
        return encode(self, texts)

    return counted


def press_and_rerun(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()


@pytest.mark.parametrize("role", [ClassRole.OWNER, ClassRole.TEACHER, ClassRole.STUDENT])
def test_a_damaged_library_is_mended_by_the_owner_alone(
    school: SignedIn, role: ClassRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.as_(role)

    def fails(self: Library) -> None:
        raise DamagedLibrary("In /secret/folder", Path("/secret/folder"), "page 7 is garbled")

    monkeypatch.setattr(Library, "collections", fails)
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert not app.exception
    told = " ".join(error.value for error in app.error)
    mends = [button.key for button in app.button if "anew" in str(button.key)]
    assert bool(mends) == ("page 7" in told) == (role is ClassRole.OWNER)
    assert "damaged" in told or "cannot be read" in told


def test_where_nobody_can_be_known_nothing_can_be_pressed(
    school: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: Sessions, key: str) -> None:
        raise DamagedLibrary("In /secret/folder", Path("/secret/folder"), "page 7 is garbled")

    monkeypatch.setattr(Sessions, "person_of", fails)
    monkeypatch.setattr(main, "is_class", lambda: True)
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert not app.exception and not app.button
    (error,) = app.error
    assert "cannot be read" in error.value and "secret" not in error.value


@pytest.mark.parametrize("role", [ClassRole.OWNER, ClassRole.TEACHER, ClassRole.STUDENT])
def test_packs_are_for_who_teaches(school: SignedIn, role: ClassRole) -> None:
    fill(school.engine.library.seen_by(school.people[ClassRole.TEACHER].asker))
    People(school.engine.library.database).join(school.people[ClassRole.STUDENT].id, "Course")
    school.as_(role)
    app = page("library")
    assert not app.exception
    labels = [button.label for button in app.get("download_button")]
    assert ("Save the pack" in labels) == (role is not ClassRole.STUDENT)
    assert bool(app.get("file_uploader")) and any(box.label == "Collection" for box in app.text_input) == (
        role is not ClassRole.STUDENT
    )


def test_a_question_waits_for_its_files_on_a_thread_that_knows_nobody(
    course: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[Callable[[], bool]] = []
    monkeypatch.setattr(OwnAnswers, "submit", lambda self, message, ready: waits.append(ready))
    seat = course.seat(ClassRole.STUDENT)
    job = seat.jobs.add("Course", "mine.txt", "", "")
    course.as_(ClassRole.STUDENT)

    def asked(job: int) -> None:
        from ui.chat.asking import ask

        ask("Who found Zanthor?", [job])

    assert not AppTest.from_function(asked, args=(job,)).run().exception
    course.key = ""  # as on the thread of the queue, where there is no browser
    (ready,) = waits
    assert not ready()
    seat.jobs.finish(job, JobState.DONE, "")
    assert ready()
