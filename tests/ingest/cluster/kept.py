"""All that a library keeps of its documents, to be compared with what another one keeps."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from rag.store import schema
from rag.store.library import Library

_PLACES = {"id", "document_id", "collection_id", "key", "added"}
"""What depends on the order in which documents come."""


def kept(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The documents and, with the name of each, their pages, chunks and units: every column that says what was read."""
    library = Library.open(folder)
    try:
        documents = schema.documents.c
        tables = (schema.documents, schema.pages, schema.chunks, schema.units)
        with library.database.read() as connection:
            found = {}
            for table in tables:
                query = select(documents.name.label("of"), *_told(table))
                if table is not schema.documents:
                    query = query.join(schema.documents, documents.id == table.c.document_id)
                rows = [dict(row._mapping) for row in connection.execute(query)]
                found[table.name] = sorted(rows, key=repr)
        for document in library.documents():
            original = library.original(document.id)
            assert original is not None and original.stat().st_size == document.size
        return found
    finally:
        library.close()


def names(folder: Path) -> list[str]:
    """Of the documents, as another process has written them; none where there is no library yet."""
    try:
        with closing(sqlite3.connect(f"file:{folder / 'library.db'}?mode=ro", uri=True)) as connection:
            return [name for (name,) in connection.execute("SELECT name FROM documents ORDER BY name")]
    except sqlite3.OperationalError:  # no file, or no table in it yet
        return []


def _told(table: Table) -> list[Any]:
    return [column for column in table.c if column.name not in _PLACES]
