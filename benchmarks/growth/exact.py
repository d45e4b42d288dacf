"""The true nearest chunks of each question: all vectors of the database compared, none by way of an index."""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import select

from rag.store import schema
from rag.store.library import Library

_AT_ONCE = 10_000


def nearest(
    library: Library, queries: np.ndarray, limit: int, within: Sequence[np.ndarray]
) -> list[list[np.ndarray]]:
    """For each of the sets of keys `within`, and each of the queries (n, d) unit vectors, the keys of the `limit`
    chunks of the highest cosines, best first."""
    found = [[(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))] * len(queries) for _ in within]
    table = schema.chunks.c
    last = 0
    with library.database.read() as connection:
        while True:
            query = (
                select(table.key, table.vector).where(table.key > last).order_by(table.key).limit(_AT_ONCE)
            )
            rows = connection.execute(query).all()
            if not rows:
                return [[keys for keys, _ in of_set] for of_set in found]
            keys = np.array([row.key for row in rows])
            last = int(keys[-1])
            vectors = np.frombuffer(b"".join(row.vector for row in rows), dtype=np.float32)
            cosines = queries @ vectors.reshape(len(rows), -1).T
            for of_set, wanted in zip(found, within, strict=True):
                inside = np.isin(keys, wanted)
                for number, (best, scores) in enumerate(of_set):
                    of_set[number] = _best(
                        np.concatenate((best, keys[inside])),
                        np.concatenate((scores, cosines[number, inside])),
                        limit,
                    )


def _best(keys: np.ndarray, scores: np.ndarray, limit: int) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(-scores, kind="stable")[:limit]
    return keys[order], scores[order]
