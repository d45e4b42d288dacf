"""Vectors that the database searches are found as those in memory are, whatever is narrowed, added and deleted."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from sqlalchemy import make_url

from rag.errors import LecternError, LibraryInUse, LibraryUnavailable
from rag.store.__main__ import main
from rag.store.copying.copying import copy_library
from rag.store.copying.vectors import search_in_memory, search_on_server
from rag.store.database import Database
from rag.store.guard.guarding import guard
from rag.store.index import server_vectors
from rag.store.library import Library, chunk_id
from rag.store.reembedding import reembed
from rag.store.rows import NewDocument
from rag.values import Chunk, Page
from rag.values.people import Asker, ClassRole
from tests.fakes import hash_of
from tests.rag.store.people.classroom import add
from tests.rag.store.stores import OWNER, ROLE, Server

pytestmark = pytest.mark.postgres

DIMENSION, DOCUMENTS, EACH = 16, 12, 40


def _vectors(seed: int, count: int, dimension: int = DIMENSION) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def _fill(library: Library, name: str, seed: int, collection: str, count: int = EACH) -> int:
    sha = hash_of(name)
    texts = [f"{name} {number}" for number in range(count)]
    chunks = [
        Chunk(chunk_id(sha, 1, number, text), 1, number, number + 1, text)
        for number, text in enumerate(texts)
    ]
    new = NewDocument(collection, name, name, sha, "text/plain", 9)
    return library.add_document(
        new, [Page(1, " ".join(texts))], chunks, _vectors(seed, count), "made", None
    ).id


@pytest.fixture(scope="module")
def filled(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library whose vectors the database searches: half of them were there before it was told to."""
    folder, url = tmp_path_factory.mktemp("library"), server.fresh()
    library = Library.open(folder, url)
    for number in range(DOCUMENTS // 2):
        _fill(library, f"{number}.txt", number, f"Course {number % 3}")
    library.close()
    assert search_on_server(url, folder) == DOCUMENTS // 2 * EACH
    library = Library.open(folder, url)
    for number in range(DOCUMENTS // 2, DOCUMENTS):
        _fill(library, f"{number}.txt", number, f"Course {number % 3}")
    yield library
    library.close()


def _stored(library: Library, documents: list[int]) -> dict[int, np.ndarray]:
    with library.database.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT key, vector FROM chunks WHERE document_id = ANY(%s)", (documents,)
        ).all()
    return {row[0]: np.frombuffer(row[1], np.float32) for row in found}


@pytest.mark.parametrize("compared", [10_000, 0], ids=["compared", "indexed"])
@pytest.mark.parametrize("collection", [None, "Course 1"])
@pytest.mark.parametrize("some", [False, True], ids=["all", "documents"])
def test_the_nearest_are_found(
    filled: Library, monkeypatch: pytest.MonkeyPatch, compared: int, collection: str | None, some: bool
) -> None:
    monkeypatch.setattr(server_vectors, "MOST_COMPARED", compared)
    monkeypatch.setattr(server_vectors, "MOST_NARROWED", compared)
    ids = [document.id for document in filled.documents(collection)]
    only = frozenset(ids[::2]) if some else None
    rows = _stored(filled, ids[::2] if some else ids)
    for question in _vectors(99, 10):
        expected = sorted(((float(row @ question), -key) for key, row in rows.items()), reverse=True)[:10]
        found = filled.search.dense(question, 10, collection, only)
        assert [-key for _, key in expected] == list(found)
        assert list(found.values()) == pytest.approx([cosine for cosine, _ in expected], abs=1e-6)


def test_the_index_is_asked(filled: Library) -> None:
    """Among many; the query for few must not use it, or it would lose some."""
    told = "[" + ",".join(["1"] * DIMENSION) + "]"
    with filled.database.read() as connection:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        for distance, is_used in ((server_vectors._INDEXED, True), (server_vectors._ALL_COMPARED, False)):
            query = server_vectors._NEAR.format(where="", distance=distance)
            plan = "\n".join(connection.exec_driver_sql(f"EXPLAIN {query}", (told, 10)).scalars())
            assert ("chunk_vectors_nearest" in plan) is is_used


def test_narrowed_to_keys(filled: Library) -> None:
    question = _vectors(98, 1)[0]
    best = list(filled.search.dense(question, 5))
    assert list(filled.search.dense(question, 5, keys=best[2:4])) == best[2:4]
    assert filled.search.dense(question, 5, keys=[]) == {}
    assert filled.search.dense(question, 0) == {}
    assert filled.search.dense(question, 5, "nowhere") == {}


def test_cosines_and_contrast_are_those_in_memory(filled: Library, tmp_path: Path) -> None:
    question = _vectors(97, 1)[0]
    rows = _stored(filled, [document.id for document in filled.documents()])
    keys = sorted(rows)[5:9]
    assert filled.search.cosines(question, [*keys, 999_999]) == pytest.approx(
        {key: float(rows[key] @ question) for key in keys}, abs=1e-6
    )
    cosines = np.array([row @ question for row in rows.values()])
    expected = (cosines.max() - cosines.mean()) / cosines.std() / np.sqrt(2 * np.log(len(cosines)))
    assert filled.search.contrast(question, 0.0) == pytest.approx(float(expected), rel=0.01)
    assert filled.search.contrast(question, 0.0, "nowhere") == np.inf


def test_nobody_finds_what_is_not_theirs(filled: Library) -> None:
    stranger = filled.seen_by(Asker("0" * 32, ClassRole.STUDENT))
    assert stranger.search.dense(_vectors(96, 1)[0], 10) == {}
    assert filled.seen_by(Asker("0" * 32, ClassRole.OWNER)).search.dense(_vectors(96, 1)[0], 10)


def test_what_changes_is_found_as_it_is_then(server: Server, tmp_path: Path) -> None:
    url = server.fresh()
    library = Library.open(tmp_path, url)
    _fill(library, "a.txt", 1, "Course")
    library.close()
    (tmp_path / "vectors.faiss").touch()
    search_on_server(url, tmp_path)
    assert not (tmp_path / "vectors.faiss").exists()
    library = Library.open(tmp_path, url)
    added = _fill(library, "b.txt", 2, "Course")
    library.create_collection("Other")
    question = _vectors(2, EACH)[7]

    def best(collection: str | None = None) -> int | None:
        found = library.search.chunks(library.search.dense(question, 1, collection))
        return next(iter(found.values())).document_id if found else None

    assert best() == added
    library.move_documents([added], "Other")
    assert best("Other") == added and best("Course") != added
    replaced = _fill(library, "b.txt", 3, "Other")
    assert replaced == added
    assert max(library.search.dense(question, 1, "Other").values()) < 0.99
    library.remove_document(added)
    assert best("Other") is None
    library.save_vectors()
    assert not (tmp_path / "vectors.faiss").exists()
    with library.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM chunk_vectors").scalar() == EACH
    library.close()


def test_another_embedder(server: Server, tmp_path: Path) -> None:
    url = server.fresh()
    library = Library.open(tmp_path, url)
    _fill(library, "a.txt", 1, "Course")
    library.close()
    search_on_server(url, tmp_path)
    library = Library.open(tmp_path, url)
    assert reembed(library, "other", lambda texts: _vectors(5, len(texts))) == EACH
    assert max(library.search.dense(_vectors(5, EACH)[3], 1).values()) == pytest.approx(1.0, abs=1e-6)
    with pytest.raises(LecternError, match="vectors of 16 numbers, and this embedder makes 8"):
        reembed(library, "shorter", lambda texts: _vectors(6, len(texts), 8))
    library.close()
    search_in_memory(url, tmp_path)
    library = Library.open(tmp_path, url)
    reembed(library, "shorter", lambda texts: _vectors(6, len(texts), 8))
    library.close()
    assert search_on_server(url, tmp_path) == EACH
    library = Library.open(tmp_path, url)
    assert max(library.search.dense(_vectors(6, EACH, 8)[3], 1).values()) == pytest.approx(1.0, abs=1e-6)
    library.close()


def test_the_command(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["vectors", "database", "--library", str(tmp_path)]
    assert main(command) == 1
    assert "Only a database on a server can search vectors" in capsys.readouterr().err
    url = server.fresh()
    monkeypatch.setenv("LECTERN_DATABASE", url)
    library = Library.open(tmp_path, url)
    assert main(command) == 1
    assert "no passages yet" in capsys.readouterr().err
    add(library, "Course", "a.txt", "word")
    with FileLock(tmp_path / "server.lock"):
        assert main(command) == 1
    assert "Lectern is running" in capsys.readouterr().err
    assert main(command) == 0
    assert "searches 1 vectors" in capsys.readouterr().out
    assert main(["vectors", "memory", "--library", str(tmp_path)]) == 0
    library.close()


def test_a_guarded_database_keeps_guarding(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.guarded(tmp_path)
    owners = server.url(str(make_url(url).database), OWNER)
    library = Library.open(tmp_path, url)
    first = add(library, "Course", "a.txt", "word")
    library.close()
    with pytest.raises(LecternError, match="CREATE EXTENSION vector"):
        search_on_server(owners, tmp_path)
    admin = Database(server.url(str(make_url(url).database)), tmp_path)
    with admin.begin() as connection:
        connection.exec_driver_sql("CREATE EXTENSION vector")
    admin.close()
    search_on_server(owners, tmp_path)
    with pytest.raises(LibraryUnavailable, match="guarded by other rules"):
        Library.open(tmp_path, url)
    guard(owners, tmp_path, ROLE)
    library = Library.open(tmp_path, url)
    second = add(library, "Course", "b.txt", "other")
    question = np.ones(_dimension(library), dtype=np.float32)
    for most in (server_vectors.MOST_COMPARED, 0):  # the role sets how the index is looked at, too
        monkeypatch.setattr(server_vectors, "MOST_COMPARED", most)
        monkeypatch.setattr(server_vectors, "MOST_NARROWED", most)
        found = library.search.chunks(library.search.dense(question, 5)).values()
        assert {chunk.document_id for chunk in found} == {first, second}
    with library.database.asked_by(Asker("0" * 32, ClassRole.OWNER)).read() as connection:
        assert connection.exec_driver_sql("SELECT * FROM chunk_vectors").all() == []
    library.close()


def _dimension(library: Library) -> int:
    with library.database.read() as connection:
        return int(connection.exec_driver_sql("SELECT length(vector) / 4 FROM chunks LIMIT 1").scalar_one())


def test_a_copy_elsewhere_searches_in_memory(server: Server, tmp_path: Path) -> None:
    url = server.fresh()
    library = Library.open(tmp_path, url)
    _fill(library, "a.txt", 1, "Course")
    library.close()
    search_on_server(url, tmp_path)
    copy_library(url, f"sqlite:///{tmp_path / 'library.db'}", tmp_path)
    library = Library.open(tmp_path)
    assert len(library.search.dense(_vectors(1, 1)[0], 5)) == 5
    assert library.database.value("vectors") is None
    library.close()


def test_busy_is_told(server: Server, tmp_path: Path) -> None:
    url = server.fresh()
    Library.open(tmp_path, url).close()
    with FileLock(tmp_path / "server.lock"), pytest.raises(LibraryInUse):
        search_in_memory(url, tmp_path)
