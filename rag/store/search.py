"""The two searches over the library's chunks: by terms (FTS5's BM25) and by vector (FAISS)."""

import logging
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import bindparam, select, text

from rag.store import schema
from rag.store.database import Database
from rag.store.vectors import Vectors

log = logging.getLogger(__name__)

# Titles and headings name a chunk's subject, but they are the same for all chunks of a section.
_HEADER_WEIGHT, _BODY_WEIGHT = 0.6, 1.0


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
        self._scopes: dict[tuple[str | None, frozenset[int] | None], np.ndarray] = {}

    def lexical(
        self,
        terms: Sequence[str],
        limit: int,
        collection: str | None = None,
        documents: frozenset[int] | None = None,
        keys: Collection[int] | None = None,
    ) -> dict[int, float]:
        """Chunk keys with their BM25 score (> 0), best first; ties by key. (Robertson & Zaragoza, 2009)

        `keys` narrows the search to those chunks.
        """
        if not terms:
            return {}
        query = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms))
        conditions, values = _scope(collection, documents)
        if keys is not None:
            # The plus keeps SQLite from starting the search anew for each of the keys.
            conditions += f" +chunk_terms.rowid IN ({', '.join(str(int(key)) for key in keys)}) AND"
        statement = text(
            f"SELECT chunk_terms.rowid, bm25(chunk_terms, {_HEADER_WEIGHT}, {_BODY_WEIGHT}) AS score "
            "FROM chunk_terms "
            + conditions
            + " chunk_terms MATCH :query ORDER BY score, chunk_terms.rowid LIMIT :limit"
        )
        with self._database.read() as connection:
            rows = connection.execute(statement, {"query": query, "limit": limit, **values})
            return {int(row[0]): -float(row[1]) for row in rows}

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

    def contrast(self, vector: np.ndarray, best: float) -> float:
        """How far the cosine `best` stands out of those of the whole library (see `Vectors.contrast`)."""
        with self._lock:
            return self._current().contrast(vector, best)

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
        generation = int(self._database.value("generation") or 0)
        identity = f"{self._database.value('library')}:{self._database.value('embedder')}"
        if self._vectors is None or identity != self._identity:
            self._vectors = Vectors.load(self._cache, identity)
            self._identity, self._generation = identity, -1
        if generation != self._generation:
            wanted = self._all_keys()
            self._vectors.update(wanted, self._blobs)
            self._generation = generation
            self._scopes.clear()
        return self._vectors

    def _all_keys(self) -> frozenset[int]:
        with self._database.read() as connection:
            return frozenset(connection.execute(select(schema.chunks.c.key)).scalars())

    def _blobs(self, keys: list[int]) -> Mapping[int, bytes]:
        chunk = schema.chunks.c
        query = select(chunk.key, chunk.vector).where(chunk.key.in_(bindparam("keys", expanding=True)))
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query, {"keys": keys})}

    def _keys(self, collection: str | None, documents: frozenset[int] | None) -> np.ndarray | None:
        if collection is None and documents is None:
            return None
        scope = (collection, documents)
        if scope not in self._scopes:
            if len(self._scopes) > 64:
                self._scopes.clear()
            self._scopes[scope] = self._scope_keys(collection, documents)
        return self._scopes[scope]

    def _scope_keys(self, collection: str | None, documents: frozenset[int] | None) -> np.ndarray:
        chunk, document = schema.chunks.c, schema.documents.c
        query = select(chunk.key).join(schema.documents, document.id == chunk.document_id)
        if collection is not None:
            query = query.join(schema.collections, schema.collections.c.id == document.collection_id)
            query = query.where(schema.collections.c.name == collection)
        if documents is not None:
            query = query.where(document.id.in_(documents))
        with self._database.read() as connection:
            return np.fromiter(connection.execute(query).scalars(), dtype=np.int64)


def _scope(collection: str | None, documents: frozenset[int] | None) -> tuple[str, dict[str, object]]:
    """The joins and conditions (ending in WHERE or AND) of a collection and a set of documents."""
    if collection is None and documents is None:
        return "WHERE", {}
    joins = (
        "JOIN chunks ON chunks.key = chunk_terms.rowid JOIN documents ON documents.id = chunks.document_id "
    )
    conditions, values = [], {}
    if collection is not None:
        joins += "JOIN collections ON collections.id = documents.collection_id "
        conditions.append("collections.name = :collection")
        values["collection"] = collection
    if documents is not None:
        conditions.append(f"documents.id IN ({', '.join(str(int(d)) for d in sorted(documents)) or 'NULL'})")
    return joins + "WHERE " + " AND ".join(conditions) + " AND", dict(values)
