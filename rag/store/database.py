"""The connection to library.db: WAL, foreign keys, one writer at a time, versioned schema."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, event, insert, select, text, update
from sqlalchemy.exc import DatabaseError, OperationalError

from rag.errors import LibraryUnavailable
from rag.store import schema


class Database:
    """An SQL database by URL. `begin` is a write transaction, `read` a consistent read."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = create_engine(url, connect_args={"timeout": 60, "check_same_thread": False})
        event.listen(self._engine, "connect", _configure)
        event.listen(self._engine, "begin", _begin)
        try:
            self._create()
        except (OperationalError, DatabaseError) as error:
            raise LibraryUnavailable(
                f"The library at {url} cannot be opened ({error.orig}). "
                "Check that the folder can be written and the file is a Lectern library."
            ) from error

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that takes the write lock at its start: all of it is kept, or nothing."""
        with self._engine.connect() as connection:
            connection = connection.execution_options(lectern_write=True)
            with connection.begin():
                yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A snapshot to read from; never blocks a writer."""
        with self._engine.connect() as connection:
            yield connection

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
