"""A whole library in one file, made while it is used, and brought back from it."""

import os
import shutil
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import delete, update

from rag.common.files import PRIVATE, is_sha256, private_folder, replacing
from rag.errors import LecternError, LibraryUnavailable
from rag.store import schema
from rag.store.care.bundle import Bundle, DamagedBundle, explained, open_bundle, write_bundle
from rag.store.care.opening import wrong_pages
from rag.store.care.remedies import damaged
from rag.store.database import Database, set_value
from rag.store.migrations import steps
from rag.store.originals import is_original

KIND = "backup"
_NOT_ITS_FAULT = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_NOMEM,
}  # fmt: skip
"""Errors of SQLite that say nothing against the database."""
_TRIES = 4
_UNKNOWN = 1_000_000_000  # more changes than any library has
_ENDS = ("", "-wal", "-shm")
_DATABASE, _SETTINGS, _FILES = "library.db", "settings.toml", "files"


def backup(folder: Path, target: Path) -> int:
    """Put the library in `folder` (database, originals, settings) into the file `target`; returns how many originals.

    Other processes may go on meanwhile: it is the library of one moment. Raises LecternError where that fails, and
    leaves an earlier file at `target` as it is.
    """
    if not (folder / _DATABASE).exists():
        raise LibraryUnavailable(f"There is no library in {folder}. Choose another folder with --library.")
    try:
        return _backed_up(folder, target)
    except UnicodeDecodeError as error:
        raise damaged(folder, f"library.db cannot be read ({error})") from error
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF in _NOT_ITS_FAULT:
            raise LecternError(
                f"The backup cannot be made: {error}. Free some space, and do it again."
            ) from error
        raise damaged(folder, f"library.db cannot be read ({error})") from error


def _backed_up(folder: Path, target: Path) -> int:
    with explained("The backup", target), workplace(folder) as place:
        copy = place / _DATABASE
        known_missing: set[Path] = set()
        for _ in range(_TRIES):
            copy_database(folder / _DATABASE, copy)
            originals = _originals(copy, folder)
            missing = {path for path in originals if not path.exists()}
            if missing != known_missing:  # deleted just now, or long ago: the next copy tells
                known_missing = missing
                continue
            originals = [path for path in originals if path not in missing]
            parts = {_DATABASE: copy, **{f"{_FILES}/{path.name}": path for path in originals}}
            if (folder / _SETTINGS).exists():
                parts[_SETTINGS] = folder / _SETTINGS
            try:
                write_bundle(target, {"kind": KIND, "made": time.time(), "format": steps.NEWEST}, parts)
                return len(originals)
            except FileNotFoundError:
                if all(path.exists() for path in parts.values()):
                    raise  # it is the target's folder that is not there
                # else a document was deleted after the database had been copied
    raise LecternError("Documents are being deleted all the time. Make the backup when that is done.")


def restore(source: Path, folder: Path) -> Path | None:
    """Bring the library in `folder` back to what it was when `source`, a backup or a copy of the database, was made.

    What is there now is put into `copies/` and nothing of it is deleted; returns the path of the database that was.
    Everything is checked before anything is changed. Raises LecternError.
    """
    try:
        private_folder(folder)
        with FileLock(folder / "restore.lock").acquire(timeout=0), workplace(folder) as place:
            return _restored(source, folder, place)
    except Timeout as error:
        raise LecternError("This library is being restored by another process. Wait for that.") from error
    except OSError as error:
        raise LibraryUnavailable(
            f"The library cannot be restored to {folder} ({error.strerror or error}). Free some space there, or "
            "choose another folder with --library."
        ) from error


def copy_database(database: Path, target: Path) -> None:
    """SQLite's online backup: of one moment, with what is still in the write-ahead log, while others write."""
    target.unlink(missing_ok=True)
    target.touch(PRIVATE)
    with (
        closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=60)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)


