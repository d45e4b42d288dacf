"""What is a server's own: one writer at a time, what is refused, errors in words."""

import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import InternalError

from ingest.__main__ import main as ingest
from rag.errors import LecternError, LibraryUnavailable
from rag.store import rows
from rag.store.__main__ import main
from rag.store.conversations import Conversations
from rag.store.database import Database, set_value
from rag.store.dialects import postgresql
from rag.store.dialects.choosing import dialect_of
from rag.store.guard.policies import TELL
from rag.store.guard.signing import SigningKey
from rag.store.index.words import words_of
from rag.store.library import Library
from rag.store.migrations import steps
from rag.store.people.tries import Tries
from rag.values.people import ALONE
from tests.rag.store.care.conftest import add as add_with_file
from tests.rag.store.people.classroom import add
from tests.rag.store.stores import OWNER, Server, Stores

pytestmark = pytest.mark.postgres


@pytest.fixture
def url(server: Server) -> str:
    return server.fresh()


def test_writers_come_one_after_the_other(url: str, tmp_path: Path) -> None:
    database = Database(url, tmp_path)

    def write() -> None:
        for _ in range(10):
            with database.begin() as connection:
                found = connection.execute(text("SELECT value FROM meta WHERE key = 'generation'"))
                set_value(connection, "generation", str(int(found.scalar_one()) + 1))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert database.generation == 40
    database.close()


