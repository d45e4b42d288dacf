"""A library's database copied to another kind of database and back: nothing is lost, doubled or changed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import Connection, select

from rag.errors import LecternError, LibraryUnavailable
from rag.store import schema
from rag.store.__main__ import main
from rag.store.care.check import check
from rag.store.conversations import Conversations
from rag.store.copying import copying
from rag.store.copying.copying import copy_library
from rag.store.library import Library
from tests.rag.store.people.classroom import EMBEDDER, Classroom, add
from tests.rag.store.stores import Server

pytestmark = pytest.mark.postgres


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'library.db'}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a class in SQLite, whose document of the highest number was deleted."""
    library = Library.open(tmp_path / "library")
    Classroom(library)
    library.remove_document(max(document.id for document in library.documents()))
    Conversations(library.database).create("", "an empty one")
    library.close()
    return library.folder


def everything(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all tables but those that are each database's own."""
    own = {"meta", "migrations", "seals", "unsealed"}
    with library.database.read() as connection:
        return {
            table.name: sorted(tuple(row) for row in connection.execute(select(table)).all())
            for table in schema.metadata.sorted_tables
            if table.name not in own and table.name not in ("messages", "runs")
        } | {name: _json(connection, name) for name in ("messages", "runs")}


def _json(connection: Connection, name: str) -> list[tuple[object, ...]]:
    """Rows with values that cannot be ordered."""
    table = schema.metadata.tables[name]
    return [tuple(row) for row in connection.execute(select(table).order_by(table.c.id))]


def found(library: Library) -> tuple[dict[int, float], dict[int, float]]:
    words = ["common", "physicstaraword", "musicsamword"]
    return library.search.lexical(words, 50), library.search.dense(EMBEDDER.encode_query("common"), 50)


def test_there_and_back_it_is_the_same_library(folder: Path, server: Server) -> None:
    url = server.fresh()
    before = Library.open(folder)
    rows, hits, last = everything(before), found(before), before.generation
    before.close()
    copied = copy_library(sqlite(folder), url, folder)
    assert copied.rows == sum(map(len, rows.values()))
    assert (copied.documents, copied.chunks) == (len(rows["documents"]), len(rows["chunks"]))

    there = Library.open(folder, url)
    assert everything(there) == rows and found(there) == hits and there.generation == last
    new = add(there, "physics", "new.txt", "newword")
    assert (
        new == 1 + max(row[0] for row in rows["documents"]) + 1
    )  # one was deleted, and its number is not given twice
    rows, hits = everything(there), found(there)
    there.close()

    with pytest.raises(LibraryUnavailable, match="is on a server"):
        Library.open(folder)
    with pytest.raises(LibraryUnavailable, match="no part of this copy"):
        copy_library(url, sqlite(folder), folder)
    (folder / "library.db").rename(folder / "before.db")
    copy_library(url, sqlite(folder), folder)
    back = Library.open(folder)
    assert everything(back) == rows and found(back) == hits
    assert add(back, "physics", "newer.txt", "newerword") == new + 1
    back.close()
    assert [damage.text for damage in check(folder, full=True) if damage.broken] == []
    with pytest.raises(LibraryUnavailable, match="of another library"):
        Library.open(folder, url)


def test_what_is_no_longer_in_use_is_not_copied(folder: Path, server: Server) -> None:
    """What was added since would not be in the copy, and its originals would be swept away."""
    copy_library(sqlite(folder), server.fresh(), folder)
    with pytest.raises(LecternError, match="belong to another database by now"):
        copy_library(sqlite(folder), server.fresh(), folder)


def test_json_is_copied_to_the_letter(folder: Path, server: Server) -> None:
    """NULL is not the JSON null, and spaces stay: checksums are of the text."""
    library = Library.open(folder)
    with library.database.begin() as connection:
        connection.exec_driver_sql("UPDATE messages SET answer = NULL WHERE id = 1")
        connection.exec_driver_sql("UPDATE pages SET problems = '[ ]' WHERE document_id = 1")
    library.close()
    url = server.fresh()
    copy_library(sqlite(folder), url, folder)
    there = Library.open(folder, url)
    with there.database.read() as connection:
        kept = connection.exec_driver_sql("SELECT answer IS NULL FROM messages WHERE id = 1").scalar()
        assert kept is True
        problems = connection.exec_driver_sql(
            "SELECT problems::text FROM pages WHERE document_id = 1"
        ).scalars()
        assert set(problems) == {"[ ]"}
    there.close()


def stopped(after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the copy be killed after that many batches."""
    left, original = [after], copying.write

    def write(*arguments: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(copying, "write", write)


def test_stopped_at_its_end_it_can_be_done_again(
    folder: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.fresh()

    def fails(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(copying, "number_on", fails)
        with pytest.raises(KeyboardInterrupt):
            copy_library(sqlite(folder), url, folder)
    with pytest.raises(LibraryUnavailable, match="not all of it has come"):
        Library.open(folder, url)
    copy_library(sqlite(folder), url, folder)
    Library.open(folder, url).close()


@pytest.mark.parametrize("after", [0, 3, 12])
def test_stopped_in_between_it_goes_on_where_it_was(
    folder: Path, server: Server, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(copying, "_BATCH", 3)
    url = server.fresh()
    stopped(after, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        copy_library(sqlite(folder), url, folder)
    with pytest.raises(LibraryUnavailable, match="not all of it has come"):
        Library.open(folder, url)
    monkeypatch.undo()
    monkeypatch.setattr(copying, "_BATCH", 3)
    copy_library(sqlite(folder), url, folder)
    there, here = Library.open(folder, url), folder.with_name("here")
    shutil.copytree(folder, here, ignore=shutil.ignore_patterns("library.id"))
    before = Library.open(here)
    assert everything(there) == everything(before) and found(there) == found(before)
    there.close()
    before.close()


def test_what_was_changed_between_two_tries_is_noticed(
    folder: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.fresh()
    stopped(8, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        copy_library(sqlite(folder), url, folder)
    monkeypatch.undo()
    library = Library.open(folder)
    library.rename_collection("physics", "Physics")
    library.close()
    with pytest.raises(LecternError, match="not what was there, in collections"):
        copy_library(sqlite(folder), url, folder)
    with pytest.raises(LibraryUnavailable, match="not all of it has come"):
        Library.open(folder, url)


def _running(folder: Path, server: Server) -> None:
    with FileLock(folder / "server.lock"):
        copy_library(sqlite(folder), server.fresh(), folder)


def _filled(folder: Path, server: Server) -> None:
    url = server.fresh()
    Library.open(folder.with_name("other"), url).close()
    copy_library(sqlite(folder), url, folder)


def _elsewhere(folder: Path, server: Server) -> None:
    copy_library(sqlite(folder), server.fresh(), folder.with_name("other"))


def _nowhere(folder: Path, server: Server) -> None:
    copy_library(server.fresh(), server.fresh(), folder / "nowhere")


def _missing(folder: Path, server: Server) -> None:
    other = folder.with_name("other")
    other.mkdir()
    copy_library(sqlite(other), server.fresh(), other)


@pytest.mark.parametrize(
    ("tried", "told"),
    [
        (_running, "Stop it"),
        (_filled, "no part of this copy"),
        (_elsewhere, "--library"),
        (_missing, "no library at"),
        (_nowhere, "There is no folder"),
    ],
)
def test_what_cannot_be_copied_is_told(
    folder: Path, server: Server, tried: Callable[[Path, Server], None], told: str
) -> None:
    with pytest.raises(LecternError, match=told):
        tried(folder, server)
    Library.open(folder).close()  # nothing was changed


def test_by_command(folder: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    url = server.fresh()
    assert main(["copy", sqlite(folder), url, "--library", str(folder)]) == 0
    assert "All of it has come" in capsys.readouterr().out
    assert main(["copy", sqlite(folder), "nonsense", "--library", str(folder)]) == 1
    assert "is no URL" in capsys.readouterr().err
