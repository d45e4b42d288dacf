"""Which chunks a search is over, and how long they are."""

import threading
from collections import deque
from collections.abc import Set
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, func, select

from rag.common.names import composed
from rag.store import schema
from rag.store.index.words import words_of

_NOWHERE = -1  # no collection has this id
_REMEMBERED = 8  # sets of documents that are read, each with three numbers a chunk


@dataclass(frozen=True, slots=True, eq=False)
class ChunkSet:
    """The n chunks of a collection, or of all: `keys` (n,) ascending, the `documents` (n,) that they are of, and
    their `lengths` (n,) in tokens, header and text together. `generation` names the library, and its state, that it is
    of."""

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
        self._library = self._generation = ""
        self._known: dict[int | None, ChunkSet] = {}
        self._read: deque[tuple[ChunkSet, Set[int], ChunkSet]] = deque(maxlen=_REMEMBERED)

    def get(self, connection: Connection, collection: str | None) -> ChunkSet:
        """The chunks of a collection (None: of all), as the connection's transaction sees them; none if there is none
        of that name."""
        library, number, found = connection.execute(_now(collection)).one()
        generation = f"{library}/{number}"
        identity = None if collection is None else _NOWHERE if found is None else int(found)
        with self._lock:
            if generation != self._generation:
                before = self._known.get(None) if library == self._library else None
                self._known = {None: _everything(connection, generation, before)}
                self._read.clear()
                self._library, self._generation = library, generation
            if identity not in self._known:
                everything = self._known[None]
                self._known[identity] = everything.only(everything.within(_documents(connection, identity)))
            return self._known[identity]

    def of_documents(self, chunks: ChunkSet, documents: frozenset[int]) -> ChunkSet:
        """Those of the chunks that are of the `documents`. Remembered for the last few: the members of a course read
        the same ones, and a question asks for them several times."""
        with self._lock:
            for of, read, found in self._read:
                if of is chunks and read == documents:
                    return found
        found = chunks.only(chunks.within(documents))
        with self._lock:
            self._read.append((chunks, documents, found))
        return found


def _documents(connection: Connection, collection_id: int | None) -> frozenset[int]:
    table = schema.documents.c
    return frozenset(
        connection.execute(select(table.id).where(table.collection_id == collection_id)).scalars()
    )


def _now(collection: str | None) -> "Select[Any]":
    """Which library it is, the number of its changes, and the id of the collection of that name."""
    kept, known = schema.meta.c, schema.collections.c
    library, number = (
        select(kept.value).where(kept.key == key).scalar_subquery() for key in ("library", "generation")
    )
    name = None if collection is None else composed(collection)
    same = select(known.id).where(func.composed(known.name) == name).limit(1).scalar_subquery()
    return select(library, number, same)


def _everything(connection: Connection, generation: str, before: ChunkSet | None) -> ChunkSet:
    """All chunks. The lengths of those that were there `before` are not read again: a chunk never changes, and a key
    that was given is never given again."""
    words = words_of(connection)
    by_document = words.keys(connection)
    keys = np.concatenate([found for _, found in by_document] or [np.empty(0, dtype=np.int64)])
    counts = [len(found) for _, found in by_document]
    documents = np.repeat(np.array([row[0] for row in by_document], dtype=np.int64), counts)
    order = np.argsort(keys)
    keys, documents = keys[order], documents[order]
    known, last = _lengths_before(keys, before)
    lengths = words.lengths(connection, last)
    return ChunkSet(generation, keys, documents, np.concatenate((known, lengths)))


def _lengths_before(keys: np.ndarray, before: ChunkSet | None) -> tuple[np.ndarray, int]:
    """The lengths of the first of the keys (n,), as they were `before`, and the last key that was there then; none and
    0 where one of them is not known, because this transaction is the older."""
    if before is None or not len(before.keys):
        return np.empty(0), 0
    last = int(before.keys[-1])
    known = before.lengths[np.isin(before.keys, keys)]
    return (known, last) if len(known) == np.count_nonzero(keys <= last) else (np.empty(0), 0)
