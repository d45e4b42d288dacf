"""The connection to library.db: WAL, foreign keys, one writer at a time, versioned schema."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, event, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from rag.errors import LibraryUnavailable
from rag.store import schema

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
        self._create()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that takes the write lock at its start: all of it is kept, or nothing."""
        with self._explained(), self._engine.connect() as connection:
            connection = connection.execution_options(lectern_write=True)
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
            raise LibraryUnavailable(
                f"The library at {self.url.removeprefix('sqlite:///')} cannot be used: {reason}."
            ) from error

    def value(self, key: str) -> str | None:
        """A value of the `meta` table."""
        with self.read() as connection:
            found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == key)).scalar()
            return None if found is None else str(found)

    def close(self) -> None:
        self._engine.dispose()

    def _create(self) -> None:
        with self.begin() as connection:
            schema.metadata.create_all(connection)
            connection.execute(text(schema.CREATE_TERMS))
            stored = connection.execute(
                select(schema.meta.c.value).where(schema.meta.c.key == "schema")
            ).scalar()
            if stored is None:
                connection.execute(
                    insert(schema.meta),
                    [
                        {"key": "schema", "value": str(schema.VERSION)},
                        {"key": "library", "value": uuid.uuid4().hex},
                        {"key": "generation", "value": "0"},
                    ],
                )
            elif int(stored) > schema.VERSION:
                raise LibraryUnavailable(
                    f"The library at {self.url} was written by a newer Lectern (format {stored}, this one "
                    f"knows {schema.VERSION}). Update Lectern, or choose another folder."
                )


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
    write = connection.get_execution_options().get("lectern_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
