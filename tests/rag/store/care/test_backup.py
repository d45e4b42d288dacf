"""A backup is the library of one moment; restoring loses nothing of what was."""

import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from rag.errors import LecternError
from rag.store.access.keys import Keys, KeyScope
from rag.store.care.backup import backup, restore
from rag.store.care.bundle import DamagedBundle
from rag.store.care.check import check
from rag.store.library import Library
from rag.store.people.invitations import Invitations
from rag.store.people.people import People
from rag.store.people.sessions import Sessions
from rag.values.people import ClassRole
from tests.rag.store.care.conftest import add, garble


def names(folder: Path) -> list[str]:
    library = Library.open(folder)
    try:
        return [document.name for document in library.documents()]
    finally:
        library.close()


def test_it_comes_back_whole_elsewhere(folder: Path, tmp_path: Path) -> None:
    (folder / "settings.toml").write_text("[retrieval]\ntop_k = 5\n")
    assert backup(folder, tmp_path / "b.lectern") == 3
    assert restore(tmp_path / "b.lectern", tmp_path / "new") is None
    assert names(tmp_path / "new") == ["birds.txt", "cats.txt", "dogs.txt"]
    assert check(tmp_path / "new", full=True) == []
    assert (tmp_path / "new" / "settings.toml").read_text() == "[retrieval]\ntop_k = 5\n"


def test_an_open_library_sees_what_was_restored(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "b.lectern")
    library = Library.open(folder)
    later = add(library, "late.txt", "Fish swim.")
    before = library.generation
    assert library.search.lexical(["fish"], 5)
    kept = restore(tmp_path / "b.lectern", folder)
    assert [document.name for document in library.documents()] == ["birds.txt", "cats.txt", "dogs.txt"]
    assert library.generation > before
    assert library.search.lexical(["fish"], 5) == {}
    library.close()
    assert kept is not None
    restore(kept, folder)  # and back
    assert "late.txt" in names(folder)
    library = Library.open(folder)
    assert library.original(later.id) is not None
    library.close()


def test_an_open_library_with_other_pages_sees_it_too(tmp_path: Path) -> None:
    """Libraries of before have pages of 4 KB."""
    database = tmp_path / "old" / "library.db"
    old = Library.open(tmp_path / "old")
    add(old, "a.txt", "Dogs run.")
    old.close()
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA page_size=4096")
        connection.execute("VACUUM")
    connection.close()
    backup(tmp_path / "old", tmp_path / "b.lectern")
    new = Library.open(tmp_path / "new")
    file = (tmp_path / "new" / "library.db").stat().st_ino
    restore(tmp_path / "b.lectern", tmp_path / "new")
    assert [document.name for document in new.documents()] == ["a.txt"]
    assert (tmp_path / "new" / "library.db").stat().st_ino == file  # the same file, not one in its place
    new.close()


def test_a_new_folder_takes_the_pages_of_the_backup(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "b.lectern")
    restore(tmp_path / "b.lectern", tmp_path / "fresh")

    def pages(of: Path) -> int:
        with closing(sqlite3.connect(of / "library.db")) as connection:
            return int(connection.execute("PRAGMA page_size").fetchone()[0])

    assert pages(tmp_path / "fresh") == pages(folder) == 8192


@pytest.mark.parametrize("page", [0, 5, 12])
def test_a_damaged_library_is_restored_and_kept_aside(folder: Path, tmp_path: Path, page: int) -> None:
    backup(folder, tmp_path / "b.lectern")
    garble(folder / "library.db", page)
    kept = restore(tmp_path / "b.lectern", folder)
    assert kept is not None and kept.parent.name == "damaged"
    assert len(names(folder)) == 3
    assert check(folder, full=True) == []


def test_an_emptied_library_is_restored(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "b.lectern")
    (folder / "library.db").write_bytes(b"")
    restore(tmp_path / "b.lectern", folder)
    assert len(names(folder)) == 3


def test_a_damaged_backup_changes_nothing(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.lectern"
    backup(folder, target)
    whole = target.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 40)):
        target.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        before = (folder / "library.db").read_bytes()
        try:
            restore(target, folder)
        except LecternError:
            assert (folder / "library.db").read_bytes() == before
        assert len(names(folder)) == 3
    target.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedBundle):
        restore(target, folder)


def test_a_part_that_was_put_in_is_refused(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.lectern"
    backup(folder, target)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("../outside.txt", "x")
    with pytest.raises(DamagedBundle, match="not those of its list"):
        restore(target, folder)
    assert not (tmp_path / "outside.txt").exists()


def test_what_is_no_backup_is_said_so(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("hello")
    with pytest.raises(DamagedBundle, match="no file that Lectern made"):
        restore(other, folder)
    with pytest.raises(DamagedBundle, match="cannot be opened"):
        restore(tmp_path / "nothing", folder)


def test_a_place_that_cannot_be_written_is_said(folder: Path) -> None:
    with pytest.raises(LecternError, match="cannot be written"):
        backup(folder, Path("/proc/nowhere/b.lectern"))


def test_it_is_made_while_another_process_ingests(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    for number in range(12):
        (course / f"{number}.txt").write_text(f"Paragraph of text {number} is here. " * 200)
    folder = tmp_path / "library"
    ingest = subprocess.Popen(
        [sys.executable, "-m", "tests.ingest.slow_ingest", str(folder), str(course)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        made, counts = 0, []
        while ingest.poll() is None:
            if not (folder / "library.db").exists():
                time.sleep(0.02)
                continue
            try:
                backup(folder, tmp_path / f"{made}.lectern")
            except LecternError:
                continue
            restore(tmp_path / f"{made}.lectern", tmp_path / f"restored-{made}")
            assert check(tmp_path / f"restored-{made}", full=True) == []
            counts.append(len(names(tmp_path / f"restored-{made}")))
            made += 1
    finally:
        ingest.wait(60)
    assert made >= 2 and counts == sorted(counts)
    assert len(names(folder)) == 12


def test_who_was_signed_in_then_is_not_any_more(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    people = People(library.database)
    olga = people.add("Olga", "olga", ClassRole.OWNER, "correct horse")
    key = Sessions(library.database).open(olga, "password", 1)
    Invitations(library.database).make(ClassRole.TEACHER)
    backup(library.folder, tmp_path / "b.zip")
    Sessions(library.database).close_all(olga.id)
    restore(tmp_path / "b.zip", library.folder)
    assert Sessions(library.database).person_of(key) is None
    assert Invitations(library.database).all() == []
    assert people.signing_in("olga", "correct horse") is not None
    library.close()


def test_keys_open_after_it_only_where_they_opened_just_before(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    keys = Keys(library.database)
    kept, taken = (keys.make(name, {KeyScope.ASK}) for name in ("kept", "revoked since"))
    backup(library.folder, tmp_path / "b.zip")
    keys.revoke(taken[0].id)
    restore(tmp_path / "b.zip", library.folder)
    assert [key.name for key in keys.list() if key.revoked is None] == ["kept"]
    found = keys.find(kept[1])
    assert found is not None and found.revoked is None
    restore(tmp_path / "b.zip", tmp_path / "elsewhere")  # where nobody knows what was revoked
    other = Library.open(tmp_path / "elsewhere")
    assert all(key.revoked is not None for key in Keys(other.database).list())
    other.close()
    library.close()