def _restored(source: Path, folder: Path, place: Path) -> Path | None:
    fresh = place / _DATABASE
    bundle = None
    if _is_database(source):
        shutil.copyfile(source, fresh)
    else:
        bundle = open_bundle(source, KIND)
        bundle.check()
        bundle.take(_DATABASE, fresh)
    _check_database(source, fresh)
    _made_today(fresh, _generation(folder / _DATABASE), _good_keys(folder / _DATABASE))
    if bundle is not None:
        _bring_files(bundle, folder)
    kept = put_aside(folder, "before-restoring")
    _put_in_place(fresh, folder / _DATABASE)
    return kept


def _bring_files(bundle: Bundle, folder: Path) -> None:
    private_folder(folder / _FILES)
    for part in bundle.parts:
        if part == _SETTINGS or part.startswith(f"{_FILES}/"):
            bundle.take(part, folder / part)


def put_aside(folder: Path, why: str) -> Path | None:
    """Copy the database in `folder`, with its log, to `copies/`, or to `damaged/` where it is not whole; the path of
    the copy, None where there is no database."""
    database = folder / _DATABASE
    if not database.exists():
        return None
    name = f"library.{why}.{time.strftime('%Y-%m-%d-%H%M%S')}.db"
    target = folder / "copies" / name
    private_folder(target.parent)
    try:
        with replacing(target) as temporary:
            copy_database(database, temporary)
            with closing(sqlite3.connect(temporary)) as copy:
                if wrong := wrong_pages(copy):
                    raise sqlite3.DatabaseError(wrong)
    except (sqlite3.Error, UnicodeDecodeError):
        target = folder / "damaged" / name
        private_folder(target.parent)
        for end in _ENDS:
            if Path(f"{database}{end}").exists():
                shutil.copyfile(f"{database}{end}", f"{target}{end}")
    return target


def _put_in_place(fresh: Path, database: Path) -> None:
    """By the online backup, which those who have the library open see at once; where what is there is too damaged for
    that, as another file."""
    if not database.exists():
        database.touch(PRIVATE)
    try:
        with (
            closing(sqlite3.connect(fresh)) as source,
            closing(sqlite3.connect(database, timeout=60)) as target,
        ):
            _paged_as(source, target)
            source.backup(target)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if wrong_pages(target):
                raise sqlite3.DatabaseError("what was there is still seen")
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        exchange(fresh, database)


