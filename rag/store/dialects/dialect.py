"""What `Database` asks of the kind of database that it is on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

from rag.errors import LecternError
from rag.store.care.opening import OpeningCheck
from rag.store.claims.claims import Claims
from rag.values.people import Asker


class SQLDialect(Protocol):
    """One database of one kind.

    `place` is what it is called in messages, never with a password; `file` its file, None where it has none of its own;
    `folder` the library's; `reading` SQLAlchemy's execution options of a consistent read; `errors` what is raised of
    it beside SQLAlchemy's errors. A write has the option `lectern_write`, and takes the lock of writers when it
    begins; with `lectern_unchecked`, too, nothing that it leaves half done is refused meanwhile.
    """

    place: str
    file: Path | None
    folder: Path
    reading: Mapping[str, Any]
    errors: tuple[type[Exception], ...]

    def engine(self) -> Engine:
        """What connections come from. Raises LecternError where nothing here can speak to such a database."""
        ...

    def make_own(self, connection: Connection) -> None:
        """Make what belongs to a new library beside the tables of `schema.metadata`, which are there."""
        ...

    def asking(self, asker: Asker) -> Mapping[str, Any]:
        """The execution options of transactions in which `asker` asks; none where the database need not know."""
        ...

    def claims(self) -> Claims:
        """What a process claims beside others that serve the same library; each time of another one."""
        ...

    def check_key(self, connection: Connection) -> None:
        """Raise LibraryUnavailable where the database believes no word of who asks, and would show nothing."""
        ...

    def seal(self, connection: Connection) -> None:
        """Give checksums to what the transaction has written, at its end."""
        ...

    def keep_copy(self, number: int) -> None:
        """Keep a copy of the database of format `number`, which is about to be changed."""
        ...

    def broken_references(self, connection: Connection) -> list[str]:
        """The table of each row that refers to what is not there, after a transaction that was `lectern_unchecked`."""
        ...

    def check_opened(self) -> OpeningCheck | None:
        """What is found wrong with the structure of its file; None where there is none to look at."""
        ...

    def wrong_values(self) -> str:
        """Which values are not of the kind that was stored, "" for none. For when reading has failed."""
        ...

    def identity(self) -> tuple[int, int] | None:
        """Which file it is now; None where it was taken away, or has none."""
        ...

    def in_words(self, error: BaseException | None) -> LecternError | None:
        """What a person can do about an error of the database; None where it is a bug."""
        ...

    def damaged(self, what: str) -> LecternError:
        """The error to raise where what is stored is not what was stored: `what`, and what to do."""
        ...

    def foreign(self) -> LecternError:
        """The error to raise where what is in it is no library."""
        ...

    def empty(self) -> LecternError:
        """The error to raise where nothing is in it, and the files of a library are there already."""
        ...

    def taken_away(self) -> LecternError:
        """The error to raise where its file is no longer there."""
        ...
