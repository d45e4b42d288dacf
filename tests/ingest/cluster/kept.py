"""All that a library keeps of its documents, to be compared with what another one keeps."""

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
    """Of the documents; none where there is no library yet."""
    if not (folder / "library.db").exists():
        return []
    library = Library.open(folder)
    try:
        return sorted(document.name for document in library.documents())
    finally:
        library.close()


def _told(table: Table) -> list[Any]:
    return [column for column in table.c if column.name not in _PLACES]
