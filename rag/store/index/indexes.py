"""What the searches of one library share: its chunks by collection, the places of its terms, its vectors.

All of it is made of the database and made anew when that has changed. Nothing in here knows who asks.
"""

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from sqlalchemy import bindparam, select

from rag.store import schema
from rag.store.database import Database
from rag.store.index.chunk_sets import ChunkSet, ChunkSets
from rag.store.index.postings import Postings
from rag.store.index.server_vectors import ServerVectors, is_on_server
from rag.store.index.vectors import Vectors, wrong_vectors

log = logging.getLogger(__name__)


class Indexes:
    """In memory once a process; the vectors also in the file `cache`. Safe to use from many threads."""

    def __init__(self, database: Database, cache: Path) -> None:
        self._database = database
        self._cache = cache
        self._lock = threading.Lock()
        self._vectors: Vectors | None = None
        self._generation = -1
        self._identity = ""
        self.chunk_sets = ChunkSets()
        self.postings = Postings()

    @contextmanager
    def vectors(self) -> Iterator[Vectors | ServerVectors]:
        """All vectors, as they are in the database now; those in memory nobody else has meanwhile."""
        if self._are_on_server():
            yield ServerVectors(self._database, self._blobs, self._everything)
            return
        with self._lock:
            yield self._current()

    def save(self) -> None:
        """Write the vector cache; that it cannot be written is no error, for it can be rebuilt."""
        if self._are_on_server():
            return
        with self._lock:
            vectors = self._current()
            try:
                vectors.save(self._cache, self._identity, self._generation)
            except OSError as error:
                log.warning("%s is not written (%s); it will be rebuilt", self._cache, error)

    def _are_on_server(self) -> bool:
        if self._database.is_file:
            return False
        with self._database.read() as connection:
            return is_on_server(connection)

    def _everything(self) -> ChunkSet:
        with self._database.read() as connection:
            return self.chunk_sets.get(connection, None)

    def _current(self) -> Vectors:
        identity, generation = self._database.state
        if self._vectors is None or identity != self._identity:
            self._vectors = Vectors.load(self._cache, identity, self._blobs)
            self._identity, self._generation = identity, -1
        if generation != self._generation:
            self._vectors.update(self._everything().keys)
            self._generation = generation
        return self._vectors

    def _blobs(self, keys: list[int]) -> Mapping[int, bytes]:
        chunk = schema.chunks.c
        query = select(chunk.key, chunk.vector).where(chunk.key.in_(bindparam("keys", expanding=True)))
        with self._database.read() as connection:
            found = {row[0]: row[1] for row in connection.execute(query, {"keys": keys})}
        dimension = None if self._vectors is None else self._vectors.dimension
        if wrong := wrong_vectors(found.values(), np.float32, dimension):
            raise self._database.damage(f"{wrong} vectors of passages have another length than the others")
        return found
