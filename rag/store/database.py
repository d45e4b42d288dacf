"""The connection to the database: one writer at a time, snapshots to read, migrated when it is opened."""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.exc import DatabaseError

from rag.errors import LecternError
from rag.store import schema
from rag.store.care.opening import OpeningCheck
from rag.store.claims.claims import Claims
from rag.store.dialects.choosing import dialect_of
from rag.store.migrations import run, steps
from rag.values.people import ALONE, Asker

_OF_WRONG_VALUES = (ValueError, TypeError, AttributeError, KeyError, IndexError)
_BATCH = 200  # rows
_NO_MEMBER = "is not a valid"  # so says an enumeration of a word that it has not


class Database:
    """An SQL database by URL. `begin` is a write transaction, `read` a consistent read.

    What one kind of database does in its own way, its dialect does.
    """

    def __init__(
        self, url: str, folder: Path | None = None, filled_from: str = "", makes: bool = True
    ) -> None:
        """`folder` is the library's, of a database that is no file in it. With `filled_from`, the identity of another
        library, it is one that is being copied into, see rag/store/copying. Without `makes`, one that is empty is
        left so, and refused."""
        self.url = url
        self._dialect = dialect_of(url, folder)
        self._filled_from = filled_from
        self._makes = makes
        self._asking = self._dialect.asking(ALONE)
        self._engine = self._dialect.engine()
        self._check: OpeningCheck | None = None
        self._identity: tuple[int, int] | None = None
        self._sealing = False
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def asked_by(self, asker: Asker) -> "Database":
        """The same database, each of whose transactions tells a guarded server that `asker` asks: it shows and changes
        what is theirs, whatever the query says. Until that is said, the program itself asks. Costs nothing; closed
        with this one."""
        asking = self._dialect.asking(asker)
        if asking == self._asking:
            return self
        other = copy(self)
        other._asking = asking
        return other

    def _open(self) -> None:
        self._sealing = False
        self._prepare()
        self._sealing = True
        self._identity = self._dialect.identity()
        with self._explained():
            self._check = self._dialect.check_opened()
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
            connection = connection.execution_options(lectern_write=True, **self._asking, **options)
            with connection.begin():
                yield connection
                if self._sealing:
                    self._dialect.seal(connection)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A snapshot to read from; never blocks a writer."""
        self._check_in_place()
        with self._explained(), self._engine.connect() as connection:
            yield connection.execution_options(**self._dialect.reading, **self._asking)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            if told := self._dialect.in_words(error.orig) or self._damage_behind():
                raise told from error
            raise
        except self._dialect.errors as error:
            if told := self._dialect.in_words(error):
                raise told from error
            raise
        except (json.JSONDecodeError, UnicodeDecodeError) as error:  # a column of JSON or of text holds none
            raise self._unreadable(error) from error
        except (
            _OF_WRONG_VALUES
        ) as error:  # a bug, unless what is stored is of another kind than what was stored
            if told := self._damage_behind():
                raise told from error
            if _NO_MEMBER in str(error):
                raise self._unreadable(error) from error
            raise

    def _unreadable(self, error: Exception) -> LecternError:
        name = "library.db" if self.is_file else "its database"
        return self.damage(f"an entry of {name} cannot be read ({error})")

    def _damage_behind(self) -> LecternError | None:
        """That tables are missing or values of another kind, where they are; None where an error is a bug. While it is
        brought to today's format, tables may be missing."""
        wrong = self._dialect.wrong_values() if self._identity is not None else ""
        return self.damage(wrong) if wrong else None

    def damage(self, what: str) -> LecternError:
        """The error to raise where what is stored is not what was stored: `what`, and what to do."""
        return self._dialect.damaged(what)

    def _raise_known_damage(self) -> None:
        if self._check is not None and self._check.damage:
            raise self.damage(self._check.damage)

    def _check_in_place(self) -> None:
        """Raise LibraryUnavailable where the file was taken away since it was opened: what is open would be written to
        for ever, and lost. Where another one is in its place (a copy that was restored), that is opened."""
        if self._identity is None or (now := self._dialect.identity()) == self._identity:
            self._raise_known_damage()
            return
        self._engine.dispose()
        if now is None:
            raise self._dialect.taken_away()
        self._identity = self._check = None  # _open asks the database itself
        self._open()

    @property
    def is_file(self) -> bool:
        """Whether it is a file in the library's folder, which Lectern itself checks and copies."""
        return self._dialect.file is not None

    @property
    def place(self) -> str:
        """What it is called in messages, without a password."""
        return self._dialect.place

    @property
    def folder(self) -> Path:
        """The library's; of a database in memory, where Lectern works."""
        return self._dialect.folder

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

    def claims(self) -> Claims:
        """What this process claims, to be closed by who asked."""
        return self._dialect.claims()

    def close(self) -> None:
        if self._check is not None:
            self._check.close()
        self._engine.dispose()

    def _prepare(self) -> None:
        """Make the tables where there are none; bring those of an older format to today's."""
        with self.read() as connection:
            found = run.format_of(connection, self._dialect, self._filled_from)
            behind = found is not None and bool(run.outstanding(connection))
            if found is not None:
                self._dialect.check_key(connection)
        if found is None and not self._makes:
            raise self._dialect.empty()
        if found is None:
            self._create()
        elif behind:
            self._migrate()

    def _create(self) -> None:
        with self.begin() as connection:
            if (
                run.format_of(connection, self._dialect, self._filled_from) is not None
            ):  # another process was quicker
                return
            schema.metadata.create_all(connection)
            self._dialect.make_own(connection)
            run.stamp(connection, range(steps.BASELINE, steps.NEWEST + 1))
            first = {"schema": str(steps.NEWEST), "library": uuid.uuid4().hex, "generation": "0"}
            if self._filled_from:
                first[run.FILLED_FROM] = self._filled_from
            for key, value in first.items():
                set_value(connection, key, value)

    def _migrate(self) -> None:
        try:
            with self._writing(lectern_unchecked=True) as connection:
                run.migrate(connection, self._dialect)
                self._dialect.seal(connection)
        except LecternError:
            raise
        except Exception as error:
            raise run.failed(self._dialect, error) from error
        finally:
            self._engine.dispose()  # the connections that come after check foreign keys again


def insert_all(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows, made and sent some hundred at a time: those of a long document take more memory than it does."""
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        connection.execute(insert(table), batch)


def set_value(connection: Connection, key: str, value: str) -> None:
    """Write a value of the `meta` table."""
    changed = connection.execute(update(schema.meta).where(schema.meta.c.key == key).values(value=value))
    if changed.rowcount == 0:
        connection.execute(insert(schema.meta).values(key=key, value=value))
