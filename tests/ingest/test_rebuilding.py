"""A damaged library comes back from the originals; chats still cite its documents."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ingest.pipeline import Ingester
from ingest.rebuilding import rebuild
from rag.models.embedding.embedder import Embedder
from rag.settings import Ingestion, Settings
from rag.store.care.check import check
from rag.store.conversations import Conversations
from rag.store.library import Library
from tests.fakes import FakeEmbeddings

SETTINGS = Settings(ingestion=Ingestion(chunk_tokens=32))
EMBEDDER = Embedder(FakeEmbeddings(), fingerprint="fake", dimension=64)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of four documents in two collections with a chat, closed."""
    course = tmp_path / "course"
    course.mkdir()
    for number in range(4):
        (course / f"{number}.txt").write_text(f"Text {number} tells of apples. " * 150)
    library = Library.open(tmp_path / "library")
    with Ingester(library, EMBEDDER, SETTINGS) as ingester:
        ingester.ingest([course / "0.txt", course / "1.txt"], "Fruit")
        ingester.ingest([course / "2.txt", course / "3.txt"], "Trees")
    library.rename_document(library.documents()[0].id, "The first")
    talks = Conversations(library.database)
    talks.ask(talks.create("Fruit").id, "What of apples?")
    library.close()
    return library.folder


def listed(folder: Path) -> dict[str, tuple[int, str, str]]:
    library = Library.open(folder)
    try:
        return {d.name: (d.id, d.collection, d.title) for d in library.documents()}
    finally:
        library.close()


def chats(folder: Path) -> list[tuple[str, str]]:
    library = Library.open(folder)
    try:
        return [(talk.title, talk.collection) for talk in Conversations(library.database).list()]
    finally:
        library.close()


def test_a_whole_library_is_the_same_afterwards(folder: Path) -> None:
    before, talks = listed(folder), chats(folder)
    rebuilt = rebuild(folder, EMBEDDER, SETTINGS)
    assert (rebuilt.salvaged.to_read, rebuilt.salvaged.lost) == (4, ())
    assert listed(folder) == before
    assert chats(folder) == talks != []
    assert check(folder, full=True) == []


def _every_page_of(table: str) -> Callable[[Path], None]:
    """Garbles all pages of a table, which SQLite finds by its statistics of pages; else by the words in them."""

    def garble(file: Path) -> None:
        body = bytearray(file.read_bytes())
        with closing(sqlite3.connect(file)) as connection:
            root = connection.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
            ).fetchone()[0]
        size = int.from_bytes(body[16:18], "big")  # of a page, as the header says
        body[(root - 1) * size : root * size] = b"\xa5" * size
        file.write_bytes(body)

    return garble


@pytest.mark.parametrize("table", ["pages", "chunks", "units", "chunk_terms_data", "jobs", "runs"])
def test_a_damaged_table_costs_nothing_that_the_originals_tell(folder: Path, table: str) -> None:
    before, talks = listed(folder), chats(folder)
    _every_page_of(table)(folder / "library.db")
    rebuild(folder, EMBEDDER, SETTINGS)
    assert listed(folder) == before
    assert chats(folder) == talks
    assert check(folder, full=True) == []


def test_without_the_list_of_documents_the_originals_are_read_into_a_collection(folder: Path) -> None:
    _every_page_of("documents")(folder / "library.db")
    rebuild(folder, EMBEDDER, SETTINGS)
    assert {collection for _, collection, _ in listed(folder).values()} == {"Recovered"}
    assert len(listed(folder)) == 4
    assert check(folder, full=True) == []


@pytest.mark.parametrize(
    "lost", [lambda file: file.write_bytes(b""), Path.unlink, lambda f: f.write_bytes(b"x" * 9000)]
)
def test_without_any_database(folder: Path, lost: Callable[[Path], None]) -> None:
    lost(folder / "library.db")
    rebuilt = rebuild(folder, EMBEDDER, SETTINGS)
    assert rebuilt.salvaged.to_read == 4
    assert len(listed(folder)) == 4
    assert check(folder, full=True) == []


def test_a_document_without_its_original_is_taken_over(folder: Path) -> None:
    library = Library.open(folder)
    original = library.original(library.documents()[0].id)
    library.close()
    assert original is not None
    original.unlink()
    before = listed(folder)
    rebuilt = rebuild(folder, EMBEDDER, SETTINGS)
    assert (rebuilt.salvaged.to_read, rebuilt.salvaged.taken_over, rebuilt.salvaged.lost) == (3, 1, ())
    assert listed(folder) == before
    assert [damage.broken for damage in check(folder, full=True)] == [False]  # the original


def test_what_is_lost_is_named(folder: Path) -> None:
    library = Library.open(folder)
    original = library.original(library.documents()[0].id)
    library.close()
    assert original is not None
    original.unlink()
    _every_page_of("pages")(folder / "library.db")
    rebuilt = rebuild(folder, EMBEDDER, SETTINGS)
    assert rebuilt.salvaged.lost == ("0.txt",)
    assert len(listed(folder)) == 3
    assert (rebuilt.salvaged.damaged or Path()).exists()
