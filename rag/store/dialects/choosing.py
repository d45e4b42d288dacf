"""Which kind of database an URL is of."""

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from rag.errors import LibraryUnavailable
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
