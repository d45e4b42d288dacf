"""The index of words in SQLite: FTS5's, read through its own tables."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from sqlalchemy import Connection, text

from rag.store.index.places import PLACE_BITS, numbers
from rag.store.schema import CREATE_INSTANCES, CREATE_TERMS

# One row of many numbers is read several times as fast as many rows of one.
_CHUNKS = "SELECT group_concat(iif(col = 'body', doc, -doc)) FROM term_instances WHERE term = ?"
_PLACES = (
    f"SELECT group_concat(((doc << 1 | (col = 'body')) << {PLACE_BITS}) + offset) "
    "FROM term_instances WHERE term = ?"
)
_KEYS = "SELECT document_id, group_concat(key) FROM chunks GROUP BY document_id"
_SIZES = "SELECT sz FROM chunk_terms_docsize WHERE id > ? ORDER BY id"  # kept by FTS5, for its own bm25()


class FTS5:
    """A `WordIndex`."""

    def make(self, connection: Connection) -> None:
        """See `WordIndex`."""
        connection.execute(text(CREATE_TERMS))
        connection.execute(text(CREATE_INSTANCES))

    def add(self, connection: Connection, fields: Sequence[tuple[int, str, str]]) -> None:
        """See `WordIndex`."""
        rows = [{"key": key, "header": header, "body": body} for key, header, body in fields]
        if rows:
            connection.execute(
                text("INSERT INTO chunk_terms (rowid, header, body) VALUES (:key, :header, :body)"), rows
            )

    def remove_document(self, connection: Connection, document_id: int) -> None:
        """See `WordIndex`."""
        connection.execute(
            text("DELETE FROM chunk_terms WHERE rowid IN (SELECT key FROM chunks WHERE document_id = :id)"),
            {"id": document_id},
        )

    def keys(self, connection: Connection) -> list[tuple[int, np.ndarray]]:
        """See `WordIndex`."""
        return [(row[0], numbers(row[1])) for row in connection.exec_driver_sql(_KEYS)]

    def lengths(self, connection: Connection, after: int = 0) -> np.ndarray:
        """See `WordIndex`."""
        sizes = connection.exec_driver_sql(_SIZES, (after,))
        return np.fromiter((_tokens(row[0]) for row in sizes), dtype=float)

    def chunks(self, connection: Connection, token: str) -> tuple[np.ndarray, np.ndarray]:
        """See `WordIndex`. FTS5 keeps them in order."""
        signed = numbers(connection.exec_driver_sql(_CHUNKS, (token,)).scalar())
        return np.abs(signed), signed > 0

    def places(self, connection: Connection, token: str) -> np.ndarray:
        """See `WordIndex`."""
        return numbers(connection.exec_driver_sql(_PLACES, (token,)).scalar())


@lru_cache(maxsize=20_000)
def _tokens(sizes: bytes) -> int:
    """The sum of SQLite's varints, one a field: 7 bits a byte, the most significant first; the last is below 128."""
    total = value = 0
    for byte in sizes:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            total, value = total + value, 0
    return total
