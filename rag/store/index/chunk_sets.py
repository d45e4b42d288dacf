"""Which chunks a search is over, and how long they are."""

import threading
from collections.abc import Set
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, func, select

from rag.common.names import composed
from rag.store import schema
from rag.store.index.words import words_of

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
        generation, found = connection.execute(_now(collection)).one()
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


def _now(collection: str | None) -> "Select[Any]":
    """The number of the library's changes, and the id of the collection of that name."""
    number, known = schema.meta.c, schema.collections.c
    generation = select(number.value).where(number.key == "generation").scalar_subquery()
    name = None if collection is None else composed(collection)
    same = select(known.id).where(func.composed(known.name) == name).scalar_subquery()
    return select(generation, same)


def _everything(connection: Connection, generation: str) -> ChunkSet:
    words = words_of(connection)
    by_document = words.keys(connection)
    keys = np.concatenate([found for _, found in by_document] or [np.empty(0, dtype=np.int64)])
    counts = [len(found) for _, found in by_document]
    documents = np.repeat(np.array([row[0] for row in by_document], dtype=np.int64), counts)
    order = np.argsort(keys)
    return ChunkSet(generation, keys[order], documents[order], words.lengths(connection))
