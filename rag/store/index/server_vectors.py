"""The vectors of chunks on a server with pgvector: searched there, so that no process keeps them in memory.

They are kept at half precision with an HNSW index. What that finds is compared once more by the exact vectors of the
database, so that the cosines told are the same as elsewhere. Few chunks are all compared; of many, a filter goes on in
the index until enough is found (`hnsw.iterative_scan`), and where that still is too little all are compared.
"""

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from sqlalchemy import Connection, select

from rag.errors import LecternError
from rag.store.database import Database
from rag.store.index.chunk_sets import ChunkSet
from rag.store.index.vectors import FEWEST, SAMPLE, Stored, compared
from rag.store.schema import meta

TABLE = "chunk_vectors"
SETTING, ON_SERVER = "vectors", "database"
"""In `meta`: where vectors are searched. Without it, in each process."""

MOST_COMPARED = 20_000
MOST_NARROWED = 100_000
"""Chunks up to which all are compared: of a whole library, and of a part of it, in which the index finds less and is
hardly faster. See docs/scale.md for what is measured on either side."""
_AMONG_MORE, _AT_LEAST_MORE = 2, 40  # how many more than asked for are found, to be compared exactly
_LOOKED_AT = (
    "SET LOCAL hnsw.iterative_scan = strict_order",
    "SET LOCAL hnsw.max_scan_tuples = 200000",
)
# What pgvector takes at most: hardly slower than 400, and of 100,000 it finds all of the ten nearest, not .980.
_EF = 1000
_AT_ONCE = 2000  # rows
_NEAR = f"SELECT key FROM {TABLE} {{where}} ORDER BY {{distance}} LIMIT %s"
_INDEXED = "vector <#> %s::halfvec"
_ALL_COMPARED = "(vector <#> %s::halfvec) + 0"  # which no index is of
_OF_DOCUMENTS = "WHERE document_id = ANY(%s)"
_OF_KEYS = "WHERE key = ANY(%s)"
_ADD = (
    f"INSERT INTO {TABLE} (key, document_id, vector) SELECT key, document_id, vector::halfvec "
    "FROM unnest(%s::integer[], %s::integer[], %s::text[]) AS new (key, document_id, vector)"
)
_SPREAD = (
    f"SELECT avg(-(vector <#> %s::halfvec)), stddev_pop(-(vector <#> %s::halfvec)), max(-(vector <#> %s::halfvec)), "
    f"count(*) FROM {TABLE} {_OF_KEYS}"
)

_DIMENSION = f"SELECT atttypmod FROM pg_attribute WHERE attrelid = '{TABLE}'::regclass AND attname = 'vector'"


