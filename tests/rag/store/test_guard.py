"""A guarded database shows a person nothing that is not theirs, whatever is asked of it in SQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import ProgrammingError

from rag.errors import LecternError, LibraryUnavailable
from rag.store.__main__ import main
from rag.store.copying.copying import copy_library
from rag.store.database import Database
from rag.store.guard.guarding import guard
from rag.store.guard.policies import KEYS
from rag.store.guard.signing import SigningKey
from rag.store.library import Library
from rag.values.people import ALONE, NOBODY, Asker, ClassRole
from tests.rag.store.people.classroom import ROLES, Classroom, add
from tests.rag.store.stores import OWNER, ROLE, Server, Stores

pytestmark = pytest.mark.postgres

_OF_DOCUMENTS = {"pages": "text", "chunks": "text", "units": "text"}
_OF_PEOPLE = {"messages": "text", "notes": "text"}


@pytest.fixture(scope="module")
def classroom(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    """One that is only looked at."""
    stores = Stores(server, guarded=True)
    made = Classroom(stores.open(tmp_path_factory.mktemp("class")))
    yield made
    made.library.close()
    stores.close()


def _asker(classroom: Classroom, name: str) -> Asker:
    return NOBODY if name == "nobody" else classroom.asker(name)


def _all(connection: Connection, query: str) -> list[str]:
    return [str(row[0]) for row in connection.exec_driver_sql(query)]


@pytest.mark.parametrize("name", [*sorted(ROLES), "nobody"])
def test_raw_queries_show_what_is_theirs(classroom: Classroom, name: str) -> None:
    things = classroom.things
    read = {word for word, seen in things.documents.values() if name in seen}
    said = {word for word, who in things.chats.values() if who == name}
    with classroom.database.asked_by(_asker(classroom, name)).read() as connection:
        for table, column in _OF_DOCUMENTS.items():
            found = _all(connection, f"SELECT {column} FROM {table}")
            assert sorted(found) == sorted(f"common {word}" for word in read), table
        for table, column in _OF_PEOPLE.items():
            found = _all(connection, f"SELECT {column} FROM {table}")
            assert {
                word for _, (word, _) in things.chats.items() if any(word in one for one in found)
            } == said
        ids = {int(key) for key in _all(connection, "SELECT id FROM jobs")}
        assert ids == {key for key, seen in things.jobs.items() if name in seen}
        for table, kept in (("testsets", things.testsets), ("runs", things.runs)):
            found = _all(connection, f"SELECT id FROM {table}")
            assert {int(key) for key in found} == {key for key, seen in kept.items() if name in seen}
        for table in (
            "people",
            "sessions",
            "invitations",
            "api_keys",
            "audit",
            "chunk_terms",
            "chunk_lengths",
        ):
            assert _all(connection, f"SELECT * FROM {table}") == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT text FROM messages UNION ALL SELECT text FROM notes UNION ALL SELECT text FROM units",
        "SELECT m.text FROM conversations AS c RIGHT JOIN messages AS m ON true",
        "SELECT text FROM messages WHERE id IN (SELECT id FROM messages) OR true",
        "SELECT string_agg(text, ' ') FROM messages",
        "WITH x AS MATERIALIZED (SELECT * FROM messages) SELECT text FROM x",
        "SELECT row_to_json(m) FROM messages AS m",
        "SELECT set_config('lectern.asker', 'program:', true) || text FROM messages",
    ],
)
def test_no_query_gets_around_it(classroom: Classroom, query: str) -> None:
    with classroom.database.asked_by(classroom.asker("sam")).read() as connection:
        found = " ".join(_all(connection, query))
    with classroom.database.read() as connection:
        everything = " ".join(_all(connection, query))
    others = [f"asked{name}word" for name in ROLES if name != "sam"]
    assert not any(word in found for word in others)
    assert any(word in everything for word in others) or "set_config" in query


@pytest.mark.parametrize(
    "told",
    [
        "",
        "program",
        "program:",
        "program::",
        f"program::{'0' * 64}",
        SigningKey(b"\0" * 32).signed(ALONE),
    ],
)
def test_who_asks_cannot_be_made_up(classroom: Classroom, told: str) -> None:
    with classroom.database.asked_by(classroom.asker("sam")).read() as connection:
        assert _all(connection, "SELECT text FROM messages")
        connection.execute(text("SELECT set_config('lectern.asker', :told, true)"), {"told": told})
        assert _all(connection, "SELECT text FROM messages") == []


def test_the_proof_of_one_is_not_anothers(classroom: Classroom) -> None:
    with classroom.database.asked_by(classroom.asker("sam")).read() as connection:
        told = str(connection.exec_driver_sql("SELECT current_setting('lectern.asker')").scalar_one())
        for other in (
            told.replace("student", "owner"),
            told.replace(classroom.asker("sam").person, classroom.asker("sue").person),
        ):
            assert other != told
            connection.execute(text("SELECT set_config('lectern.asker', :told, true)"), {"told": other})
            assert _all(connection, "SELECT text FROM messages") == []


def test_what_was_said_of_one_transaction_is_not_of_the_next(classroom: Classroom) -> None:
    database = classroom.database.asked_by(classroom.asker("sam"))
    with database.read() as connection:
        assert _all(connection, "SELECT text FROM notes")
        connection.rollback()
        connection = connection.execution_options(lectern_asker=None)
        assert _all(connection, "SELECT text FROM notes") == []


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE messages DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE messages NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY lectern_changes ON messages",
        "CREATE POLICY mine ON messages USING (true)",
        "TRUNCATE messages CASCADE",
        f"SELECT * FROM {KEYS}",
        f"UPDATE {KEYS} SET key = ''",
        f"SET ROLE {OWNER}",
        f"SET SESSION AUTHORIZATION {OWNER}",
        "CREATE OR REPLACE FUNCTION lectern_role() RETURNS text LANGUAGE sql RETURN 'program'",
        "CREATE FUNCTION mine() RETURNS text LANGUAGE sql RETURN 'program'",
        f"ALTER ROLE {ROLE} BYPASSRLS",
        "SET row_security = off; SELECT * FROM messages",
        "COPY (SELECT 1) TO PROGRAM 'true'",
    ],
)
def test_the_role_cannot_switch_it_off(classroom: Classroom, statement: str) -> None:
    asked = classroom.database.asked_by(classroom.asker("sam"))
    with pytest.raises((ProgrammingError, LibraryUnavailable)), asked.begin() as connection:
        for part in statement.split("; "):
            connection.exec_driver_sql(part)


def test_nothing_of_others_is_changed(classroom: Classroom) -> None:
    asked = classroom.database.asked_by(classroom.asker("sam"))
    with asked.begin() as connection:
        for table in ("documents", "chunks", "people", "meta", "audit"):
            assert connection.exec_driver_sql(f"DELETE FROM {table}").rowcount == 0
        assert connection.exec_driver_sql("UPDATE messages SET text = text").rowcount == 2
        for theirs in ("UPDATE notes SET owner = 'x'", "INSERT INTO meta VALUES ('a', 'b')"):
            with pytest.raises(ProgrammingError, match="row-level security"), connection.begin_nested():
                connection.exec_driver_sql(theirs)


def test_without_the_key_the_address_shows_nothing(server: Server, tmp_path: Path) -> None:
    url = server.guarded(tmp_path / "library")
    library = Library.open(tmp_path / "library", url)
    add(library, "Course", "a.txt", "word")
    library.close()
    (tmp_path / "library" / "database.key").rename(tmp_path / "database.key")
    with pytest.raises(LibraryUnavailable, match=r"database\.key"):
        Library.open(tmp_path / "library", url)
    SigningKey.new().keep(tmp_path / "library")
    with pytest.raises(LibraryUnavailable, match=r"database\.key"):
        Library.open(tmp_path / "library", url)
    (tmp_path / "library" / "database.key").write_text("nonsense")
    with pytest.raises(LibraryUnavailable, match="cannot be read"):
        Library.open(tmp_path / "library", url)
    (tmp_path / "library" / "database.key").unlink()
    guard(server.url(str(make_url(url).database), OWNER), tmp_path / "library", ROLE)  # its owner has it
    assert (tmp_path / "library" / "database.key").read_text() == (tmp_path / "database.key").read_text()
    library = Library.open(tmp_path / "library", url)
    assert [document.name for document in library.documents()] == ["a.txt"]
    library.close()


def test_who_could_switch_it_off_is_not_let_in(server: Server, tmp_path: Path) -> None:
    url = server.guarded(tmp_path)
    name = str(make_url(url).database)
    for role in (OWNER, "lectern"):
        with pytest.raises(LibraryUnavailable, match="could switch that off"):
            Library.open(tmp_path, server.url(name, role))
    for role, told in ((OWNER, "could switch"), ("lectern", "could switch"), ("stranger", "no role")):
        with pytest.raises(LecternError, match=told):
            guard(server.url(name, OWNER), tmp_path, role)
    Library.open(tmp_path, url).close()


def test_a_table_without_a_guard_is_told(server: Server, tmp_path: Path) -> None:
    url = server.guarded(tmp_path)
    owners = server.url(str(make_url(url).database), OWNER)
    database = Database(owners, tmp_path)
    with database.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE later (id INTEGER)")
    database.close()
    with pytest.raises(LibraryUnavailable, match="guarded by other rules"):
        Library.open(tmp_path, url)
    guard(owners, tmp_path, ROLE)
    Library.open(tmp_path, url).close()


def test_a_library_that_was_there_is_guarded_by_the_command(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    owners = server.fresh(OWNER)
    library = Library.open(tmp_path / "library", owners)
    add(library, "Course", "a.txt", "word")
    library.close()
    command = ["guard", ROLE, "--library", str(tmp_path / "library")]
    assert main(command) == 1
    assert "database on a server" in capsys.readouterr().err
    monkeypatch.setenv("LECTERN_DATABASE", owners)
    assert main(command) == 0
    assert "is guarded" in capsys.readouterr().out
    assert (tmp_path / "library" / "database.key").stat().st_mode & 0o777 == 0o600
    url = server.url(str(make_url(owners).database), ROLE)
    library = Library.open(tmp_path / "library", url)
    asker = Asker("0" * 32, ClassRole.STUDENT)
    assert library.documents()
    assert library.seen_by(asker).documents() == []
    library.close()


def test_a_guarded_library_is_copied_whole(server: Server, tmp_path: Path) -> None:
    url = server.guarded(tmp_path)
    library = Library.open(tmp_path, url)
    add(library, "Course", "a.txt", "word")
    library.close()
    file = f"sqlite:///{tmp_path / 'library.db'}"
    assert copy_library(url, file, tmp_path).documents == 1
    library = Library.open(tmp_path)
    assert [document.name for document in library.documents()] == ["a.txt"]
    assert library.database.value("guarded") is None
    library.close()


def test_an_empty_database_is_left_empty_where_the_folder_has_files(server: Server, tmp_path: Path) -> None:
    library = Library.open(tmp_path)
    add(library, "Course", "a.txt", "word")
    library.close()
    owners = server.fresh(OWNER)
    for opened in (lambda: Library.open(tmp_path, owners).close(), lambda: guard(owners, tmp_path, ROLE)):
        with pytest.raises(LibraryUnavailable, match="it is empty"):
            opened()
    with pytest.raises(LibraryUnavailable, match="is empty"):
        Database(owners, tmp_path, makes=False)
    copy_library(f"sqlite:///{tmp_path / 'library.db'}", owners, tmp_path)  # nothing is in the way
