import hashlib
from pathlib import Path

import numpy as np
import pytest

from rag.errors import EmbedderMismatch, LecternError, LibraryUnavailable, UnknownCollection
from rag.store.jobs import Jobs
from rag.store.library import Library, NewDocument, chunk_id
from rag.store.reembedding import reembed
from rag.values import Chunk, Document, Page
from tests.fakes import FakeEmbeddings

FAKE = FakeEmbeddings()


def vector(text: str) -> np.ndarray:
    return np.array(FAKE.embed_query(text), dtype=np.float32)


def add(
    library: Library, name: str, text: str, collection: str = "Course", file: Path | None = None
) -> Document:
    sha = hashlib.sha256(text.encode()).hexdigest()
    chunk = Chunk(chunk_id(sha, 1, 0, text), 1, 0, len(text), text, "Title")
    new = NewDocument(collection, name, "Title", sha, "text/plain", len(text))
    return library.add_document(new, [Page(1, text)], [chunk], vector(text)[None, :], "fake", file)


@pytest.fixture
def library(stores, tmp_path):
    library = stores.open(tmp_path / "library")
    yield library
    library.close()


def test_added_document_is_found_by_words_and_by_vector(library):
    document = add(library, "a.txt", "dogs run far")
    add(library, "b.txt", "cats sleep")
    (key,) = library.search.lexical(["dog"], 5)
    assert library.search.chunks([key])[key].document_id == document.id
    # the same words: cosine 1
    assert library.search.dense(vector("dogs run far"), 1) == {key: pytest.approx(1.0)}


def test_same_name_is_replaced_whole(library):
    old = add(library, "a.txt", "dogs run far")
    new = add(library, "a.txt", "cats sleep")
    assert new.id == old.id  # what cites it finds its pages by that
    assert [d.id for d in library.documents()] == [new.id]
    assert library.search.lexical(["dog"], 5) == {}
    assert len(library.search.dense(vector("dogs"), 5)) == 1


def test_searches_keep_to_the_collection_and_the_documents(library):
    one = add(library, "a.txt", "dogs run", "One")
    two = add(library, "b.txt", "dogs bark", "Two")
    for search in (
        lambda **scope: library.search.lexical(["dog"], 5, **scope),
        lambda **scope: library.search.dense(vector("dogs"), 5, **scope),
    ):
        assert len(search()) == 2
        (key,) = search(collection="One")
        assert library.search.chunks([key])[key].document_id == one.id
        (key,) = search(documents=frozenset({two.id}))
        assert library.search.chunks([key])[key].document_id == two.id
        assert search(documents=frozenset()) == {}