def test_who_waits_too_long_for_a_writer_is_told(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(url, tmp_path)
    monkeypatch.setattr(postgresql, "_WAIT", "50ms")
    told = pytest.raises(LibraryUnavailable, match="another process has been writing")
    with database.begin(), told, database.begin():
        pass
    database.close()


def test_a_reader_sees_one_moment_and_changes_nothing(url: str, tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", url)
    with library.database.read() as connection:
        count = text("SELECT count(*) FROM documents")
        assert connection.execute(count).scalar() == 0
        add(library, "Course", "a.txt", "word")
        assert connection.execute(count).scalar() == 0
    assert len(library.documents()) == 1
    with pytest.raises(InternalError, match="read-only"), library.database.read() as connection:
        rows.next_generation(connection)
    library.close()


def test_a_missing_driver_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LibraryUnavailable, match=r"pip install \"psycopg\[binary\]\""):
        Library.open(tmp_path / "library", "postgresql+psycopg://me@/lectern")


def test_a_server_that_cannot_be_reached_is_told_without_the_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    url = f"postgresql+psycopg://me:secret@/lectern?host={tmp_path}"
    with pytest.raises(LibraryUnavailable, match="cannot be reached") as told:
        Library.open(tmp_path / "library", url)
    assert "secret" not in str(told.value)


def test_a_server_that_crashes_loses_nothing_that_was_kept(url: str, server: Server, tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", url)
    add(library, "Course", "a.txt", "word")
    unavailable = pytest.raises(LibraryUnavailable, match="server")
    with unavailable, library.database.begin() as connection:
        rows.collection_id(connection, library.search.access, "Half", create=True)
        server.crash()
    with unavailable:
        library.documents()
    server.start()
    assert [document.name for document in library.documents()] == ["a.txt"]
    assert [collection.name for collection in library.collections()] == ["Course"]
    add(library, "Course", "b.txt", "another")
    assert len(library.search.lexical(["common"], 5)) == 2
    library.close()


def test_a_database_of_others_is_left_alone(url: str, tmp_path: Path) -> None:
    with dialect_of(url, tmp_path).engine().begin() as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (id INTEGER)")
    with pytest.raises(LibraryUnavailable, match="Choose a database that is empty"):
        Library.open(tmp_path / "library", url)


@pytest.mark.parametrize(
    ("url", "told"),
    [("oracle://x/y", "database of oracle"), ("nonsense", "is no URL")],
)
def test_other_databases_are_refused(url: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(LibraryUnavailable, match=told):
        Library.open(tmp_path / "library", url)


def test_a_nul_is_told_of(url: str, tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", url)
    talks = Conversations(library.database)
    with pytest.raises(LecternError, match="NUL"):
        talks.ask(talks.create("").id, "What is \0?")
    library.close()


def test_a_folder_is_not_opened_with_anothers_database(url: str, tmp_path: Path) -> None:
    """Its originals would be taken for strays."""
    library = Library.open(tmp_path / "library", url)
    add_with_file(library, "a.txt", "word")
    library.close()
    with pytest.raises(LibraryUnavailable, match="is on a server"):
        Library.open(tmp_path / "library")
    assert not (tmp_path / "library" / "library.db").exists()
    other = Library.open(tmp_path / "other")
    add_with_file(other, "b.txt", "otherword")
    other.close()
    with pytest.raises(LibraryUnavailable, match="of another library"):
        Library.open(tmp_path / "other", url)
    with pytest.raises(LibraryUnavailable, match="in another folder"):
        Library.open(tmp_path / "other", f"sqlite:///{tmp_path / 'library' / 'library.db'}")
    assert len(list((tmp_path / "other" / "files").iterdir())) == 1
    with pytest.raises(LibraryUnavailable, match="another than library.db"):
        Library.open(tmp_path / "other", f"sqlite:///{tmp_path / 'other' / 'libary.db'}")
    assert len(list((tmp_path / "other" / "files").iterdir())) == 1
    Library.open(tmp_path / "other", f"sqlite:///{tmp_path / 'other' / 'library.db'}").close()
    with pytest.raises(LibraryUnavailable, match="are not in"):
        Library.open(tmp_path / "empty", url)
    Library.open(tmp_path / "library", url).close()


@pytest.mark.parametrize("command", [["check"], ["backup", "x"], ["restore", "x"]])
def test_care_for_files_is_refused(
    command: list[str],
    url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LECTERN_DATABASE", url)
    assert main([*command, "--library", str(tmp_path)]) == 1
    assert "pg_dump" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    monkeypatch.delenv("LECTERN_DATABASE")
    Library.open(tmp_path / "library", url).close()
    assert main([*command, "--library", str(tmp_path / "library")]) == 1
    assert "Set LECTERN_DATABASE" in capsys.readouterr().err


def test_rebuilding_is_refused(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LECTERN_DATABASE", url)
    assert ingest(["--rebuild", "--library", str(tmp_path)]) == 1
    assert "pg_dump" in capsys.readouterr().err


def test_a_later_step_is_taken_on_each_kind(
    stores: Stores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores.open(tmp_path / "library").close()

    def more(connection: Connection) -> None:
        connection.exec_driver_sql(
            "ALTER TABLE collections ADD COLUMN colour VARCHAR NOT NULL DEFAULT 'green'"
        )

    monkeypatch.setitem(steps.STEPS, 99, more)
    monkeypatch.setattr(steps, "NEWEST", 99)
    if stores.is_guarded:
        with pytest.raises(LibraryUnavailable, match="guard ROLE"):
            stores.open(tmp_path / "library")
        stores.guard_anew(tmp_path / "library")
    library = stores.open(tmp_path / "library")
    library.create_collection("Course")
    with library.database.read() as connection:
        assert connection.exec_driver_sql("SELECT colour FROM collections").scalar() == "green"
    assert library.database.value("schema") == "99"
    library.close()


def test_a_server_of_before_counts_tries_to_sign_in(stores: Stores, tmp_path: Path) -> None:
    """Format 21, the first that a server could have, has no table of them."""
    stores.open(tmp_path / "library").close()
    url = make_url(stores.url(tmp_path / "library"))
    before = create_engine(url.set(username=OWNER) if stores.is_guarded else url)
    with before.begin() as connection:
        if stores.is_guarded:
            key = SigningKey.in_folder(tmp_path / "library")
            assert key is not None
            connection.exec_driver_sql(TELL, (key.signed(ALONE),))
        connection.exec_driver_sql("DROP TABLE tries")
        connection.exec_driver_sql("DELETE FROM migrations WHERE number = 22")
        connection.exec_driver_sql("UPDATE meta SET value = '21' WHERE key = 'schema'")
    before.dispose()
    if stores.is_guarded:
        with pytest.raises(LibraryUnavailable, match="guard ROLE"):
            stores.open(tmp_path / "library")
        stores.guard_anew(tmp_path / "library")
    library = stores.open(tmp_path / "library")
    tries = Tries(library.database)
    assert [tries.begin("sam", "10.0.0.1") > 0 for _ in range(7)] == [False] * 6 + [True]
    library.close()


def test_a_step_that_fails_changes_nothing(
    stores: Stores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores.open(tmp_path / "library").close()

    def fails(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE collections ADD COLUMN colour VARCHAR")
        raise ValueError("no")

    with monkeypatch.context() as patched:
        patched.setitem(steps.STEPS, 99, fails)
        patched.setattr(steps, "NEWEST", 99)
        with pytest.raises(LibraryUnavailable, match="Nothing was changed"):
            (stores.guard_anew if stores.is_guarded else stores.open)(tmp_path / "library")
    library = stores.open(tmp_path / "library")
    with library.database.read() as connection:
        assert "colour" not in list(connection.exec_driver_sql("SELECT * FROM collections").keys())
    library.close()


def test_a_database_of_before_gets_the_counts_of_its_terms(url: str, tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", url)
    with library.database.begin() as connection:
        for statement in (
            "ALTER TABLE chunk_terms DROP COLUMN count",
            "ALTER TABLE chunk_terms DROP CONSTRAINT IF EXISTS chunk_terms_pkey",
            "ALTER TABLE chunk_terms ADD PRIMARY KEY (token, key, in_body)",
            "INSERT INTO chunk_terms VALUES ('fox', 7, true, '{1,4}'), ('fox', 7, false, '{0}')",
        ):
            connection.exec_driver_sql(statement)
        steps.counts_of_terms(connection)
        keys, in_body = words_of(connection).chunks(connection, "fox")
        assert (keys.tolist(), in_body.tolist()) == ([7, 7, 7], [False, True, True])
        connection.exec_driver_sql("INSERT INTO chunk_terms VALUES ('fox', 9, true, '{2}')")
        assert words_of(connection).chunks(connection, "fox")[0].tolist() == [7, 7, 7, 9]
    library.close()
