"""The connection to library.db: WAL, foreign keys, one writer at a time, migrated when it is opened."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from rag.errors import LecternError, LibraryUnavailable
from rag.store import schema
from rag.store.migrations import run, steps

_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full. Free some space and do it again; what was kept before is whole",
    sqlite3.SQLITE_READONLY: "it must not be written. Give yourself the right to, or choose another folder",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened. Check that the folder is there and can be written",
    sqlite3.SQLITE_BUSY: "another process has been writing for a minute. Wait for it, and do it again",
    sqlite3.SQLITE_IOERR: "the disk does not read or write. Check that it is connected and has space left",
    sqlite3.SQLITE_CORRUPT: "its file is damaged. Restore it from a backup, or choose another folder",
    sqlite3.SQLITE_NOTADB: "its file is not a Lectern library. Choose another folder",
}
"""What a person can act on, by SQLite's primary result code; any other error is a bug."""


class Database:
    """An SQL database by URL. `begin` is a write transaction, `read` a consistent read."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = create_engine(url, connect_args={"timeout": 60, "check_same_thread": False})
        event.listen(self._engine, "connect", _configure)
        event.listen(self._engine, "begin", _begin)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that takes the write lock at its start: all of it is kept, or nothing."""
        with self._writing() as connection:
            yield connection

    @contextmanager
    def _writing(self, **options: bool) -> Iterator[Connection]:
        with self._explained(), self._engine.connect() as connection:
            connection = connection.execution_options(lectern_write=True, **options)
            with connection.begin():
                yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A snapshot to read from; never blocks a writer."""
        with self._explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            reason = _REASONS.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF)
            if reason is None:
                raise
            raise LibraryUnavailable(f"The library at {self._place} cannot be used: {reason}.") from error

    @property
    def folder(self) -> Path:
        """Where its file lies; of one in memory, where Lectern works."""
        file = self._engine.url.database
        return Path(file).parent if file and file != ":memory:" else Path()

    @property
    def _place(self) -> str:
        return self.url.removeprefix("sqlite:///")

    def value(self, key: str) -> str | None:
        """A value of the `meta` table."""
        with self.read() as connection:
            found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == key)).scalar()
            return None if found is None else str(found)

    def close(self) -> None:
        self._engine.dispose()

    def _prepare(self) -> None:
        """Make the tables where there are none; bring those of an older format to today's."""
        with self.read() as connection:
            found = run.format_of(connection, self._place)
            behind = found is not None and bool(run.outstanding(connection))
        if found is None:
            self._create()
        elif behind:
            self._migrate()

    def _create(self) -> None:
        with self.begin() as connection:
            if run.format_of(connection, self._place) is not None:  # another process was quicker
                return
            schema.metadata.create_all(connection)
            connection.execute(text(schema.CREATE_TERMS))
            connection.execute(text(schema.CREATE_INSTANCES))
            run.stamp(connection, range(steps.BASELINE, steps.NEWEST + 1))
            first = {"schema": str(steps.NEWEST), "library": uuid.uuid4().hex, "generation": "0"}
            for key, value in first.items():
                set_value(connection, key, value)

    def _migrate(self) -> None:
        file = self._engine.url.database
        path = Path(file) if file and file != ":memory:" else None
        try:
            with self._writing(lectern_unchecked=True) as connection:
                run.migrate(connection, self._place, path)
        except LecternError:
            raise
        except Exception as error:
            raise run.failed(self._place, error) from error
        finally:
            self._engine.dispose()  # the connections that come after check foreign keys again


def set_value(connection: Connection, key: str, value: str) -> None:
    """Write a value of the `meta` table."""
    changed = connection.execute(update(schema.meta).where(schema.meta.c.key == key).values(value=value))
    if changed.rowcount == 0:
        connection.execute(insert(schema.meta).values(key=key, value=value))


def _configure(connection: Any, _record: object) -> None:
    # pysqlite would otherwise begin transactions by itself, and too late for a write lock.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("lectern_unchecked"):
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # which does nothing inside a transaction
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("lectern_write") else "BEGIN")
