"""A library in one file of SQLite: WAL, foreign keys, one writer at a time, checksums of what is written."""

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

from rag.common.names import composed
from rag.errors import LecternError, LibraryUnavailable
from rag.store.care.check import wrong_values
from rag.store.care.opening import OpeningCheck
from rag.store.care.remedies import damaged
from rag.store.care.seals import seal
from rag.store.claims.claims import Claims, OneProcess
from rag.store.index.words import words_of
from rag.store.migrations.copies import keep_copy
from rag.store.tables.seals import triggers
from rag.values.people import Asker

_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full. Free some space and do it again; what was kept before is whole",
    sqlite3.SQLITE_READONLY: "it must not be written. Give yourself the right to, or choose another folder",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened. Check that the folder is there and can be written",
    sqlite3.SQLITE_BUSY: "another process has been writing for a minute. Wait for it, and do it again",
    sqlite3.SQLITE_IOERR: "the disk does not read or write. Check that it is connected and has space left",
    sqlite3.SQLITE_NOMEM: "the computer has too little free memory. Close other programs, and do it again",
    sqlite3.SQLITE_NOTADB: "its file is not a Lectern library. Choose another folder",
}
"""What a person can act on, by SQLite's primary result code; any other error is a bug."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_NOT_TEXT = "Could not decode to UTF-8"


class SQLite:
    """A `SQLDialect`: the file of an URL, or a database in memory. `folder` is where the file lies; of one in memory,
    where Lectern works."""

    reading: Mapping[str, Any] = {}
    errors: tuple[type[Exception], ...] = (sqlite3.DatabaseError,)

    def __init__(self, url: str) -> None:
        self._url = url
        name = make_url(url).database
        self.file = Path(name) if name and name != ":memory:" else None
        self.folder = self.file.parent if self.file else Path()
        self.place = url.removeprefix("sqlite:///")

    def engine(self) -> Engine:
        """See `SQLDialect`."""
        engine = create_engine(self._url, connect_args={"timeout": 60, "check_same_thread": False})
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
        return engine

    def make_own(self, connection: Connection) -> None:
        """The index of words, and the triggers that note down what has no checksum yet."""
        words_of(connection).make(connection)
        for trigger in triggers():
            connection.exec_driver_sql(trigger)

    def asking(self, asker: Asker) -> Mapping[str, Any]:
        """None: whoever has the file has all of it."""
        return {}

    def claims(self) -> Claims:
        """All is the one process's."""
        return OneProcess()

    def check_key(self, connection: Connection) -> None:
        """Nothing: it has none."""

    def seal(self, connection: Connection) -> None:
        """See `SQLDialect`."""
        seal(connection.exec_driver_sql)

    def keep_copy(self, number: int) -> None:
        """See `SQLDialect`. Nothing is kept of one in memory."""
        if self.file is not None:
            keep_copy(self.file, number)

    def broken_references(self, connection: Connection) -> list[str]:
        """See `SQLDialect`."""
        return [row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]

    def check_opened(self) -> OpeningCheck | None:
        """See `SQLDialect`."""
        return None if self.file is None else OpeningCheck(self.file)

    def wrong_values(self) -> str:
        """See `SQLDialect`."""
        return "" if self.file is None else wrong_values(self.file)

    def identity(self) -> tuple[int, int] | None:
        """Device and number of the file."""
        if self.file is None:
            return None
        try:
            found = os.stat(self.file)
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def in_words(self, error: BaseException | None) -> LecternError | None:
        """See `SQLDialect`."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        no_text = str(error).startswith(_NOT_TEXT)
        if code == sqlite3.SQLITE_NOTADB and not _has_originals(self.folder):
            return self._unusable(_REASONS[code])
        if code in _DAMAGED or no_text:
            return self.damaged(f"a part of library.db cannot be read ({error})")
        if code == sqlite3.SQLITE_CANTOPEN and self.file is not None and not self.file.exists():
            return self.taken_away()
        return self._unusable(_REASONS[code]) if code in _REASONS else None

    def damaged(self, what: str) -> LecternError:
        """See `SQLDialect`."""
        return damaged(self.folder, what)

    def foreign(self) -> LecternError:
        """See `SQLDialect`."""
        return self._unusable(_REASONS[sqlite3.SQLITE_NOTADB])

    def empty(self) -> LecternError:
        """See `SQLDialect`."""
        return self._unusable("there is nothing in it")

    def taken_away(self) -> LecternError:
        """See `SQLDialect`."""
        return LibraryUnavailable(
            f"The library at {self.place} is no longer there: its folder was moved, deleted or disconnected. "
            "Put it back where it was, and do it again."
        )

    def _unusable(self, reason: str) -> LibraryUnavailable:
        return LibraryUnavailable(f"The library at {self.place} cannot be used: {reason}.")


def _has_originals(folder: Path) -> bool:
    files = folder / "files"
    return files.is_dir() and any(files.iterdir())


def _configure(connection: Any, _record: object) -> None:
    # pysqlite would otherwise begin transactions by itself, and too late for a write lock.
    connection.isolation_level = None
    connection.create_function("composed", 1, _composed, deterministic=True)
    # The size counts where the file is new. Of 4096, SQLite's own, a unit with its vector takes a page for itself.
    for pragma in ("page_size=8192", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _composed(name: Any) -> Any:
    return composed(name) if isinstance(name, str) else name  # what is damaged may be of any kind


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("lectern_unchecked"):
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # which does nothing inside a transaction
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("lectern_write") else "BEGIN")
