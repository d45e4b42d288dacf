"""The connection to library.db: WAL, foreign keys, one writer at a time, migrated when it is opened."""

import json
import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from rag.common.names import composed
from rag.errors import LecternError, LibraryUnavailable
from rag.store import schema
from rag.store.care.check import wrong_values
from rag.store.care.opening import OpeningCheck
from rag.store.care.remedies import damaged
from rag.store.care.seals import seal
from rag.store.migrations import run, steps

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
_OF_WRONG_VALUES = (ValueError, TypeError, AttributeError, KeyError, IndexError)
_NO_MEMBER = "is not a valid"  # so says an enumeration of a word that it has not
_NOT_TEXT = "Could not decode to UTF-8"


class Database:
    """An SQL database by URL. `begin` is a write transaction, `read` a consistent read."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = create_engine(url, connect_args={"timeout": 60, "check_same_thread": False})
        event.listen(self._engine, "connect", _configure)
        event.listen(self._engine, "begin", _begin)
        self._check: OpeningCheck | None = None
        self._identity: tuple[int, int] | None = None
        self._sealing = False
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        self._sealing = False
        self._prepare()
        self._sealing = True
        self._identity = self._identity_of_file()
        if self.file is not None:
            with self._explained():
                self._check = OpeningCheck(self.file)
            self._raise_known_damage()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that takes the write lock at its start: all of it is kept, or nothing."""
        with self._writing() as connection:
            yield connection

    @contextmanager
    def _writing(self, **options: bool) -> Iterator[Connection]:
        self._check_in_place()
        with self._explained(), self._engine.connect() as connection:
            connection = connection.execution_options(lectern_write=True, **options)
            with connection.begin():
                yield connection
                if self._sealing:
                    seal(connection.exec_driver_sql)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A snapshot to read from; never blocks a writer."""
        self._check_in_place()
        with self._explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            if told := self._in_words(error.orig) or self._damage_behind():
                raise told from error
            raise
        except sqlite3.DatabaseError as error:
            if told := self._in_words(error):
                raise told from error
            raise
        except (json.JSONDecodeError, UnicodeDecodeError) as error:  # a column of JSON or of text holds none
            raise damaged(self.folder, f"an entry of library.db cannot be read ({error})") from error
        except (
            _OF_WRONG_VALUES
        ) as error:  # a bug, unless what is stored is of another kind than what was stored
            if told := self._damage_behind():
                raise told from error
            if _NO_MEMBER in str(error):
                raise damaged(self.folder, f"an entry of library.db cannot be read ({error})") from error
            raise

    def _damage_behind(self) -> LecternError | None:
        """That tables are missing or values of another kind, where they are; None where an error is a bug. While it is
        brought to today's format, tables may be missing."""
        opened = self.file is not None and self._identity is not None
        wrong = wrong_values(self.file) if opened and self.file is not None else ""
        return damaged(self.folder, wrong) if wrong else None

    def _in_words(self, error: BaseException | None) -> LecternError | None:
        """What a person can do about an error of SQLite; None where it is a bug."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        no_text = str(error).startswith(_NOT_TEXT)
        if code == sqlite3.SQLITE_NOTADB and not _has_originals(self.folder):
            return LibraryUnavailable(f"The library at {self._place} cannot be used: {_REASONS[code]}.")
        if code in _DAMAGED or no_text:
            return damaged(self.folder, f"a part of library.db cannot be read ({error})")
        if code == sqlite3.SQLITE_CANTOPEN and self._gone():
            return self._taken_away()
        if code in _REASONS:
            return LibraryUnavailable(f"The library at {self._place} cannot be used: {_REASONS[code]}.")
        return None

    def damage(self, what: str) -> LecternError:
        """The error to raise where what is stored is not what was stored: `what`, and what to do."""
        return damaged(self.folder, what)

    def _raise_known_damage(self) -> None:
        if self._check is not None and self._check.damage:
            raise damaged(self.folder, self._check.damage)

    def _check_in_place(self) -> None:
        """Raise LibraryUnavailable where the file was taken away since it was opened: what is open would be written to
        for ever, and lost. Where another one is in its place (a copy that was restored), that is opened."""
        if self._identity is None or (now := self._identity_of_file()) == self._identity:
            self._raise_known_damage()
            return
        self._engine.dispose()
        if now is None:
            raise self._taken_away()
        self._identity = self._check = None  # _open asks the database itself
        self._open()

    def _taken_away(self) -> LibraryUnavailable:
        return LibraryUnavailable(
            f"The library at {self._place} is no longer there: its folder was moved, deleted or disconnected. "
            "Put it back where it was, and do it again."
        )

    def _gone(self) -> bool:
        return self.file is not None and not self.file.exists()

    def _identity_of_file(self) -> tuple[int, int] | None:
        """Which file it is, by device and number; None where there is none."""
        if self.file is None:
            return None
        try:
            found = os.stat(self.file)
        except OSError:
            return None
        return found.st_dev, found.st_ino

    @property
    def file(self) -> Path | None:
        """Its file; None of a database in memory, or on a server."""
        name = self._engine.url.database
        known = self._engine.url.get_backend_name() == "sqlite" and name and name != ":memory:"
        return Path(name) if known and name else None

    @property
    def folder(self) -> Path:
        """Where its file lies; of one in memory, where Lectern works."""
        return self.file.parent if self.file else Path()

    @property
    def _place(self) -> str:
        return self.url.removeprefix("sqlite:///")

    def value(self, key: str) -> str | None:
        """A value of the `meta` table."""
        return self._values(key).get(key)

    @property
    def generation(self) -> int:
        """A number that grows with every change to the documents."""
        return self._number(self.value("generation"))

    @property
    def state(self) -> tuple[str, int]:
        """Which library this is and by which embedder its vectors are, in one word; and its `generation`."""
        found = self._values("library", "embedder", "generation")
        return f"{found.get('library')}:{found.get('embedder')}", self._number(found.get("generation"))

    def _values(self, *keys: str) -> dict[str, str]:
        meta = schema.meta.c
        with self.read() as connection:
            found = connection.execute(select(meta.key, meta.value).where(meta.key.in_(keys)))
            return {str(row.key): str(row.value) for row in found}

    def _number(self, generation: str | None) -> int:
        found = generation or "0"
        if not found.isdecimal():
            raise self.damage(f"the number of its changes is {found!r}")
        return int(found)

    def close(self) -> None:
        if self._check is not None:
            self._check.close()
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
            for trigger in schema.triggers():
                connection.exec_driver_sql(trigger)
            run.stamp(connection, range(steps.BASELINE, steps.NEWEST + 1))
            first = {"schema": str(steps.NEWEST), "library": uuid.uuid4().hex, "generation": "0"}
            for key, value in first.items():
                set_value(connection, key, value)

    def _migrate(self) -> None:
        try:
            with self._writing(lectern_unchecked=True) as connection:
                run.migrate(connection, self._place, self.file)
                seal(connection.exec_driver_sql)
        except LecternError:
            raise
        except Exception as error:
            raise run.failed(self._place, error) from error
        finally:
            self._engine.dispose()  # the connections that come after check foreign keys again


def _has_originals(folder: Path) -> bool:
    files = folder / "files"
    return files.is_dir() and any(files.iterdir())


def set_value(connection: Connection, key: str, value: str) -> None:
    """Write a value of the `meta` table."""
    changed = connection.execute(update(schema.meta).where(schema.meta.c.key == key).values(value=value))
    if changed.rowcount == 0:
        connection.execute(insert(schema.meta).values(key=key, value=value))


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
