"""A library of a class begun anew: what somebody had for themselves alone stays theirs alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

from ingest.pipeline import outdated, reader_of
from rag.store.care.salvage import salvage
from rag.store.jobs import Jobs
from rag.store.library import Library
from rag.store.people.invitations import Invitations
from rag.store.people.people import People
from rag.values.people import ALONE, ClassRole, Person
from service.care.mending import read_anew
from tests.rag.store.care.conftest import add


def a_class(folder: Path) -> tuple[Library, Person, Person]:
    """A course of a teacher, in which a student has a file for herself alone."""
    library = Library.open(folder)
    people = People(library.database)
    tara, sue = people.add("Tara", "tara", ClassRole.TEACHER), people.add("Sue", "sue", ClassRole.STUDENT)
    add(library.seen_by(tara.asker), "script.txt", "For all members.")
    people.join(sue.id, "Course")
    own = add(library.seen_by(sue.asker), "diary.txt", "For me alone.")
    original = library.folder.parent / "diary.txt"
    Jobs(library.database, sue.asker).add("Course", "diary.txt", str(original), own.sha256)
    return library, tara, sue


def test_what_is_read_anew_is_for_whom_it_was(tmp_path: Path) -> None:
    library, tara, sue = a_class(tmp_path / "library")
    library.close()
    assert read_anew(library.folder).to_read == 2
    library = Library.open(library.folder)
    jobs = [job for job in Jobs(library.database).list() if "anew-" in job.path]
    assert {job.name: job.only_for for job in jobs} == {"script.txt": "", "diary.txt": sue.id}
    assert [job.name for job in Jobs(library.database, tara.asker).list()] == ["script.txt"]
    assert {one.name: reader_of(one.only_for).person for one in outdated(library)} == {
        "script.txt": ALONE.person,
        "diary.txt": sue.id,
    }
    library.close()


def test_files_of_nobody_knows_whom_come_where_no_member_is(tmp_path: Path) -> None:
    library, tara, sue = a_class(tmp_path / "library")
    library.seen_by(tara.asker).create_collection("Recovered")
    library.close()
    with closing(sqlite3.connect(library.folder / "library.db")) as connection, connection:
        connection.execute("DELETE FROM documents")
    salvage(library.folder)
    library = Library.open(library.folder)
    found = {one.name: (one.collection, one.only_for) for one in library.documents()}
    assert found.pop("diary.txt") == ("Recovered 2", sue.id)
    ((collection, only_for),) = found.values()
    assert (collection, only_for) == ("Recovered 2", "")
    assert library.seen_by(tara.asker).documents() == []
    library.close()


def test_of_what_is_queued_again_nobody_makes_more_than_it_was(tmp_path: Path) -> None:
    library, _, sue = a_class(tmp_path / "library")
    key = Jobs(library.database, sue.asker).add("Course", "a.txt", "", "", only_for="")
    job = Jobs(library.database).get(key)
    assert job is not None and job.only_for == sue.id
    library.close()


def test_a_link_for_the_password_of_who_is_lost_makes_nobody(tmp_path: Path) -> None:
    library, tara, _ = a_class(tmp_path / "library")
    invitations = Invitations(library.database)
    invitations.reset(tara.id)
    invitations.make(ClassRole.STUDENT, "Course")
    library.close()
    with closing(sqlite3.connect(library.folder / "library.db")) as connection, connection:
        connection.execute("DELETE FROM people WHERE id = ?", (tara.id,))
    salvage(library.folder)
    library = Library.open(library.folder)
    assert [(one.role, one.course) for one in Invitations(library.database).all()] == [
        (ClassRole.STUDENT, "Course")
    ]
    library.close()
