"""A library of an older format is brought to today's, whole or not at all."""

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from rag.errors import DamagedLibrary, LibraryUnavailable
from rag.store.library import Library
from rag.store.migrations import copies, steps
from rag.store.notes.notes import KeptNote, Notes

_V1 = Path(__file__).parent / "data" / "v1"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The folder of a copy of the kept library of format 1."""
    return Path(shutil.copytree(_V1, tmp_path / "library"))


def rows(folder: Path, query: str, file: str = "library.db") -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / file)) as connection:
        return connection.execute(query).fetchall()


def everything(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table with its rows, and how it was made."""
    tables = rows(folder, "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return {f"{name} {sql}": rows(folder, f"SELECT * FROM {name}") for name, sql in tables}


def shape(folder: Path) -> dict[str, object]:
    """The columns, foreign keys and indexes of every table, in no order."""
    found: dict[str, object] = {}
    for (name,) in rows(folder, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        columns = rows(
            folder, f'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info("{name}")'
        )
        keys = rows(folder, f'SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list("{name}")')
        indexes = rows(folder, f'SELECT name, "unique" FROM pragma_index_list("{name}")')
        found[str(name)] = sorted(columns), sorted(keys), sorted(indexes)
    return found


def opened(folder: Path) -> None:
    Library.open(folder).close()


def test_an_old_library_becomes_what_a_new_one_is(old: Path, tmp_path: Path) -> None:
    opened(old)
    opened(tmp_path / "new")
    assert shape(old) == shape(tmp_path / "new")
    numbers = "SELECT number, name FROM migrations ORDER BY number"
    assert rows(old, numbers) == rows(tmp_path / "new", numbers)
    assert rows(old, numbers)[:2] == [(1, "baseline"), (2, "collections_by_id")]
    assert rows(old, "SELECT value FROM meta WHERE key = 'schema'") == [(str(steps.NEWEST),)]


def test_a_copy_is_kept_before_and_none_when_nothing_changes(old: Path) -> None:
    before = everything(old)
    opened(old)
    opened(old)
    (copy,) = (old / "copies").iterdir()
    assert copy.name == "library.format-1.db"
    shutil.copy(copy, old / "library.db")
    assert everything(old) == before


def test_the_copies_of_the_newest_three_formats_stay(old: Path) -> None:
    kept = [copies.keep_copy(old / "library.db", number) for number in (1, 2, 3, 3, 4, 5)]
    assert sorted((old / "copies").iterdir()) == kept[3:]
    assert kept[-1].name == "library.format-5.db"


def test_a_copy_that_cannot_be_written_stops_it(old: Path) -> None:
    before = everything(old)
    (old / "copies").write_text("a file where a folder should be")
    with pytest.raises(
        LibraryUnavailable, match=r"Free some space there, and do it again\. Nothing was changed"
    ):
        opened(old)
    assert everything(old) == before


def test_a_step_that_fails_changes_nothing_and_says_what_to_do(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection):  # type: ignore[no-untyped-def]
        connection.exec_driver_sql("DELETE FROM messages")
        connection.exec_driver_sql("CREATE TABLE meta (x)")  # which is there already

    before = everything(old)
    monkeypatch.setattr(steps, "STEPS", {**steps.STEPS, steps.NEWEST + 1: broken})
    monkeypatch.setattr(steps, "NEWEST", steps.NEWEST + 1)
    with pytest.raises(
        LibraryUnavailable, match="meta already exists.*Nothing was changed: go on with the Lectern"
    ):
        opened(old)
    assert everything(old) == before
    assert len(list((old / "copies").iterdir())) == 1


def test_a_step_that_breaks_a_reference_fails(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(connection):  # type: ignore[no-untyped-def]
        connection.exec_driver_sql("DELETE FROM collections WHERE name = 'Gardening'")

    before = everything(old)
    monkeypatch.setattr(steps, "STEPS", {**steps.STEPS, steps.NEWEST + 1: careless})
    monkeypatch.setattr(steps, "NEWEST", steps.NEWEST + 1)
    with pytest.raises(LibraryUnavailable, match="refer to what is not there"):
        opened(old)
    assert everything(old) == before


def test_foreign_keys_are_enforced_again_afterwards(old: Path) -> None:
    library = Library.open(old)
    with library.database.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    library.close()


def test_two_that_open_it_at_once_migrate_it_once(old: Path) -> None:
    errors: list[Exception] = []
    start = threading.Barrier(4)

    def open_it() -> None:
        start.wait()
        try:
            opened(old)
        except Exception as error:  # noqa: BLE001 - asserted below
            errors.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(list((old / "copies").iterdir())) == 1


@pytest.mark.parametrize("number", ["abc", "", "-1", "0", "1.5"])
def test_a_format_that_is_no_number_is_said_plainly(old: Path, number: str) -> None:
    with closing(sqlite3.connect(old / "library.db")) as connection, connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (number,))
    with pytest.raises(
        LibraryUnavailable, match=f"is damaged: the number of its format is '{number}'. Restore"
    ):
        opened(old)


def test_a_library_without_a_format_is_said_plainly(old: Path) -> None:
    with closing(sqlite3.connect(old / "library.db")) as connection, connection:
        connection.execute("DELETE FROM meta")
    with pytest.raises(LibraryUnavailable, match="is damaged"):
        opened(old)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    with pytest.raises(LibraryUnavailable, match="is not a Lectern library"):
        opened(tmp_path)
    assert rows(tmp_path, "SELECT name FROM sqlite_master") == [("recipes",)]


def test_an_emptied_database_beside_originals_is_not_taken_for_a_new_one(old: Path) -> None:
    (old / "library.db").write_bytes(b"")
    with pytest.raises(DamagedLibrary, match=r"is empty, but 3 originals .* Restore .* --rebuild"):
        opened(old)
    assert (old / "library.db").stat().st_size == 0


def test_an_empty_file_without_originals_becomes_a_library(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"")
    library = Library.open(tmp_path)
    assert library.collections() == []
    library.close()


def test_titles_that_say_nothing_become_the_files_names(old: Path) -> None:
    with closing(sqlite3.connect(old / "library.db")) as connection, connection:
        bad = "0bf10dda7fb64b14a158a75e877082d8"
        connection.execute("UPDATE documents SET title = ? WHERE name = 'beds.txt'", (bad,))
        connection.execute("UPDATE documents SET title = '(anonymous)' WHERE name = '02-gans.pdf'")
        connection.execute("UPDATE chunks SET header = ? WHERE page = 1", (bad,))
    opened(old)
    assert rows(old, "SELECT name, title FROM documents ORDER BY name") == [
        ("02-gans.pdf", "02-gans"),
        ("beds.txt", "beds"),
        ("compost.md", "Compost"),
    ]
    headers = rows(old, "SELECT DISTINCT header FROM chunks WHERE page = 1")
    assert headers == [(bad,)]  # they are embedded as they are


def test_copies_are_known_from_the_librarys_folder_on(old: Path) -> None:
    (before,) = rows(old, "SELECT path FROM jobs WHERE path <> ''")[:1]
    opened(old)
    (after,) = rows(old, "SELECT path FROM jobs WHERE path <> ''")[:1]
    name = str(before[0]).replace("\\", "/").rpartition("/")[2]
    assert after == (f"staging/{name}",) and before != after


def test_a_library_of_before_can_keep_notes_of_its_answers(old: Path) -> None:
    library = Library.open(old)
    kept = Notes(library.database).keep(KeptNote("Gardening", "Fourteen.", message_id=2))
    assert (kept.collection, kept.collection_missing, kept.message_id) == ("Gardening", False, 2)
    library.close()


def test_a_step_of_an_earlier_number_that_comes_later_is_taken(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two steps that were made at the same time may come in either order."""
    later = dict(steps.STEPS)
    earlier = later.pop(14)
    monkeypatch.setattr(steps, "STEPS", later)
    opened(old)
    assert rows(old, "SELECT name FROM sqlite_master WHERE name = 'people'") == []
    monkeypatch.setattr(steps, "STEPS", {**later, 14: earlier})
    opened(old)
    assert rows(old, "SELECT COUNT(*) FROM people") == [(0,)]
    assert rows(old, "SELECT name FROM migrations WHERE number = 14") == [("people",)]
    assert rows(old, "SELECT value FROM meta WHERE key = 'schema'") == [(str(steps.NEWEST),)]
