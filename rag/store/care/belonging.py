"""Which database the files in a library's folder belong to.

What no document refers to is swept out of `files/`, so a folder must not be opened with the database of another
library. A database that is a file belongs to the folder that it is in; of one elsewhere the folder keeps the identity.
"""

from pathlib import Path

from sqlalchemy import func, make_url, select
from sqlalchemy.exc import ArgumentError

from rag.common.files import replacing
from rag.errors import LecternError, LibraryUnavailable
from rag.store import schema
from rag.store.database import Database

_MARK = "library.id"
_FILE = "library.db"


def on_server(url: str | None, folder: Path) -> str | None:
    """The URL of a database on a server, None where it is the file in the library's `folder`, in whatever way that is
    said. Raises LibraryUnavailable for another file."""
    try:
        address = make_url(url) if url is not None else None
    except ArgumentError:
        return url  # what is wrong with it is said where it is opened
    if address is None or address.get_backend_name() != "sqlite":
        return url
    file = Path(address.database or "").resolve()
    if file != (folder / _FILE).resolve():
        where = (
            f"in another folder than {folder}" if file.parent != folder.resolve() else f"another than {_FILE}"
        )
        raise LibraryUnavailable(
            f"The database {file} is {where}, so the files there are not its. Choose the folder that it is in: "
            "--library, or LECTERN_LIBRARY."
        )
    return None


def is_new(folder: Path) -> bool:
    """Whether no library has its files in `folder`, so that one may be made of an empty database."""
    return not (folder / _MARK).exists() and not _has_library(folder)


def check_belongs(database: Database, folder: Path) -> None:
    """Raise LibraryUnavailable where the files in `folder` are of another library than that in `database`, which is on
    a server. A folder without any is a new library's from now on."""
    mark = folder / _MARK
    if mark.exists() and mark.read_text(encoding="utf-8").strip() == database.value("library"):
        return
    if not is_new(folder):
        raise LibraryUnavailable(
            f"The files in {folder} are of another library than the one at {database.place}. Choose the folder that "
            "belongs to it (--library, or LECTERN_LIBRARY); or copy the library in this folder there: "
            f"python -m rag.store copy FROM TO. Of a backup, the file {_MARK} is a part, too."
        )
    if _has_documents(database):
        raise LibraryUnavailable(
            f"The files of the library at {database.place} are not in {folder}. Choose the folder that belongs to it "
            f"(--library, or LECTERN_LIBRARY), or bring files/ and {_MARK} from there."
        )
    belong(database, folder)


def check_source(folder: Path, source: str, target: str) -> None:
    """Raise LecternError where the files in `folder` are by now of another library than the one that is copied or was
    begun to be copied to: those of them that it does not know would be swept away."""
    mark = folder / _MARK
    if mark.exists() and mark.read_text(encoding="utf-8").strip() not in (source, target):
        raise LecternError(
            f"The files in {folder} belong to another database by now than the one to be copied ({_MARK} says so), "
            "and what was added since is not in it. Copy from the database that is in use."
        )


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
    elsewhere = on_server(url, folder)
    if elsewhere is None:
        check_here(folder)
    else:
        raise LecternError(
            "The library's database is on a server (LECTERN_DATABASE), which has checks and backups of its own: "
            "pg_dump and pg_restore. Copy files/ and library.id of the library together with what pg_dump makes."
        )


def belong(database: Database, folder: Path) -> None:
    """Let the files in `folder` be those of the library in `database`."""
    if database.is_file:
        (folder / _MARK).unlink(missing_ok=True)
        return
    with replacing(folder / _MARK) as temporary:
        temporary.write_text(f"{database.value('library')}\n", encoding="utf-8")


def _has_documents(database: Database) -> bool:
    with database.read() as connection:
        return bool(connection.execute(select(func.count()).select_from(schema.documents)).scalar())


def _has_library(folder: Path) -> bool:
    file, files = folder / _FILE, folder / "files"
    return (file.exists() and file.stat().st_size > 0) or (files.is_dir() and any(files.iterdir()))