class ServerVectors:
    """See `Vectors`, which it stands in for. `stored` reads exact vectors by key, `everything` gives all chunks. Safe
    to use from many threads."""

    def __init__(self, database: Database, stored: Stored, everything: Callable[[], ChunkSet]) -> None:
        self._database = database
        self._stored = stored
        self._everything = everything

    def search(self, vector: np.ndarray, limit: int, keys: np.ndarray | None = None) -> dict[int, float]:
        """The `limit` nearest keys with their cosine in [-1, 1], best first; among `keys` if given."""
        if limit < 1 or (keys is not None and len(keys) == 0):
            return {}
        found, cosines = compared(self._stored, vector, self._near(vector, limit, keys))
        return {int(key): float(cosine) for key, cosine in zip(found[:limit], cosines[:limit], strict=True)}

    def cosines(self, vector: np.ndarray, keys: Iterable[int]) -> dict[int, float]:
        """The cosine of `vector` with each of `keys` that is here."""
        found, cosines = compared(self._stored, vector, np.fromiter(keys, dtype=np.int64))
        return {int(key): float(cosine) for key, cosine in zip(found, cosines, strict=True)}

    def contrast(self, vector: np.ndarray, best: float, keys: np.ndarray | None = None) -> float:
        """See `Vectors.contrast`; at half precision."""
        chosen = self._everything().keys if keys is None else keys
        sample = chosen[:: len(chosen) // SAMPLE + 1].tolist()
        told = _literal(vector)
        with self._database.read() as connection:
            mean, deviation, most, there = connection.exec_driver_sql(
                _SPREAD, (told, told, told, sample)
            ).one()
        if there < FEWEST:
            return math.inf
        return float((max(best, most) - mean) / max(deviation, 1e-9) / math.sqrt(2 * math.log(len(chosen))))

    def _near(self, vector: np.ndarray, limit: int, keys: np.ndarray | None) -> np.ndarray:
        """The keys (n,) of the nearest, somewhat more of them than `limit`."""
        chunks = self._everything()
        wanted = limit * _AMONG_MORE + _AT_LEAST_MORE
        if keys is None or np.array_equal(keys, chunks.keys):
            count, where, among = len(chunks.keys), "", None
        else:
            count = len(keys)
            where, among = _filter(chunks, keys)
        with self._database.read() as connection:
            most = MOST_COMPARED if among is None else MOST_NARROWED
            if count > most and where != _OF_KEYS:
                found = _nearest(connection, vector, wanted, where, among, _INDEXED)
                if len(found) >= min(wanted, count):
                    return found
            return _nearest(connection, vector, wanted, where, among, _ALL_COMPARED)


def is_on_server(connection: Connection) -> bool:
    """Whether vectors are searched by the database."""
    if connection.dialect.name != "postgresql":
        return False
    return connection.execute(select(meta.c.value).where(meta.c.key == SETTING)).scalar() == ON_SERVER


def keep_vectors(
    connection: Connection, document_id: int, keys: Sequence[int], vectors: Iterable[np.ndarray]
) -> None:
    """Let the vectors of a document's new chunks be searched, too; they go with their chunks. Nothing where vectors are
    not searched by the database."""
    if is_on_server(connection):
        add(connection, [(key, document_id, vector) for key, vector in zip(keys, vectors, strict=True)])


def add(connection: Connection, rows: Sequence[tuple[int, int, np.ndarray]]) -> None:
    """Put in the vectors of chunks: key, document and vector (d,) of each."""
    for first in range(0, len(rows), _AT_ONCE):
        keys, documents, vectors = zip(*rows[first : first + _AT_ONCE], strict=True)
        connection.exec_driver_sql(_ADD, (list(keys), list(documents), list(map(_literal, vectors))))


def replace(connection: Connection, rows: Sequence[tuple[int, int, np.ndarray]]) -> None:
    """Exchange all vectors for those of another embedder; nothing where they are not searched by the database."""
    if is_on_server(connection):
        connection.exec_driver_sql(f"DELETE FROM {TABLE}")
        add(connection, rows)


def check_dimension(database: Database, dimension: int) -> None:
    """Raise LecternError where the database searches vectors of another length: its table is made for one."""
    with database.read() as connection:
        made_for = connection.exec_driver_sql(_DIMENSION).scalar() if is_on_server(connection) else dimension
    if made_for != dimension:
        raise LecternError(
            f"The database searches vectors of {made_for} numbers, and this embedder makes {dimension}. Do this first, "
            "with the address of its owner: python -m rag.store vectors memory; and afterwards, if you like: "
            "python -m rag.store vectors database"
        )


def _filter(chunks: ChunkSet, keys: np.ndarray) -> tuple[str, list[int]]:
    """What narrows a query to those chunks: their documents, where they are all that these have."""
    of = np.unique(chunks.documents[np.isin(chunks.keys, keys)])
    if np.count_nonzero(np.isin(chunks.documents, of)) == len(keys):
        return _OF_DOCUMENTS, of.tolist()
    return _OF_KEYS, keys.tolist()


def _nearest(
    connection: Connection,
    vector: np.ndarray,
    wanted: int,
    where: str,
    among: list[int] | None,
    distance: str,
) -> np.ndarray:
    if distance == _INDEXED:
        for setting in _LOOKED_AT:
            connection.exec_driver_sql(setting)
        connection.exec_driver_sql(f"SET LOCAL hnsw.ef_search = {_EF}")
    query = _NEAR.format(where=where, distance=distance)
    values = (*([] if among is None else [among]), _literal(vector), wanted)
    return np.array(connection.exec_driver_sql(query, values).scalars().all(), dtype=np.int64)


def _literal(vector: np.ndarray) -> str:
    """As pgvector reads it; 5 digits are more than half precision has."""
    return f"[{','.join(f'{number:.5g}' for number in vector.tolist())}]"
