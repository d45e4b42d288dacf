"""How often a term stands in each chunk, read from the index of terms."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection

from rag.store.index.bm25 import Counts
from rag.store.index.chunk_sets import ChunkSet
from rag.store.index.places import PLACE_BITS
from rag.store.index.tokenizer import Tokenizer
from rag.store.index.words import words_of

# Titles and headings name a chunk's subject, but they are the same for all chunks of a section.
HEADER_WEIGHT, BODY_WEIGHT = 0.6, 1.0

_REMEMBERED = 1_000_000  # chunks of all terms together, 16 bytes each


class Postings:
    """The counts of terms in chunks, remembered while the library does not change: a question's words are looked up
    several times, and come back in the next question. Safe to use from many threads."""

    def __init__(self) -> None:
        self._tokenizer = Tokenizer()
        self._lock = threading.Lock()
        self._generation = ""
        self._known: OrderedDict[str, Counts] = OrderedDict()
        self._size = 0

    def counts(self, connection: Connection, term: str, searched: ChunkSet) -> Counts:
        """How often a term stands in the chunks of `searched`, weighted by field: the indices of those that have it,
        and the counts in them. `searched` is from the same transaction."""
        chunks, counts = self._everywhere(connection, term, searched.generation)
        if len(searched.keys) == 0:
            return np.empty(0, dtype=np.int64), np.empty(0)
        place = np.minimum(np.searchsorted(searched.keys, chunks), len(searched.keys) - 1)
        inside = searched.keys[place] == chunks
        return place[inside], counts[inside]

    def _everywhere(self, connection: Connection, term: str, generation: str) -> Counts:
        """The keys of all chunks that have the term, ascending, and the counts in them."""
        with self._lock:
            if generation != self._generation:
                self._generation, self._size = generation, 0
                self._known.clear()
            if term in self._known:
                self._known.move_to_end(term)
                return self._known[term]
        found = _counted(connection, self._tokenizer.tokens(term))
        with self._lock:
            if generation == self._generation and term not in self._known:
                self._remember(term, found)
        return found

    def _remember(self, term: str, found: Counts) -> None:
        self._known[term] = found
        self._size += len(found[0])
        while self._size > _REMEMBERED:
            _, (chunks, _) = self._known.popitem(last=False)
            self._size -= len(chunks)


def _counted(connection: Connection, tokens: Sequence[str]) -> Counts:
    """The keys of the chunks in which these tokens stand in a row, ascending, and how often, weighted by field."""
    if len(tokens) == 1:
        chunks, in_body = words_of(connection).chunks(connection, tokens[0])
    else:
        places = _phrase(connection, tokens) >> PLACE_BITS
        chunks, in_body = places >> 1, (places & 1).astype(bool)
    starts = np.diff(chunks, prepend=0) > 0
    weights = np.where(in_body, BODY_WEIGHT, HEADER_WEIGHT)
    return chunks[starts], np.bincount(np.cumsum(starts) - 1, weights)


def _phrase(connection: Connection, tokens: Sequence[str]) -> np.ndarray:
    """The places where the first of the tokens stands, with the others after it."""
    found = np.empty(0, dtype=np.int64)
    for index, token in enumerate(tokens):
        places = words_of(connection).places(connection, token) - index
        found = np.intersect1d(found, places, assume_unique=True) if index else places
    return found
