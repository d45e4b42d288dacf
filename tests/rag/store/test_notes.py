"""Notes: kept with what they cite, found, changed and deleted; and what they keep alive."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.errors import LecternError
from rag.store.conversations import Conversations
from rag.store.library import Library
from rag.store.notes.notes import KeptNote, Notes
from rag.store.rows import NewDocument
from rag.values import Citation, Page
from tests.rag.store.stores import Stores


@pytest.fixture
def library(stores: Stores, tmp_path: Path) -> Iterator[Library]:
    library = stores.open(tmp_path / "library")
    library.create_collection("Course")
    yield library
    library.close()


@pytest.fixture
def notes(library: Library) -> Notes:
    return Notes(library.database)


def put(library: Library, words: str) -> int:
    """A document of one page with its file; in place of the one before."""
    file = library.folder / "upload.txt"
    file.write_text(words)
    sha = hashlib.sha256(words.encode()).hexdigest()
    new = NewDocument("Course", "a.txt", "A", sha, "text/plain", len(words))
    none = np.zeros((0, 4), dtype=np.float32)
    return library.add_document(new, [Page(1, words)], [], none, "fake", file).id


def cited(document: int, words: str, name: str = "a.txt") -> Citation:
    return Citation(document, name, 1, 0, len(words), words, 0.9, label="i", method="pdfium")


def test_a_note_is_read_as_it_was_kept(notes: Notes) -> None:
    note = KeptNote(
        "Course", "It is so. Or so.", (cited(1, "It is so."),), ((9, 1),), "Is it?", "ask in class"
    )
    before = time.time()
    kept = notes.keep(note)
    assert kept == notes.get(kept.id)
    assert (kept.text, kept.citations, kept.marks) == (note.text, note.citations, note.marks)
    assert (kept.heading, kept.remark, kept.message_id) == ("Is it?", "ask in class", None)
    assert before <= kept.created == kept.changed == kept.as_of <= time.time()
    assert notes.keep(KeptNote("", "Of old.", as_of=5.0)).as_of == 5.0


def test_they_are_listed_and_found_by_their_words_and_documents(notes: Notes) -> None:
    for note in (
        KeptNote("Course", "Über Äpfel", (cited(1, "x", "Bäume.pdf"),)),
        KeptNote("", "Pears", remark="sweet 100%"),
        KeptNote("Course", "Plums", heading="Which fruit?"),
    ):
        notes.keep(note)

    def found(search: str = "", collection: str | None = None) -> list[str]:
        return [note.text for note in notes.list(search, collection)]

    assert found() == ["Plums", "Pears", "Über Äpfel"]
    assert found(collection="Course") == ["Plums", "Über Äpfel"] and found(collection="") == ["Pears"]
    assert found("äPFEL über") == found("bäume") == ["Über Äpfel"]
    assert found("100%") == ["Pears"] and found("1%0") == []
    assert found("fruit plums") == ["Plums"] and found("fruit pears") == []
    assert notes.collections() == ["", "Course"]


def test_a_remark_is_changed_and_a_note_deleted(notes: Notes) -> None:
    first, second = notes.keep(KeptNote("Course", "One")), notes.keep(KeptNote("Course", "Two"))
    notes.remark(first.id, "new")
    assert notes.get(first.id).remark == "new" and notes.get(second.id).remark == ""
    assert notes.get(first.id).changed > first.changed and notes.get(first.id).created == first.created
    notes.delete(first.id)
    notes.delete(first.id)
    assert [note.text for note in notes.list()] == ["Two"]
    for gone in (lambda: notes.get(first.id), lambda: notes.remark(first.id, "x")):
        with pytest.raises(LecternError, match="no longer there"):
            gone()


def test_it_outlives_the_chat_that_it_is_from(library: Library, notes: Notes) -> None:
    talks = Conversations(library.database)
    talk = talks.create("Course").id
    message = talks.ask(talk, "Why?").id
    kept = notes.keep(KeptNote("Course", "So.", heading="Why?", message_id=message))
    assert notes.of_message(message) == kept and notes.of_message(message + 1) is None
    talks.delete(talk)
    assert notes.get(kept.id).message_id is None and notes.get(kept.id).heading == "Why?"
    assert notes.keep(KeptNote("Course", "Late.", message_id=message)).message_id is None


def test_it_outlives_its_collection_and_follows_its_name(library: Library, notes: Notes) -> None:
    key = notes.keep(KeptNote("Course", "One")).id
    library.rename_collection("Course", "Biology")
    assert notes.get(key).collection == "Biology"
    library.delete_collection("Biology")
    assert (notes.get(key).collection, notes.get(key).collection_missing) == ("Biology", True)


def test_the_page_that_a_note_cites_stays_when_its_document_is_replaced(
    library: Library, notes: Notes
) -> None:
    document = put(library, "The old words.")
    other = notes.keep(KeptNote("Course", "x", (cited(document + 1, "The old words."),)))
    kept = [notes.keep(KeptNote("Course", "x", (cited(document, "The old words."),))) for _ in range(2)]
    put(library, "The new words.")
    (version,) = library.versions.of(document, kept[0].as_of)
    page = library.versions.page(version.id, 1)
    assert page is not None and page.text == "The old words."
    for note, left in ((other, 1), (kept[0], 1), (kept[1], 0)):
        notes.delete(note.id)
        library.versions.drop_uncited()
        assert len(library.versions.of(document)) == left
