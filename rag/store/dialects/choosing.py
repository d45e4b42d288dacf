"""Which kind of database an URL is of."""

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from rag.errors import LecternError, LibraryUnavailable
from rag.store.dialects.dialect import SQLDialect
from rag.store.dialects.postgresql import PostgreSQL
from rag.store.dialects.sqlite import SQLite


def dialect_of(url: str, folder: Path | None = None) -> SQLDialect:
    """The dialect of a database by its URL, of the library in `folder`.

    Raises LibraryUnavailable where it is none that a library can be in.
    """
    try:
        kind = make_url(url).get_backend_name()
    except ArgumentError as error:
        raise LibraryUnavailable(
            "The address of the database is no URL. Write one like postgresql+psycopg://me@server/lectern."
        ) from error
    if kind == "sqlite":
        return SQLite(url)
    if kind == "postgresql":
        return PostgreSQL(url, folder or Path())
    raise LibraryUnavailable(f"A library cannot be in a database of {kind}. Take postgresql or sqlite.")


def server_dialect_of(url: str, folder: Path, what: str) -> SQLDialect:
    """The same, of a database on a server. Raises LecternError where it is a file, for which `what` cannot be done
    ("search vectors")."""
    dialect = dialect_of(url, folder)
    if dialect.file is not None:
        raise LecternError(
            f"Only a database on a server can {what}. Set LECTERN_DATABASE to its address, as its owner."
        )
    return dialect
