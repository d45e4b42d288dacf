"""Files written whole, and read by nobody else on the computer."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.common.files import is_sha256, replacing
from rag.settings import Settings
from rag.store.care.backup import backup, restore
from rag.store.library import Library
from tests.fakes import hash_of
from tests.rag.store.care.conftest import add

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no modes of files")


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """New files are readable by everybody where nobody says otherwise, as on most servers."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def readable(folder: Path) -> list[str]:
    """The files below a folder, or the file, that others can read and in which something is."""
    paths = [folder, *folder.rglob("*")]
    files = [path for path in paths if path.is_file() and path.stat().st_size]
    return [str(path) for path in files if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_nobody_else_reads_a_library_its_backup_or_what_is_brought_back(tmp_path: Path) -> None:
    folder = tmp_path / "here" / "library"
    Settings().changed("retrieval.top_k", 7).save(folder)
    library = Library.open(folder)
    add(library, "dogs.txt", "Dogs run far.")
    assert readable(folder) == []
    backup(folder, tmp_path / "backup")
    library.close()
    restore(tmp_path / "backup", folder)
    restore(tmp_path / "backup", tmp_path / "there")
    for path in (tmp_path / "backup", folder, tmp_path / "there"):
        assert readable(path) == [] and not stat.S_IMODE(path.stat().st_mode) & 0o077


def test_a_file_that_is_made_anew_is_private_too(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with replacing(tmp_path / "a") as temporary:
        temporary.unlink()
        temporary.write_text("new")
    assert readable(tmp_path) == []


def test_what_is_a_hash() -> None:
    assert is_sha256(hash_of("a"))
    for other in ("", "a" * 63, "A" * 64, "../library", hash_of("a") + "\n", None, 7):
        assert not is_sha256(other)


def test_the_folder_of_what_a_killed_process_left_is_private(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    left = library.folder / "files" / f"{'a' * 64}.txt"
    left.write_text("left")
    os.utime(left, (0, 0))
    library.close()
    Library.open(library.folder).close()
    assert (library.folder / "unused" / left.name).exists()
    assert not stat.S_IMODE((library.folder / "unused").stat().st_mode) & 0o077
