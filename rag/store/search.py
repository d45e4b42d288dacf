"""The two searches over the library's chunks: by terms (BM25) and by vector (FAISS)."""

import logging
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import bindparam, select

from rag.store import schema
from rag.store.database import Database
from rag.store.index.bm25 import bm25
from rag.store.index.chunk_sets import ChunkSets
from rag.store.index.postings import Postings
from rag.store.index.vectors import Vectors, wrong_vectors

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk with its key and document, as the searches know it."""

    key: int
    id: str
    document_id: int
    document: str
    page: int
    start: int
    end: int
    text: str
    header: str


class Search:
    """Searches one library; keeps the vector index in memory, up to date with the database, and in `cache`."""

    def __init__(self, database: Database, cache: Path) -> None:
        self._database = database
        self._cache = cache
        self._lock = threading.Lock()
        self._vectors: Vectors | None = None
        self._generation = -1
        self._identity = ""
        self._chunk_sets = ChunkSets()
        self._postings = Postings()

    def lexical(
        self,
        terms: Sequence[str],
        limit: int,
        collection: str | None = None,
        documents: frozenset[int] | None = None,
        keys: Collection[int] | None = None,
    ) -> dict[int, float]:
        """Chunk keys with their BM25 score (> 0), best first; ties by key.

        Words are weighed over the chunks of the collection (None: of all), so other collections have no part in the
        scores. `documents` and `keys` narrow what is found to those, and change no score: among the few chunks of
        one document the words of its subject would be in most, and weigh nothing.
        """
        with self._database.read() as connection:
            searched = self._chunk_sets.get(connection, collection)
            distinct = dict.fromkeys(terms)
            counts = (self._postings.counts(connection, term, searched) for term in distinct)
            scores = bm25(counts, searched.lengths)
        if documents is not None:
            scores[~searched.within(documents)] = 0
        if keys is not None:
            scores[~np.isin(searched.keys, np.fromiter(keys, dtype=np.int64))] = 0
        return _best(searched.keys, scores, limit)

    def dense(
        self,
        vector: np.ndarray,
        limit: int,
        collection: str | None = None,
        documents: frozenset[int] | None = None,
    ) -> dict[int, float]:
        """Chunk keys with their cosine in [-1, 1], best first, for a unit `vector` (d,)."""
        with self._lock:
            vectors = self._current()
            keys = self._keys(collection, documents)
            return vectors.search(vector, limit, keys)

    def cosines(self, vector: np.ndarray, keys: Iterable[int]) -> dict[int, float]:
        """The cosine of `vector` with each of the chunks `keys` that is still in the library."""
        with self._lock:
            vectors = self._current()
            present = vectors.keys
            return vectors.cosines(vector, [key for key in keys if key in present])

    def contrast(self, vector: np.ndarray, best: float, collection: str | None = None) -> float:
        """How far the cosine `best` stands out of those of a collection (None: of all; see `Vectors.contrast`)."""
        with self._lock:
            return self._current().contrast(vector, best, self._keys(collection, None))

    def chunks(self, keys: Iterable[int]) -> Mapping[int, StoredChunk]:
        """The chunks by key; one that was deleted meanwhile is missing."""
        chunk, document = schema.chunks.c, schema.documents.c
        query = (
            select(
                chunk.key,
                chunk.id,
                chunk.document_id,
                document.name,
                chunk.page,
                chunk.start,
                chunk.end,
                chunk.text,
                chunk.header,
            )
            .join(schema.documents, document.id == chunk.document_id)
            .where(chunk.key.in_(list(keys)))
        )
        with self._database.read() as connection:
            return {row[0]: StoredChunk(*row) for row in connection.execute(query)}

    def save_vectors(self) -> None:
        """Write the vector cache, so that the next start need not read every vector."""
        with self._lock:
            vectors = self._current()
            try:
                vectors.save(self._cache, self._identity, self._generation)
            except OSError as error:
                log.warning("%s is not written (%s); it will be rebuilt", self._cache, error)

    def _current(self) -> Vectors:
        generation = self._database.generation
        identity = f"{self._database.value('library')}:{self._database.value('embedder')}"
        if self._vectors is None or identity != self._identity:
            self._vectors = Vectors.load(self._cache, identity)
            self._identity, self._generation = identity, -1
        if generation != self._generation:
            wanted = self._all_keys()
            self._vectors.update(wanted, self._blobs)
            self._generation = generation
        return self._vectors

    def _all_keys(self) -> frozenset[int]:
        with self._database.read() as connection:
            return frozenset(connection.execute(select(schema.chunks.c.key)).scalars())

    def _blobs(self, keys: list[int]) -> Mapping[int, bytes]:
        chunk = schema.chunks.c
        query = select(chunk.key, chunk.vector).where(chunk.key.in_(bindparam("keys", expanding=True)))
        with self._database.read() as connection:
            found = {row[0]: row[1] for row in connection.execute(query, {"keys": keys})}
        dimension = None if self._vectors is None else self._vectors.dimension
        if wrong := wrong_vectors(found.values(), np.float32, dimension):
            raise self._database.damage(f"{wrong} vectors of passages have another length than the others")
        return found

    def _keys(self, collection: str | None, documents: frozenset[int] | None) -> np.ndarray | None:
        """The chunks that a search is narrowed to, None where it is not."""
        if collection is None and documents is None:
            return None
        with self._database.read() as connection:
            searched = self._chunk_sets.get(connection, collection)
        return searched.only(searched.within(documents)).keys


def _best(keys: np.ndarray, scores: np.ndarray, limit: int) -> dict[int, float]:
    """The `limit` keys (n,) of the highest scores (n,) above 0, best first; ties by key."""
    found = np.flatnonzero(scores)
    if len(found) > limit > 0:
        least = np.partition(scores[found], -limit)[-limit]
        found = found[scores[found] >= least]
    ordered = found[np.lexsort((keys[found], -scores[found]))][:limit]
    return {int(keys[index]): float(scores[index]) for index in ordered}
