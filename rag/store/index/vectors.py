"""The vectors of chunks: an index of them in memory and in a file, a cache of the database, never the truth.

Anything wrong, missing or stale about the file means that the index is made anew.
"""

import logging
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from rag.store.index.cached import read_index, write_index
from rag.store.index.nearest import Nearest, new_index, sample_size

log = logging.getLogger(__name__)

Stored = Callable[[list[int]], Mapping[int, bytes]]
"""Reads vectors of the database by key, as float32 bytes, all of one length; one that was deleted is missing."""

FEWEST, SAMPLE = 50, 4096
"""How many vectors it takes to tell how far one stands out, and by how many that is told at most."""
_AT_ONCE = 5000  # vectors read at once


class Vectors:
    """Unit vectors by integer key, searched by inner product: all of them compared, or where they are many those that
    lie near (`rag.store.index.nearest`). The cosines that it tells are those of the vectors that are `stored`."""

    def __init__(self, stored: Stored = lambda keys: {}) -> None:
        self._stored = stored
        self._index: Nearest | None = None
        self._keys = np.empty(0, dtype=np.int64)  # ascending

    @property
    def dimension(self) -> int | None:
        """How many numbers a vector has; None while there are none."""
        return None if self._index is None else int(self._index.index.d)

    @property
    def is_exact(self) -> bool:
        """Whether all vectors are compared."""
        return self._index is None or self._index.is_exact

    def search(self, vector: np.ndarray, limit: int, keys: np.ndarray | None = None) -> dict[int, float]:
        """The `limit` nearest keys with their cosine in [-1, 1], best first; among `keys` if given."""
        among = None if keys is None else np.asarray(keys, dtype=np.int64)
        if self._index is None or (among is not None and len(among) == 0):
            return {}
        whole = among is None or np.array_equal(among, self._keys)
        found, scores = self._index.search(vector, limit, None if whole else among)
        if not self._index.is_exact:
            found, scores = compared(self._stored, vector, found)
        return {int(key): float(score) for key, score in zip(found[:limit], scores[:limit], strict=True)}

    def cosines(self, vector: np.ndarray, keys: Iterable[int]) -> dict[int, float]:
        """The cosine of `vector` with each of `keys` that is here."""
        wanted = self._here(np.fromiter(keys, dtype=np.int64))
        if self._index is None or len(wanted) == 0:
            return {}
        if not self._index.is_exact:
            found, scores = compared(self._stored, vector, wanted)
        else:
            found, scores = wanted, self._index.rows(wanted) @ vector.astype(np.float32)
        return {int(key): float(score) for key, score in zip(found, scores, strict=True)}

    def contrast(self, vector: np.ndarray, best: float, keys: np.ndarray | None = None) -> float:
        """How far `best` (a cosine with `vector`) stands out of all cosines, or those of `keys`: 1 where it is no
        more than the largest of as many random numbers, `inf` where there are too few to tell.

        That is (best - mean) / deviation / sqrt(2 ln n), the last being the expected maximum of n normal
        numbers. An embedder that cannot read a language gives about 0.8 in it.
        """
        chosen = self._keys if keys is None else np.asarray(keys, dtype=np.int64)
        count = len(chosen)
        sample = self._here(chosen[:: count // SAMPLE + 1])
        if self._index is None or len(sample) < FEWEST:
            return math.inf
        cosines = self._index.rows(sample) @ vector.astype(np.float32)
        best = max(best, float(cosines.max()))
        return float((best - cosines.mean()) / max(cosines.std(), 1e-9) / math.sqrt(2 * math.log(count)))

    def save(self, path: Path, library: str, generation: int) -> None:
        """Write the cache, whole or not at all."""
        if self._index is None:
            path.unlink(missing_ok=True)
        else:
            write_index(self._index, path, library, generation)

    @classmethod
    def load(cls, path: Path, library: str, stored: Stored) -> "Vectors":
        """The cached vectors of that library, of whatever generation; empty if the file is no good."""
        vectors = cls(stored)
        try:
            vectors._index = read_index(path, library)
        except FileNotFoundError:
            return vectors
        except (OSError, ValueError) as error:
            log.warning("%s is rebuilt: %s", path, error)
            return vectors
        vectors._keys = np.sort(vectors._index.keys())
        return vectors

    def update(self, wanted: np.ndarray) -> None:
        """Bring the keys up to `wanted` (n,) ascending, reading the vectors that are missing. Where another kind of
        index suits as many, or the clusters were made for far fewer, all is made anew."""
        if self._index is None or not self._index.suits(len(wanted)):
            self._index, self._keys = self._new(wanted), np.empty(0, dtype=np.int64)
        if self._index is None:
            return
        gone = np.setdiff1d(self._keys, wanted, assume_unique=True)
        if len(gone):
            self._index.remove(gone)
            self._keys = np.setdiff1d(self._keys, gone, assume_unique=True)
        missing = np.setdiff1d(wanted, self._keys, assume_unique=True)
        for first in range(0, len(missing), _AT_ONCE):
            self.add(*_read(self._stored, missing[first : first + _AT_ONCE]))

    def add(self, keys: Iterable[int] | np.ndarray, vectors: np.ndarray) -> None:
        """Add `vectors` (n, d) float32 under new `keys` (n)."""
        if len(vectors) == 0:
            return
        added = np.fromiter(keys, dtype=np.int64)
        if self._index is None:
            self._index = new_index(vectors, len(vectors))
        self._index.add(added, vectors)
        follows = not len(self._keys) or added[0] > self._keys[-1]
        joined = np.concatenate((self._keys, added))
        self._keys = joined if follows and np.all(np.diff(added) > 0) else np.sort(joined)

    def _new(self, wanted: np.ndarray) -> Nearest | None:
        """An empty index for the vectors of `wanted`, None where there are none."""
        sample = wanted[:: max(1, len(wanted) // max(1, sample_size(len(wanted))))]
        if len(wanted) > len(sample):
            log.info("the index of vectors is made anew, for %d", len(wanted))
        batches = [sample[first : first + _AT_ONCE] for first in range(0, len(sample), _AT_ONCE)]
        parts = [vectors for _, vectors in (_read(self._stored, batch) for batch in batches) if len(vectors)]
        return new_index(np.concatenate(parts), len(wanted)) if parts else None

    def _here(self, keys: np.ndarray) -> np.ndarray:
        """Those of the keys that are here, in their order."""
        if len(self._keys) == 0 or len(keys) == 0:
            return np.empty(0, dtype=np.int64)
        place = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        here: np.ndarray = keys[self._keys[place] == keys]
        return here


def compared(stored: Stored, vector: np.ndarray, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Those of the keys (n,) whose vectors are `stored` by their cosines with `vector` (d,), best first, and the
    cosines."""
    there, rows = _read(stored, keys)
    if len(there) == 0:
        return there, np.empty(0, dtype=np.float32)
    cosines = rows @ vector.astype(np.float32)
    order = np.lexsort((there, -cosines))
    return there[order], cosines[order]


def _read(stored: Stored, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Those of the keys (n,) whose vectors are stored, and the vectors (n, d)."""
    blobs = stored(keys.tolist())
    there = [key for key in keys.tolist() if key in blobs]  # one may have been deleted just now
    if not there:
        return np.empty(0, dtype=np.int64), np.empty((0, 0), dtype=np.float32)
    rows = np.frombuffer(b"".join(blobs[key] for key in there), dtype=np.float32)
    return np.array(there, dtype=np.int64), rows.reshape(len(there), -1)


def wrong_vectors(stored: Iterable[bytes], kind: type[np.floating[Any]], dimension: int | None = None) -> int:
    """How many of the stored vectors are damaged: empty, no whole numbers, or not of `dimension` numbers (None: of as
    many as most of them)."""
    lengths = Counter(len(vector) for vector in stored)
    if not lengths:
        return 0
    size = np.dtype(kind).itemsize
    usual = lengths.most_common(1)[0][0] if dimension is None else dimension * size
    return sum(n for length, n in lengths.items() if length != usual or not length or length % size)
