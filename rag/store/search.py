"""The two searches over the library's chunks: by terms (BM25) and by vector (FAISS)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, select, tuple_

from rag.store import schema
from rag.store.database import Database
from rag.store.index.bm25 import bm25
from rag.store.index.chunk_sets import ChunkSet
from rag.store.index.indexes import Indexes
from rag.store.people.access import Access
from rag.values.people import ALONE, Asker


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
    """Searches one library, for one asker: chunks of documents that they do not read have no part in anything.

    The indexes are kept in memory, up to date with the database, once for all askers; the vectors in `cache`, too.
    """

    def __init__(self, database: Database, cache: Path) -> None:
        self._database = self._asked = database
        self._indexes = Indexes(database, cache)
        self.access = Access(ALONE)

    def seen_by(self, asker: Asker) -> "Search":
        """The same for another asker."""
        other = copy(self)
        other.access = Access(asker)
        other._asked = self._database.asked_by(asker)
        return other

    def lexical(
        self,
        terms: Sequence[str],
        limit: int,
        collection: str | None = None,
        documents: frozenset[int] | None = None,
        keys: Collection[int] | None = None,
    ) -> dict[int, float]:
        """Chunk keys with their BM25 score (> 0), best first; ties by key.

        Words are weighed over the chunks of the collection (None: of all) that are read, so others have no part in the
        scores. `documents` and `keys` narrow what is found to those, and change no score: among the few chunks of
        one document the words of its subject would be in most, and weigh nothing.
        """
        with self._database.read() as connection:
            searched = self._searched(connection, collection)
            distinct = dict.fromkeys(terms)
            counts = (self._indexes.postings.counts(connection, term, searched) for term in distinct)
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
        keys: Collection[int] | None = None,
    ) -> dict[int, float]:
        """Chunk keys with their cosine in [-1, 1], best first, for a unit `vector` (d,); `keys` narrows to those."""
        searched = self._keys(collection, documents)
        if keys is not None:
            only = np.fromiter(sorted(keys), dtype=np.int64, count=len(keys))
            searched = only if searched is None else searched[np.isin(searched, only)]
        with self._indexes.vectors() as vectors:
            return vectors.search(vector, limit, searched)

    def on_pages(self, pages: Collection[tuple[int, int]]) -> frozenset[int]:
        """The keys of the chunks on these pages: the document's id and the 1-based number of each."""
        chunk = schema.chunks.c
        there = tuple_(chunk.document_id, chunk.page).in_(list(pages))
        query = select(chunk.key).where(there, self.access.of_documents(chunk.document_id))
        with self._asked.read() as connection:
            return frozenset(connection.execute(query).scalars())

    def cosines(self, vector: np.ndarray, keys: Iterable[int]) -> dict[int, float]:
        """The cosine of `vector` with each of the chunks `keys` that is still in the library."""
        if (mine := self._keys(None, None)) is not None:
            wanted = np.fromiter(keys, dtype=np.int64)
            keys = wanted[np.isin(wanted, mine)].tolist()
        with self._indexes.vectors() as vectors:
            return vectors.cosines(vector, keys)

    def contrast(self, vector: np.ndarray, best: float, collection: str | None = None) -> float:
        """How far the cosine `best` stands out of those of a collection (None: of all; see `Vectors.contrast`)."""
        with self._indexes.vectors() as vectors:
            return vectors.contrast(vector, best, self._keys(collection, None))

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
            .where(chunk.key.in_(list(keys)), self.access.documents())
        )
        with self._asked.read() as connection:
            return {row[0]: StoredChunk(*row) for row in connection.execute(query)}

    def save_vectors(self) -> None:
        """Write the vector cache, so that the next start need not read every vector."""
        self._indexes.save()

    def _keys(self, collection: str | None, documents: frozenset[int] | None) -> np.ndarray | None:
        """The chunks that a search is narrowed to, None where it is not."""
        if collection is None and documents is None and self.access.everything:
            return None
        with self._database.read() as connection:
            searched = self._searched(connection, collection)
        return searched.keys if documents is None else searched.keys[searched.within(documents)]

    def _searched(self, connection: Connection, collection: str | None) -> ChunkSet:
        """The chunks of a collection (None: of all) that are read. Who reads what can change at any time, so that is
        looked up each time, and never kept."""
        everything = self._indexes.chunk_sets.get(connection, collection)
        if self.access.everything:
            return everything
        mine = connection.execute(select(schema.documents.c.id).where(self.access.documents())).scalars()
        return self._indexes.chunk_sets.of_documents(everything, frozenset(mine))


def _best(keys: np.ndarray, scores: np.ndarray, limit: int) -> dict[int, float]:
    """The `limit` keys (n,) of the highest scores (n,) above 0, best first; ties by key."""
    found = np.flatnonzero(scores)
    if len(found) > limit > 0:
        least = np.partition(scores[found], -limit)[-limit]
        found = found[scores[found] >= least]
    ordered = found[np.lexsort((keys[found], -scores[found]))][:limit]
    return {int(keys[index]): float(scores[index]) for index in ordered}
