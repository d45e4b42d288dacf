import io
import json
import time
import zipfile

import numpy as np
import pytest

from rag.errors import LecternError
from rag.store.conversations import Feedback
from rag.store.notes.notes import KeptNote
from rag.store.people.people import People
from rag.store.people.questions import CourseQuestions
from rag.store.people.sessions import Sessions
from rag.values import Outcome
from rag.values.people import Person
from service.classroom.asked import alike, cited_pages
from service.classroom.opening import sweep
from service.classroom.personal import delete_all, exported, own_documents
from tests.fakes import FakeEmbeddings
from tests.rag.store.people.classroom import add
from tests.service.classroom.conftest import School
from tests.ui.fakes import answer


def live(school: School, person: Person, word: str) -> int:
    """A chat with an answer, a note, and a file of one's own, all with `word`; the answer's message."""
    seat = school.seat(person)
    talk = seat.conversations.create("Course")
    message = seat.conversations.ask(talk.id, f"Who is {word}?")
    seat.conversations.finish(message.id, answer(school.document, f"Who is {word}?"))
    seat.notes.keep(KeptNote("Course", f"a note on {word}", message_id=message.id))
    add(seat.library, "Course", "mine.txt", word)
    return message.id


def everything(school: School) -> str:
    """All rows of all tables but those of indexes."""
    with school.engine.library.database.read() as connection:
        tables = (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        )
        kept = [name for name in tables if not name.startswith("chunk_terms") and name != "term_instances"]
        return str([connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in kept])


def test_an_export_has_all_of_ones_own_and_nothing_else(school: School) -> None:
    live(school, school.sam, "samword")
    live(school, school.sue, "sueword")
    with zipfile.ZipFile(io.BytesIO(exported(school.seat(school.sam)))) as archive:
        told = json.loads(archive.read("lectern.json"))
    assert told["account"]["login"] == "sam" and told["courses"] == ["Course"]
    assert [said["text"] for said in told["chats"][0]["messages"]] == [
        "Who is samword?",
        "Mirela found it. It may be old.",
    ]
    assert told["notes"][0]["text"] == "a note on samword"
    assert [document["name"] for document in told["documents"]] == ["mine.txt"]
    assert "sueword" not in json.dumps(told)


def test_deleting_all_leaves_nothing_of_one_and_all_of_others(school: School) -> None:
    live(school, school.sam, "samword")
    live(school, school.sue, "sueword")
    key = Sessions(school.engine.library.database).open(school.sam, "password", 1)
    delete_all(school.seat(school.sam))
    left = everything(school)
    assert "samword" not in left and school.sam.id not in left
    assert Sessions(school.engine.library.database).person_of(key) is None
    sue = school.seat(school.sue)
    assert len(sue.conversations.list()) == len(sue.notes.list()) == len(own_documents(sue)) == 1
    assert sue.library.document(school.document)


def test_the_only_owner_cannot_be_deleted(school: School) -> None:
    live(school, school.olga, "olgaword")
    with pytest.raises(LecternError, match="only owner"):
        delete_all(school.seat(school.olga))
    assert len(school.seat(school.olga).conversations.list()) == 1


def test_old_chats_are_swept_after_the_days_that_are_set(school: School) -> None:
    live(school, school.sam, "samword")
    assert sweep(school.engine, time.time() + 29 * 86400) == 0
    assert sweep(school.engine, time.time() + 31 * 86400) == 1
    assert school.seat(school.sam).conversations.list() == []
    assert len(school.seat(school.sam).notes.list()) == 1


def test_teachers_see_what_is_asked_and_names_only_of_those_who_allow_it(school: School) -> None:
    liked = live(school, school.sam, "samword")
    live(school, school.sue, "sueword")
    school.seat(school.sam).conversations.rate(liked, Feedback(False, "It is wrong"))
    school.seat(school.sue).people.set_named(True)
    database = school.engine.library.database
    found = CourseQuestions(database, school.olga.asker).of("Course")
    assert [(one.text, one.by, one.liked, one.reason) for one in found] == [
        ("Who is sueword?", "Sue", None, ""),
        ("Who is samword?", "", False, "It is wrong"),
    ]
    assert found[0].outcome is Outcome.ANSWERED
    assert cited_pages(found) == [(("zanthor.txt", 1), 2)]
    with pytest.raises(LecternError):
        CourseQuestions(database, school.sam.asker).of("Course")


def test_a_chat_about_all_courses_counts_where_its_first_place_is(school: School) -> None:
    olga, sam = school.seat(school.olga), school.seat(school.sam)
    own = add(sam.library, "Course", "mine.txt", "samword")
    olga.library.create_collection("Other")
    for document, question in ((school.document, "of the course"), (own, "of what is mine")):
        message = sam.conversations.ask(sam.conversations.create().id, question)
        sam.conversations.finish(message.id, answer(document, question))
    questions = CourseQuestions(school.engine.library.database, school.olga.asker)
    assert [one.text for one in questions.of("Course")] == ["of the course"]
    assert questions.of("Other") == []
    message = sam.conversations.ask(sam.conversations.create("Course").id, "both")
    sam.conversations.finish(message.id, answer(own, "both"))
    assert questions.of("Course")[0].cited == ()  # what only Sam reads is named to nobody


def test_questions_that_are_alike_are_one_group(school: School) -> None:
    for word in ("comet", "comet", "moon"):
        seat = school.seat(school.sam)
        talk = seat.conversations.create("Course")
        message = seat.conversations.ask(talk.id, word)
        seat.conversations.finish(message.id, answer(school.document, f"the {word}"))
    found = CourseQuestions(school.engine.library.database, school.olga.asker).of("Course")
    encode = FakeEmbeddings()
    groups = alike(found, lambda texts: np.array(encode.embed_documents(list(texts))))
    assert [(group.text, len(group.questions)) for group in groups] == [("the comet", 2), ("the moon", 1)]
    assert alike([], lambda texts: pytest.fail("nothing is embedded")) == []


def test_changes_are_in_the_log_without_what_people_wrote(school: School) -> None:
    live(school, school.sam, "samword")
    with school.engine.library.database.read() as connection:
        log = connection.exec_driver_sql("SELECT person, action, detail FROM audit ORDER BY id").all()
    sam = school.seat(school.sam)
    sam.library.remove_documents([document.id for document in own_documents(sam)])
    with school.engine.library.database.read() as connection:
        log += connection.exec_driver_sql("SELECT person, action, detail FROM audit ORDER BY id").all()
    for action in ("added a document", "deleted a document"):
        assert (school.sam.id, action, "Course") in log
    assert (school.olga.id, "added a document", "Course: zanthor.txt") in log
    assert "samword" not in str(log) and "mine.txt" not in str(log)
    assert People(school.engine.library.database).all()
