"""Which database the files in a library's folder belong to.

What no document refers to is swept out of `files/`, so a folder must not be opened with the database of another
library. A database that is a file belongs to the folder that it is in; of one elsewhere the folder keeps the identity.
"""

from pathlib import Path

from rag.common.files import replacing
from rag.errors import LecternError, LibraryUnavailable
from rag.store.database import Database

_MARK = "library.id"


def check_belongs(database: Database, folder: Path) -> None:
    """Raise LibraryUnavailable where the files in `folder` are of another library than that in `database`. A folder
    without any is that library's from now on."""
    mark = folder / _MARK
    if database.is_file and database.folder.resolve() != folder.resolve():
        raise LibraryUnavailable(
            f"The database {database.place} is in another folder than {folder}, whose files are not its. Choose the "
            "folder that it is in: --library, or LECTERN_LIBRARY."
        )
    if database.is_file:
        check_here(folder)
        return
    if mark.exists() and mark.read_text(encoding="utf-8").strip() == database.value("library"):
        return
    if mark.exists() or _has_library(folder):
        raise LibraryUnavailable(
            f"The files in {folder} are of another library than the one at {database.place}. Choose the folder that "
            "belongs to it (--library, or LECTERN_LIBRARY); or copy the library in this folder there: "
            "python -m rag.store copy FROM TO"
        )
    belong(database, folder)


def check_here(folder: Path) -> None:
    """Raise LibraryUnavailable where the database of the files in `folder` is not in there."""
    if (folder / _MARK).exists():
        raise LibraryUnavailable(
            f"The database of the library in {folder} is on a server. Set LECTERN_DATABASE to its address, or copy it "
            "back: python -m rag.store copy FROM TO"
        )


def check_in_file(url: str | None, folder: Path) -> None:
    """Raise LecternError where the database at `url` (None: in the library's `folder`) is no file. What Lectern does to
    keep a library whole, it does with files."""
    if url is None:
        check_here(folder)
    if url is not None and not url.startswith("sqlite:"):
        raise LecternError(
            "The library's database is on a server (LECTERN_DATABASE), which has checks and backups of its own: "
            "pg_dump and pg_restore. Copy the folder files/ of the library together with what pg_dump makes."
        )


def belong(database: Database, folder: Path) -> None:
    """Let the files in `folder` be those of the library in `database`."""
    if database.is_file:
        (folder / _MARK).unlink(missing_ok=True)
        return
    with replacing(folder / _MARK) as temporary:
        temporary.write_text(f"{database.value('library')}\n", encoding="utf-8")


def _has_library(folder: Path) -> bool:
    file, files = folder / "library.db", folder / "files"
    return (file.exists() and file.stat().st_size > 0) or (files.is_dir() and any(files.iterdir()))