def test_removing_leaves_nothing(library, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("dogs run")
    document = add(library, "a.txt", "dogs run", file=file)
    stored = library.original(document.id)
    assert stored is not None and stored.read_text() == "dogs run"
    library.remove_document(document.id)
    assert not stored.exists()
    assert library.documents() == []
    assert library.search.lexical(["dog"], 5) == {} and library.search.dense(vector("dogs"), 5) == {}
    with pytest.raises(LecternError):
        library.page(document.id, 1)


def test_a_file_that_two_documents_share_stays(library, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("dogs run")
    one = add(library, "a.txt", "dogs run", "One", file)
    two = add(library, "a.txt", "dogs run", "Two", file)
    library.remove_document(one.id)
    assert library.original(two.id) is not None


def test_a_failure_in_the_middle_changes_nothing(library):
    add(library, "a.txt", "dogs run")
    before = library.generation
    new = NewDocument("Course", "a.txt", "T", "0" * 64, "text/plain", 1)
    twice = [Page(1, "x"), Page(1, "x")]
    with pytest.raises(Exception, match="(?i)unique"):
        library.add_document(new, twice, [], np.zeros((0, 64), np.float32), "fake", None)
    assert [d.name for d in library.documents()] == ["a.txt"]
    assert library.search.lexical(["dog"], 5) and library.generation == before


def test_another_embedder_is_refused_with_the_remedy(library):
    add(library, "a.txt", "dogs run")
    with pytest.raises(EmbedderMismatch, match='--reembed --library "'):
        library.check_embedder("other")
    assert reembed(library, "other", lambda texts: np.ones((len(texts), 3), np.float32)) == 1
    library.check_embedder("other")
    assert len(library.search.dense(np.ones(3, np.float32), 5)) == 1


@pytest.mark.parametrize("damage", [b"", b"{}\nrubbish", b"\x00" * 200, None])
def test_the_vector_cache_may_be_lost_or_damaged(library, stores, damage):
    add(library, "a.txt", "dogs run")
    library.save_vectors()
    cache = library.folder / "vectors.faiss"
    if damage is None:
        cache.unlink()
    else:
        cache.write_bytes(damage)
    again = stores.open(library.folder)
    assert len(again.search.dense(vector("dogs run"), 5)) == 1


def test_a_stale_vector_cache_is_brought_up_to_date(library, stores):
    first = add(library, "a.txt", "dogs run")
    library.save_vectors()
    add(library, "b.txt", "cats sleep")
    library.remove_document(first.id)
    again = stores.open(library.folder)
    (key,) = again.search.dense(vector("cats"), 5)
    assert again.search.chunks([key])[key].document == "b.txt"


def test_collections_are_made_renamed_and_deleted(library):
    library.create_collection("  Empty   one ")
    add(library, "a.txt", "dogs run", "Full")
    assert [(c.name, c.documents, c.chunks) for c in library.collections()] == [
        ("Empty one", 0, 0),
        ("Full", 1, 1),
    ]
    with pytest.raises(LecternError, match="already"):
        library.rename_collection("Full", "Empty one")
    library.rename_collection("Full", "Complete")
    assert [d.name for d in library.documents("Complete")] == ["a.txt"]
    library.delete_collection("Complete")
    with pytest.raises(UnknownCollection, match="Empty one"):
        library.documents("Complete")
    assert library.search.lexical(["dog"], 5) == {}


def test_something_that_is_no_library_is_said_so(tmp_path):
    (tmp_path / "library.db").write_bytes(b"this is not a database, but a text" * 50)
    with pytest.raises(LibraryUnavailable, match="is not a Lectern library"):
        Library.open(tmp_path)


def test_a_newer_library_is_refused(stores, tmp_path):
    library = stores.open(tmp_path)
    from rag.store.database import set_value

    with library.database.begin() as connection:
        set_value(connection, "schema", "99")
    with pytest.raises(LibraryUnavailable, match="newer"):
        stores.open(tmp_path)


def test_a_document_is_renamed_and_keeps_its_file_name(library):
    document = add(library, "a.txt", "dogs run")
    before = library.generation
    library.rename_document(document.id, "  Dogs \n at  large ")
    (renamed,) = library.documents("Course")
    assert (renamed.id, renamed.name, renamed.title) == (document.id, "a.txt", "Dogs at large")
    assert library.find_document("Course", name="a.txt") == renamed
    assert library.generation == before + 1
    library.rename_document(document.id, " ")
    assert library.document(document.id).title == "Title"


def test_a_given_title_stays_when_the_file_is_read_again_or_replaced(library):
    document = add(library, "a.txt", "dogs run")
    library.rename_document(document.id, "Dogs")
    assert add(library, "a.txt", "cats sleep").title == "Dogs"
    assert library.given_title("Course", "a.txt") == "Dogs"
    assert library.given_title("Course", "b.txt") == "" == library.given_title("Other", "a.txt")
    library.remove_document(document.id)
    assert add(library, "a.txt", "dogs run").title == "Title"


def test_a_document_that_is_gone_cannot_be_renamed_or_moved(library):
    library.create_collection("Other")
    with pytest.raises(LecternError, match="no longer in the library"):
        library.rename_document(9, "Dogs")
    with pytest.raises(LecternError, match="no longer in the library"):
        library.move_documents([9], "Other")


def test_a_document_is_moved_and_found_where_it_is_now(library):
    document = add(library, "a.txt", "dogs run", "One")
    add(library, "b.txt", "cats sleep", "One")
    add(library, "c.txt", "owls hunt", "Two")
    assert library.search.lexical(["dog"], 5, "One") and not library.search.lexical(["dog"], 5, "Two")
    library.move_documents([document.id], "Two")
    assert [d.name for d in library.documents("One")] == ["b.txt"]
    assert library.documents("Two")[0].id == document.id
    assert library.search.lexical(["dog"], 5, "Two") and not library.search.lexical(["dog"], 5, "One")
    assert len(library.search.dense(vector("dogs run"), 5, "Two")) == 2
    library.move_documents([document.id], "Two")  # it is there
    assert library.page(document.id, 1).text == "dogs run"


def test_what_is_in_the_other_collection_already_is_not_moved_and_nothing_else_is(library):
    first = add(library, "a.txt", "dogs run", "One")
    second = add(library, "b.txt", "cats sleep", "One")
    add(library, "b.txt", "owls hunt", "Two")
    with pytest.raises(LecternError, match='There is a file "b.txt" in "Two" already. Delete that one first'):
        library.move_documents([first.id, second.id], "Two")
    assert [d.name for d in library.documents("One")] == ["a.txt", "b.txt"]
    add(library, "dogs.txt", "dogs run", "Two")
    with pytest.raises(LecternError, match='The same file is in "Two" already, as "dogs.txt"'):
        library.move_documents([first.id], "Two")
    with pytest.raises(UnknownCollection, match='There is no collection "Three"'):
        library.move_documents([first.id], "Three")


def test_what_is_being_read_is_not_moved(library):
    document = add(library, "a.txt", "dogs run", "One")
    library.create_collection("Two")
    jobs = Jobs(library.database)
    job = jobs.add("One", "a.txt", "", "")
    with pytest.raises(LecternError, match='"a.txt" is being read again'):
        library.move_documents([document.id], "Two")
    jobs.cancel(job)
    library.move_documents([document.id], "Two")
    assert library.document(document.id).collection == "Two"


def test_many_are_removed_or_none(library):
    first, second = add(library, "a.txt", "dogs run"), add(library, "b.txt", "cats sleep")
    with pytest.raises(LecternError):
        library.remove_documents([first.id, 99])
    assert len(library.documents()) == 2
    library.remove_documents([first.id, second.id])
    assert library.documents() == []
