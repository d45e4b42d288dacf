"""Which chunks a search is over, and how long they are."""

import threading
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from sqlalchemy import Connection, select

from rag.store import schema

_NOW = (
    "SELECT (SELECT value FROM meta WHERE key = 'generation'), "
    "(SELECT id FROM collections WHERE composed(name) = composed(?))"
)
_KEYS = "SELECT document_id, group_concat(key) FROM chunks GROUP BY document_id"
_SIZES = "SELECT id, sz FROM chunk_terms_docsize ORDER BY id"  # kept by FTS5, for its own bm25()
_NOWHERE = -1  # no collection has this id


@dataclass(frozen=True, slots=True, eq=False)
class ChunkSet:
    """The n chunks of a collection, or of all: `keys` (n,) ascending, the `documents` (n,) that they are of, and
    their `lengths` (n,) in tokens, header and text together. `generation` is the library's that it is of."""

    generation: str
    keys: np.ndarray
    documents: np.ndarray
    lengths: np.ndarray

    def within(self, documents: Set[int] | None) -> np.ndarray:
        """(n,) whether each chunk is of one of the `documents` (None: of any)."""
        if documents is None:
            return np.ones(len(self.keys), dtype=bool)
        return np.isin(self.documents, np.fromiter(documents, dtype=np.int64))

    def only(self, chosen: np.ndarray) -> "ChunkSet":
        """Those of the chunks that are `chosen` (n,)."""
        return ChunkSet(self.generation, self.keys[chosen], self.documents[chosen], self.lengths[chosen])


class ChunkSets:
    """The chunks of a library, by collection; read anew when its documents change. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._generation = ""
        self._known: dict[int | None, ChunkSet] = {}

    def get(self, connection: Connection, collection: str | None) -> ChunkSet:
        """The chunks of a collection (None: of all), as the connection's transaction sees them; none if there is none
        of that name."""
        generation, found = connection.exec_driver_sql(_NOW, (collection,)).one()
        identity = None if collection is None else _NOWHERE if found is None else int(found)
        with self._lock:
            if generation != self._generation:
                self._generation, self._known = generation, {None: _everything(connection, generation)}
            if identity not in self._known:
                everything = self._known[None]
                self._known[identity] = everything.only(everything.within(_documents(connection, identity)))
            return self._known[identity]


def _documents(connection: Connection, collection_id: int | None) -> frozenset[int]:
    table = schema.documents.c
    return frozenset(
        connection.execute(select(table.id).where(table.collection_id == collection_id)).scalars()
    )


def _everything(connection: Connection, generation: str) -> ChunkSet:
    rows = connection.exec_driver_sql(_KEYS)
    by_document = [(row[0], np.fromstring(row[1], dtype=np.int64, sep=",")) for row in rows]
    keys = np.concatenate([found for _, found in by_document] or [np.empty(0, dtype=np.int64)])
    counts = [len(found) for _, found in by_document]
    documents = np.repeat(np.array([row[0] for row in by_document], dtype=np.int64), counts)
    order = np.argsort(keys)
    lengths = np.fromiter((_tokens(row[1]) for row in connection.exec_driver_sql(_SIZES)), dtype=float)
    return ChunkSet(generation, keys[order], documents[order], lengths)


@lru_cache(maxsize=20_000)
def _tokens(sizes: bytes) -> int:
    """The sum of SQLite's varints, one a field: 7 bits a byte, the most significant first; the last is below 128."""
    total = value = 0
    for byte in sizes:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            total, value = total + value, 0
    return total
