"""Renaming or deleting a collection leaves nothing that points at nothing."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.exc import IntegrityError

from rag.errors import LecternError
from rag.store import rows
from rag.store.conversations import Conversations
from rag.store.jobs import Jobs, JobState
from rag.store.library import Library, NewDocument, chunk_id
from rag.store.runs import NewRun, Runs
from rag.store.testsets import Case, TestSets
from rag.values import Chunk, Page
from tests.rag.store.stores import Stores


class Linked:
    """A library with a collection "Course", and one of each thing that is linked to it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        database = self.library.database
        self.jobs, self.talks = Jobs(database), Conversations(database)
        self.sets, self.runs = TestSets(database), Runs(database)
        self.library.create_collection("Course")
        self.job = self.jobs.add("Course", "a.txt", "", "")
        self.talk = self.talks.create("Course").id
        self.set = self.sets.create("exam", "Course", [Case("Why?")])
        self.run = self.runs.create(NewRun(self.set, "first", "Course", {}, "", ())).id

    def names(self) -> set[str]:
        """Of the collections that the four are linked to."""
        job, (testset,) = self.jobs.get(self.job), self.sets.all()
        assert job is not None
        run, talk = self.runs.run(self.run), self.talks.get(self.talk)
        return {job.collection, testset.collection, run.collection, talk.collection}

    def missing(self) -> set[bool]:
        """Whether those collections are missing, as far as it is said."""
        (testset,) = self.sets.all()
        run, talk = self.runs.run(self.run), self.talks.get(self.talk)
        return {testset.collection_missing, run.collection_missing, talk.collection_missing}

    def add(self, name: str, text: str) -> None:
        """A document of the collection."""
        sha = hashlib.sha256(text.encode()).hexdigest()
        new = NewDocument("Course", name, name, sha, "text/plain", len(text))
        chunk = Chunk(chunk_id(sha, 1, 0, text), 1, 0, len(text), text)
        file = self.library.folder / name
        file.write_text(text)
        self.library.add_document(new, [Page(1, text)], [chunk], np.ones((1, 1), np.float32), "fake", file)


@pytest.fixture
def linked(stores: Stores, tmp_path: Path) -> Iterator[Linked]:
    made = Linked(stores.open(tmp_path))
    yield made
    made.library.close()


def test_a_new_name_reaches_everything(linked: Linked) -> None:
    linked.library.rename_collection("Course", "Term")
    assert (linked.names(), linked.missing()) == ({"Term"}, {False})
    assert [job.id for job in linked.jobs.list("Term")] == [linked.job]
    assert linked.jobs.list("Course") == []


def test_the_name_of_a_missing_collection_can_be_given_to_another(linked: Linked) -> None:
    talk = linked.talks.create("Mosses")  # of which there is no collection
    assert talk.collection_missing
    linked.library.rename_collection("Course", "Mosses")
    again = linked.talks.get(talk.id)
    assert (again.collection, again.collection_missing) == ("Mosses", False)


def test_a_name_that_is_taken_changes_nothing(linked: Linked) -> None:
    linked.library.create_collection("Other")
    with pytest.raises(LecternError, match="already"):
        linked.library.rename_collection("Course", "Other")
    assert linked.names() == {"Course"}


def test_what_was_linked_to_a_deleted_collection_stays_and_says_so(linked: Linked) -> None:
    linked.library.delete_collection("Course")
    assert (linked.names(), linked.missing()) == ({"Course"}, {True})
    assert [stored.case for stored in linked.sets.cases(linked.set)] == [Case("Why?")]
    job = linked.jobs.get(linked.job)
    assert job is not None and job.state is JobState.CANCELLED


def test_all_collections_are_never_missing(linked: Linked) -> None:
    everywhere = linked.talks.create("")
    linked.library.delete_collection("Course")
    assert linked.talks.get(everywhere.id) == everywhere
    assert (everywhere.collection, everywhere.collection_missing) == ("", False)


def test_a_collection_that_is_made_again_is_found_by_its_name(linked: Linked) -> None:
    linked.library.delete_collection("Course")
    linked.library.create_collection("Other")  # SQLite gives it the number that the deleted one had
    assert (linked.names(), linked.missing()) == ({"Course"}, {True})
    linked.library.create_collection("Course")
    linked.library.rename_collection("Course", "Term")
    assert (linked.names(), linked.missing()) == ({"Term"}, {False})


def test_a_chat_of_a_missing_collection_can_move(linked: Linked) -> None:
    linked.library.delete_collection("Course")
    linked.talks.move(linked.talk, "")
    moved = linked.talks.get(linked.talk)
    assert (moved.collection, moved.collection_missing) == ("", False)


def test_a_deletion_that_fails_in_the_middle_changes_nothing(
    linked: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked.add("a.txt", "dogs run")
    linked.add("b.txt", "cats sleep")
    before, delete = linked.library.documents(), rows.delete_document

    def fails_on_the_second(connection, document_id):  # type: ignore[no-untyped-def]
        if document_id == before[1].id:
            raise RuntimeError("the power fails")
        return delete(connection, document_id)

    monkeypatch.setattr(rows, "delete_document", fails_on_the_second)
    with pytest.raises(RuntimeError, match="power"):
        linked.library.delete_collection("Course")
    assert linked.library.documents() == before
    assert len(linked.library.search.lexical(["dog", "cat"], 5)) == 2
    assert all(linked.library.original(document.id) is not None for document in before)
    assert (linked.names(), linked.missing()) == ({"Course"}, {False})


def test_deleting_takes_documents_and_originals_along(linked: Linked) -> None:
    linked.add("a.txt", "dogs run")
    generation = linked.library.generation
    linked.library.delete_collection("Course")
    assert linked.library.documents() == [] and linked.library.search.lexical(["dog"], 5) == {}
    assert list((linked.library.folder / "files").iterdir()) == []
    assert linked.library.generation > generation


def test_the_database_itself_lets_nothing_dangle(linked: Linked) -> None:
    with (
        pytest.raises(IntegrityError, match="(?i)foreign key"),
        linked.library.database.begin() as connection,
    ):
        connection.exec_driver_sql("DELETE FROM collections")
    assert linked.names() == {"Course"}
