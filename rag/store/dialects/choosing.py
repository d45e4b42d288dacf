"""Which kind of database an URL is of."""

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from rag.errors import LibraryUnavailable
from rag.store.dialects.dialect import Dialect
from rag.store.dialects.sqlite import SQLite


def dialect_of(url: str) -> Dialect:
    """The dialect of a database by its URL. Raises LibraryUnavailable where it is none that a library can be in."""
    try:
        kind = make_url(url).get_backend_name()
    except ArgumentError as error:
        raise LibraryUnavailable(
            "The address of the database is no URL. Write one like sqlite:////home/me/lectern/library.db."
        ) from error
    if kind == "sqlite":
        return SQLite(url)
    raise LibraryUnavailable(f"A library cannot be in a database of {kind}. Take sqlite.")
