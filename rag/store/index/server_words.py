"""The index of words on a server: a row for each token of a chunk's field, with the places where it stands.

Tokens are FTS5's, by its own tokenizer, so that a search finds and scores the same as on SQLite.
"""

import hashlib
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from sqlalchemy import Connection

from rag.store.index.places import PLACE_BITS, numbers
from rag.store.index.tokenizer import Tokenizer

_MAKE = (
    'CREATE TABLE chunk_terms (token TEXT COLLATE "C" NOT NULL, key INTEGER NOT NULL, in_body BOOLEAN NOT NULL, '
    "places INTEGER[] NOT NULL, count INTEGER NOT NULL GENERATED ALWAYS AS (cardinality(places)) STORED, "
    # With the count in it a search reads the index alone: rows of one token lie all over the table.
    "PRIMARY KEY (token, key, in_body) INCLUDE (count))",
    "CREATE INDEX chunk_terms_by_key ON chunk_terms (key)",
    "CREATE TABLE chunk_lengths (key INTEGER PRIMARY KEY, tokens INTEGER NOT NULL)",
)
_ADD = (
    "INSERT INTO chunk_terms (token, key, in_body, places) SELECT token, key, in_body, places::integer[] "
    "FROM unnest(%s::text[], %s::integer[], %s::boolean[], %s::text[]) AS new (token, key, in_body, places)"
)
_ADD_LENGTHS = "INSERT INTO chunk_lengths (key, tokens) SELECT * FROM unnest(%s::integer[], %s::integer[])"
_REMOVE = "DELETE FROM {} WHERE key IN (SELECT key FROM chunks WHERE document_id = %s)"

# One row of many numbers is read several times as fast as many rows of one.
_KEYS = "SELECT document_id, string_agg(key::text, ',') FROM chunks GROUP BY document_id"
_LENGTHS = "SELECT string_agg(tokens::text, ',' ORDER BY key) FROM chunk_lengths WHERE key > %s"
_CHUNKS = (
    "SELECT string_agg((CASE WHEN in_body THEN key ELSE -key END)::text, ',' ORDER BY key, in_body), "
    "string_agg(count::text, ',' ORDER BY key, in_body) FROM chunk_terms WHERE token = %s"
)
_PLACES = (
    f"SELECT string_agg((((key::bigint << 1 | in_body::integer) << {PLACE_BITS}) + place)::text, ',' "
    "ORDER BY key, in_body, place) FROM chunk_terms, unnest(places) AS place WHERE token = %s"
)
COUNTED = (
    "ALTER TABLE chunk_terms ADD COLUMN count INTEGER NOT NULL GENERATED ALWAYS AS (cardinality(places)) STORED",
    "ALTER TABLE chunk_terms DROP CONSTRAINT chunk_terms_pkey",
    "ALTER TABLE chunk_terms ADD PRIMARY KEY (token, key, in_body) INCLUDE (count)",
)
"""What makes a table of before of it: see step 23 of the migrations."""
_AT_ONCE = 20_000  # rows
_LONGEST = 400  # characters; an index of PostgreSQL takes no more than 2,700 bytes

_Row = tuple[str, int, bool, str]


class ServerWords:
    """A `WordIndex` on PostgreSQL. Safe to use from many threads."""

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer()

    def make(self, connection: Connection) -> None:
        """See `WordIndex`."""
        for statement in _MAKE:
            connection.exec_driver_sql(statement)

    def add(self, connection: Connection, fields: Sequence[tuple[int, str, str]]) -> None:
        """See `WordIndex`."""
        rows: list[_Row] = []
        lengths: list[tuple[int, int]] = []
        for key, header, body in fields:
            split = [(False, self._tokenizer.split(header)), (True, self._tokenizer.split(body))]
            lengths.append((key, sum(len(tokens) for _, tokens in split)))
            for in_body, tokens in split:
                rows += [(token, key, in_body, places) for token, places in _places(tokens)]
        for first in range(0, len(rows), _AT_ONCE):
            connection.exec_driver_sql(_ADD, _columns(rows[first : first + _AT_ONCE]))
        if lengths:
            connection.exec_driver_sql(_ADD_LENGTHS, _columns(lengths))

    def remove_document(self, connection: Connection, document_id: int) -> None:
        """See `WordIndex`."""
        for table in ("chunk_terms", "chunk_lengths"):
            connection.exec_driver_sql(_REMOVE.format(table), (document_id,))

    def keys(self, connection: Connection) -> list[tuple[int, np.ndarray]]:
        """See `WordIndex`."""
        return [(row[0], numbers(row[1])) for row in connection.exec_driver_sql(_KEYS)]

    def lengths(self, connection: Connection, after: int = 0) -> np.ndarray:
        """See `WordIndex`."""
        return numbers(connection.exec_driver_sql(_LENGTHS, (after,)).scalar()).astype(float)

    def chunks(self, connection: Connection, token: str) -> tuple[np.ndarray, np.ndarray]:
        """See `WordIndex`."""
        keys, counts = connection.exec_driver_sql(_CHUNKS, (_kept(token),)).one()
        signed = np.repeat(numbers(keys), numbers(counts))
        return np.abs(signed), signed > 0

    def places(self, connection: Connection, token: str) -> np.ndarray:
        """See `WordIndex`."""
        return numbers(connection.exec_driver_sql(_PLACES, (_kept(token),)).scalar())


def _places(tokens: Sequence[str]) -> list[tuple[str, str]]:
    """Each token as it is kept, with the places where it stands as PostgreSQL writes an array."""
    found: dict[str, list[int]] = {}
    for place, token in enumerate(tokens):
        found.setdefault(_kept(token), []).append(place)
    return [(token, f"{{{','.join(map(str, places))}}}") for token, places in found.items()]


def _kept(token: str) -> str:
    """The token; of one that is too long for an index, its beginning and a hash of all of it."""
    if len(token) <= _LONGEST:
        return token
    return f"{token[:_LONGEST]} {hashlib.sha256(token.encode()).hexdigest()}"


def _columns(rows: Sequence[tuple[object, ...]]) -> tuple[list[object], ...]:
    return tuple(list(column) for column in zip(*rows, strict=True))
