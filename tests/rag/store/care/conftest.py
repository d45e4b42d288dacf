"""A small library of three documents that can be damaged in every way."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from rag.store.library import Library, chunk_id
from rag.store.rows import NewDocument
from rag.values import Chunk, Document, Kind, Page, Unit

DIMENSION = 8


def add(library: Library, name: str, text: str, collection: str = "Course", keep: bool = True) -> Document:
    """A document of one page, one chunk and one unit, all of the same words."""
    body = text.encode()
    sha = hashlib.sha256(body).hexdigest()
    original = library.folder.parent / name
    original.write_bytes(body)
    vectors = np.eye(1, DIMENSION, dtype=np.float32)
    return library.add_document(
        NewDocument(collection, name, name, sha, "text/plain", len(body), reader=1),
        [Page(1, text)],
        [Chunk(chunk_id(sha, 1, 0, text), 1, 0, len(text), text, "")],
        vectors,
        "fake",
        original if keep else None,
        [Unit(Kind.PARAGRAPH, 1, 0, len(text))],
        vectors,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the library, which is closed."""
    library = Library.open(tmp_path / "library")
    for number, word in enumerate(("Dogs", "Cats", "Birds")):
        add(library, f"{word.lower()}.txt", f"{word} run far, number {number}. " * 200)
    library.close()
    return library.folder


@pytest.fixture
def change(folder: Path) -> Callable[..., None]:
    """Runs SQL on the closed library, as a damage that has good checksums."""

    def run(*statements: str) -> None:
        with closing(sqlite3.connect(folder / "library.db")) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    return run


def pages_of(path: Path) -> int:
    """How many pages a database has."""
    return path.stat().st_size // _page_size(path.read_bytes())


def _page_size(body: bytes) -> int:
    return int.from_bytes(body[16:18], "big")  # as its header says


def garble(path: Path, page: int) -> None:
    """Put 0xA5 in place of the bytes of a page, counted from 0."""
    body = bytearray(path.read_bytes())
    size = _page_size(bytes(body))
    body[page * size : (page + 1) * size] = b"\xa5" * size
    path.write_bytes(body)