def _paged_as(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Give a database the pages of the one that it is to be copied over: SQLite copies none over larger or smaller
    ones while somebody has it open. An empty one takes those that come."""
    if target.execute("PRAGMA page_count").fetchone() == (0,):
        return
    (size,) = target.execute("PRAGMA page_size").fetchone()
    if source.execute("PRAGMA page_size").fetchone() != (size,):
        source.execute("PRAGMA journal_mode=DELETE")
        source.execute(f"PRAGMA page_size={size}")
        source.execute("VACUUM")


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """An empty folder beside the database; what a killed process leaves of it is cleared away after a day."""
    private_folder(folder / "unused")
    with TemporaryDirectory(prefix="making-", dir=folder / "unused") as place:
        yield Path(place)


def exchange(fresh: Path, database: Path) -> None:
    """Put the file `fresh` in the place of a database, in one step; the log of that one goes first, into it where that
    can be done: it would be taken for the log of the new one."""
    with suppress(sqlite3.Error, UnicodeDecodeError), closing(sqlite3.connect(database)) as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for end in _ENDS[1:]:
        Path(f"{database}{end}").unlink(missing_ok=True)
    fresh.chmod(PRIVATE)
    os.replace(fresh, database)


def _made_today(fresh: Path, above: int, good_keys: frozenset[str]) -> None:
    """Bring it to today's format, and let nobody take what was kept of the library before for something of this one:
    it has another identity, and a higher number of changes. Who was signed in then may have been signed out since, and
    links may have been used, so neither holds any more. Of keys those open that are good in the library that is there
    now (`good_keys`, their hashes): others may have been revoked since, or be of accounts that were deleted."""
    database = Database(f"sqlite:///{fresh}")
    try:
        number = max(database.generation, above) + 1
        with database.begin() as connection:
            set_value(connection, "library", uuid.uuid4().hex)
            set_value(connection, "generation", str(number))
            for table in (schema.sessions, schema.invitations):
                connection.execute(delete(table))
            keys = schema.api_keys
            lost = update(keys).where(keys.c.revoked.is_(None), keys.c.hash.not_in(good_keys))
            connection.execute(lost.values(revoked=time.time()))
    finally:
        database.close()
    with closing(sqlite3.connect(fresh)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _generation(database: Path) -> int:
    """The number of changes of what is there now; a high one where that cannot be read."""
    if not database.exists():
        return 0
    try:
        with closing(sqlite3.connect(database)) as connection:
            found = connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
            return int(found[0])
    except (sqlite3.Error, TypeError, ValueError):
        return _UNKNOWN


def _good_keys(database: Path) -> frozenset[str]:
    """The hashes of the keys that open the library that is there now; of one that cannot be read, none do."""
    if not database.exists():
        return frozenset()
    try:
        with closing(sqlite3.connect(database)) as connection:
            found = connection.execute("SELECT hash FROM api_keys WHERE revoked IS NULL").fetchall()
            return frozenset(str(row[0]) for row in found)
    except (sqlite3.Error, UnicodeDecodeError):
        return frozenset()


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError as error:
        raise DamagedBundle(
            f"{path} cannot be opened ({error.strerror or error}). Check the path."
        ) from error


def _check_database(source: Path, fresh: Path) -> None:
    try:
        with closing(sqlite3.connect(fresh)) as connection:
            wrong = wrong_pages(connection)
            check_format(source, connection)
            foreign = not wrong and any(not is_sha256(row[0]) for row in _named_originals(connection))
    except (sqlite3.Error, TypeError, UnicodeDecodeError) as error:
        raise DamagedBundle(f"{source} has no library in it ({error}). Choose another file.") from error
    if not wrong and foreign:
        wrong = "it tells of originals that are none"
    if wrong:
        raise DamagedBundle(f"{source} is damaged: {wrong}. Choose an older one. Nothing was changed.")


def check_format(source: Path, connection: sqlite3.Connection) -> None:
    """Raise DamagedBundle where the database that came in `source` was made by a newer Lectern; sqlite3.Error or
    TypeError where it does not say by which."""
    number = str(connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()[0])
    if not number.isdecimal() or int(number) > steps.NEWEST:
        raise DamagedBundle(
            f"{source} was made by a newer Lectern (format {number}, this one knows {steps.NEWEST}). Update Lectern."
        )


def _originals(copy: Path, folder: Path) -> list[Path]:
    """Where the originals are, or should be, that the copied database refers to."""
    with closing(sqlite3.connect(copy)) as connection:
        if wrong := wrong_pages(connection):
            raise damaged(folder, wrong)
        if not _tables(connection, "documents"):
            raise LibraryUnavailable(
                f"There is no library in {folder} yet. Choose another folder with --library."
            )
        named = _named_originals(connection)
        names = {f"{digest}{suffix}" for digest, suffix in named if is_original(digest, suffix)}
    return [folder / _FILES / name for name in sorted(names)]


def _named_originals(connection: sqlite3.Connection) -> list[tuple[Any, Any]]:
    """(SHA-256, suffix) of each file that documents and their earlier versions refer to, as it is written there."""
    return [
        (digest, suffix)
        for table in _tables(connection, "documents", "versions")
        for digest, suffix in connection.execute(f"SELECT sha256, suffix FROM {table}")
    ]


def _tables(connection: sqlite3.Connection, *names: str) -> list[str]:
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    return [name for name in names if name in there]
