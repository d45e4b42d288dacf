"""What a document was before it was replaced is kept as long as a stored answer cites it."""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.store import schema
from rag.store.conversations import Conversations
from rag.store.library import Library
from rag.store.rows import NewDocument
from rag.values import Answer, Citation, Claim, Outcome, Page, Source, Verdict
from tests.rag.store.stores import Stores

_NONE = np.zeros((0, 4), dtype=np.float32)


@pytest.fixture
def library(stores: Stores, tmp_path: Path) -> Iterator[Library]:
    library = stores.open(tmp_path / "library")
    yield library
    library.close()


def put(library: Library, words: str, name: str = "a.txt") -> int:
    """A document of one page with its file; in place of the one of that name."""
    file = library.folder / "upload.txt"
    file.write_text(words)
    sha = hashlib.sha256(words.encode()).hexdigest()
    new = NewDocument("Course", name, "A", sha, "text/plain", len(words))
    return library.add_document(new, [Page(1, words)], [], _NONE, "fake", file).id


def ask(library: Library, document: int, words: str) -> int:
    """A chat whose answer cites those words of page 1; its id."""
    talks = Conversations(library.database)
    talk = talks.create("Course")
    message = talks.ask(talk.id, "What is it?")
    cited = Citation(document, "a.txt", 1, 0, len(words), words, 0.9)
    claim = Claim(words, Verdict.SUPPORTED, Source.MODEL, (cited,))
    talks.finish(message.id, Answer("What is it?", "what", Outcome.ANSWERED, words, (claim,)))
    return talk.id


def files(library: Library) -> set[str]:
    return {path.read_text() for path in (library.folder / "files").iterdir()}


def versions(library: Library, document: int) -> list[str]:
    pages = [library.versions.page(version.id, 1) for version in library.versions.of(document)]
    return [page.text for page in pages if page is not None]


def test_a_version_that_is_cited_is_kept_with_its_file(library: Library) -> None:
    document = put(library, "The old words.")
    ask(library, document, "The old words.")
    assert put(library, "The new words.") == document
    assert versions(library, document) == ["The old words."]
    (old,) = library.versions.of(document)
    original = library.versions.original(old)
    assert original is not None and original.read_text() == "The old words."
    assert (old.document.id, old.document.pages, old.document.name) == (document, 1, "a.txt")
    assert files(library) == {"The old words.", "The new words."}
    assert library.versions.page(old.id, 2) is None


def test_one_that_nothing_cites_or_that_says_the_same_is_not(library: Library) -> None:
    other = put(library, "Others.", "b.txt")
    document = put(library, "The old words.")
    ask(library, other, "Others.")
    put(library, "The new words.")
    assert versions(library, document) == []
    assert files(library) == {"Others.", "The new words."}
    ask(library, document, "The new words.")
    put(library, "The new words.")
    assert versions(library, document) == []


def test_it_goes_with_the_last_chat_that_cites_it(library: Library) -> None:
    document = put(library, "The old words.")
    talks = [ask(library, document, "The old words.") for _ in range(2)]
    put(library, "The new words.")
    for talk, left in zip(talks, (1, 0), strict=True):
        Conversations(library.database).delete(talk)
        library.versions.drop_uncited()
        assert len(library.versions.of(document)) == left
    assert files(library) == {"The new words."}
    with library.database.read() as connection:
        assert connection.execute(schema.version_pages.select()).all() == []


def test_it_goes_with_the_document(library: Library) -> None:
    document = put(library, "The old words.")
    ask(library, document, "The old words.")
    put(library, "The new words.")
    library.remove_document(document)
    assert library.versions.of(document) == []
    assert files(library) == set()


def test_it_goes_with_the_collection(library: Library) -> None:
    document = put(library, "The old words.")
    ask(library, document, "The old words.")
    put(library, "The new words.")
    library.delete_collection("Course")
    assert library.versions.of(document) == [] and files(library) == set()


def test_of_two_versions_the_time_of_the_answer_says_which(library: Library) -> None:
    document = put(library, "First.")
    ask(library, document, "First.")
    put(library, "Second.")
    between = time.time()
    ask(library, document, "Second.")
    put(library, "Third.")
    found = library.versions.of(document, between)
    pages = [library.versions.page(version.id, 1) for version in found]
    assert [page.text for page in pages if page] == ["Second.", "First."]
    assert versions(library, document) == ["First.", "Second."]


def test_it_is_kept_for_an_answer_that_is_on_its_way(library: Library) -> None:
    document = put(library, "The old words.")
    talks = Conversations(library.database)
    message = talks.ask(talks.create("Course").id, "What is it?")
    put(library, "The new words.")
    assert versions(library, document) == ["The old words."]
    talks.fail(message.id, "No.")
    library.versions.drop_uncited()
    assert versions(library, document) == []


def test_another_documents_number_that_begins_alike_is_no_citation(library: Library) -> None:
    documents = [put(library, f"Words {n}.", f"{n}.txt") for n in range(11)]
    assert (documents[0], documents[10]) == (1, 11)
    ask(library, 11, "Words 10.")
    put(library, "New.", "0.txt")
    assert versions(library, 1) == []
    put(library, "New too.", "10.txt")
    assert versions(library, 11) == ["Words 10."]
    assert replace(library.versions.of(11)[0].document, id=0).name == "10.txt"
