"""What is damaged is said at the opening, or where it is first read: never with silence, never with a traceback."""

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from rag.errors import DamagedLibrary, LibraryUnavailable
from rag.store.care.opening import OpeningCheck
from rag.store.library import Library
from tests.rag.store.care.conftest import DIMENSION, add, garble, pages_of


def used(folder: Path) -> int:
    """Read everything that an answer reads."""
    library = Library.open(folder)
    try:
        found = library.search.dense(np.ones(DIMENSION, dtype=np.float32), 5)
        library.search.lexical(["dog"], 5)
        library.units.all()
        for document in library.documents():
            library.pages(document.id)
        return len(found)
    finally:
        library.close()


def test_a_sound_library_opens(folder: Path) -> None:
    assert used(folder) == 3


def test_every_garbled_page_is_noticed(folder: Path, tmp_path: Path) -> None:
    pages = pages_of(folder / "library.db")
    assert pages > 20
    for page in range(pages):
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        garble(copy / "library.db", page)
        with pytest.raises(DamagedLibrary, match=r"is damaged: .* Restore .* --rebuild"):
            Library.open(copy)
        shutil.rmtree(copy)


@pytest.mark.parametrize("lost", [lambda file: file.write_bytes(b""), Path.unlink])
def test_originals_without_a_database_are_no_new_library(folder: Path, lost: Callable[[Path], None]) -> None:
    lost(folder / "library.db")
    with pytest.raises(DamagedLibrary, match=r"but 3 originals of documents lie beside it"):
        Library.open(folder)


def test_the_newest_copy_is_named(folder: Path) -> None:
    (folder / "copies").mkdir()
    shutil.copy(folder / "library.db", folder / "copies" / "library.format-1.db")
    (folder / "library.db").write_bytes(b"")
    with pytest.raises(
        DamagedLibrary, match=r'Restore the copy of .*restore ".*library\.format-1\.db" --library'
    ):
        Library.open(folder)


@pytest.mark.parametrize("table", ["chunks", "units"])
@pytest.mark.parametrize("vector", ["x'01020304050607'", "x'0102030405060708'", "x''"])
def test_a_vector_of_another_length(
    folder: Path, change: Callable[..., None], table: str, vector: str
) -> None:
    (folder / "vectors.faiss").unlink(missing_ok=True)
    change(f"UPDATE {table} SET vector = {vector} WHERE document_id = 2")
    with pytest.raises(DamagedLibrary, match="1 vectors of"):
        used(folder)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meta SET value = 'abc' WHERE key = 'schema'",
        "UPDATE meta SET value = 'abc' WHERE key = 'generation'",
        "UPDATE pages SET blocks = '{['",
        "UPDATE units SET cells = '{['",
        "UPDATE documents SET problems = '{['",
        "UPDATE units SET kind = 'qaragraph'",
        "UPDATE units SET cells = -1",
        "UPDATE pages SET text = CAST(x'ff61' AS TEXT)",
    ],
)
def test_values_that_cannot_be(folder: Path, change: Callable[..., None], statement: str) -> None:
    change(statement)
    with pytest.raises(DamagedLibrary, match="is damaged"):
        used(folder)


def test_a_large_file_is_checked_to_its_end_in_the_background(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "library.db")) as connection, connection:
        connection.execute("CREATE TABLE filler (body BLOB)")
        connection.executemany("INSERT INTO filler VALUES (?)", [(b"x" * 100,)] * 50_000)
    garble(folder / "library.db", pages_of(folder / "library.db") - 3)
    check = OpeningCheck(folder / "library.db", foreground=0.0)
    assert check.damage == ""
    deadline = time.monotonic() + 20
    while not check.damage and time.monotonic() < deadline:
        time.sleep(0.01)
    assert "cannot be read" in check.damage


def test_a_library_that_was_taken_away_is_noticed_and_found_again(folder: Path, tmp_path: Path) -> None:
    library = Library.open(folder)
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(LibraryUnavailable, match="no longer there"):
        library.create_collection("Lost")
    (tmp_path / "elsewhere").rename(folder)
    library.create_collection("Kept")
    assert [collection.name for collection in library.collections()] == ["Course", "Kept"]
    library.close()


def test_another_database_in_its_place_is_read(folder: Path, tmp_path: Path) -> None:
    library = Library.open(folder)
    other = Library.open(tmp_path / "other")
    add(other, "fish.txt", "Fish swim.", "Pond")
    other.close()
    for name in ("library.db", "library.db-wal", "library.db-shm"):
        (folder / name).unlink(missing_ok=True)
    (tmp_path / "other" / "library.db").rename(folder / "library.db")
    assert [document.name for document in library.documents()] == ["fish.txt"]
    library.close()


def test_a_garbled_name_in_the_schema_is_said(folder: Path) -> None:
    """SQLite's message about it has bytes that are no text."""
    body = (folder / "library.db").read_bytes()
    assert b"CREATE TABLE meta" in body
    (folder / "library.db").write_bytes(body.replace(b"CREATE TABLE meta", b"CREATE T\xccBLE meta"))
    with pytest.raises(DamagedLibrary):
        Library.open(folder)
