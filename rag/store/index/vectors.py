"""The FAISS index of chunk vectors: a cache of the database, never the truth.

The file holds one line of JSON (format, library, generation, checksum) and then the index as
FAISS serialises it. Anything wrong, missing or stale about it means that it is rebuilt.
"""

import hashlib
import json
import logging
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from rag.common.files import replacing

log = logging.getLogger(__name__)

_FORMAT = 1
_FEWEST, _SAMPLE = 50, 4096


class Vectors:
    """Unit vectors by integer key, searched exactly by inner product."""

    def __init__(self) -> None:
        self._index: Any = None

    @property
    def keys(self) -> frozenset[int]:
        if self._index is None:
            return frozenset()
        return frozenset(faiss.vector_to_array(self._index.id_map).tolist())

    @property
    def dimension(self) -> int | None:
        """How many numbers a vector has; None while there are none."""
        return None if self._index is None else int(self._index.d)

    def add(self, keys: Iterable[int], vectors: np.ndarray) -> None:
        """Add `vectors` (n, d) float32 under `keys` (n)."""
        if len(vectors) == 0:
            return
        if self._index is None:
            self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        self._index.add_with_ids(
            np.ascontiguousarray(vectors, dtype=np.float32), np.fromiter(keys, dtype=np.int64)
        )

    def remove(self, keys: Iterable[int]) -> None:
        if self._index is not None:
            self._index.remove_ids(faiss.IDSelectorBatch(np.fromiter(keys, dtype=np.int64)))

    def search(self, vector: np.ndarray, limit: int, keys: np.ndarray | None = None) -> dict[int, float]:
        """The `limit` nearest keys with their cosine in [-1, 1], best first; among `keys` if given."""
        if self._index is None or self._index.ntotal == 0 or (keys is not None and len(keys) == 0):
            return {}
        parameters = None
        if keys is not None:
            selector = faiss.IDSelectorBatch(np.asarray(keys, dtype=np.int64))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        limit = min(limit, self._index.ntotal if keys is None else len(keys))
        scores, found = self._index.search(
            np.ascontiguousarray(vector[None, :], dtype=np.float32), limit, params=parameters
        )
        return {int(key): float(score) for key, score in zip(found[0], scores[0], strict=True) if key >= 0}

    def cosines(self, vector: np.ndarray, keys: Iterable[int]) -> dict[int, float]:
        """The cosine of `vector` with each of `keys`, all of which must be here."""
        if self._index is None:
            return {}
        index = self._index
        return {key: float(np.dot(index.reconstruct(key), vector)) for key in keys}

    def contrast(self, vector: np.ndarray, best: float, keys: np.ndarray | None = None) -> float:
        """How far `best` (a cosine with `vector`) stands out of all cosines, or those of `keys`: 1 where it is no
        more than the largest of as many random numbers, `inf` where there are too few to tell.

        That is (best - mean) / deviation / sqrt(2 ln n), the last being the expected maximum of n normal
        numbers. An embedder that cannot read a language gives about 0.8 in it.
        """
        if self._index is None:
            return math.inf
        flat: Any = faiss.downcast_index(self._index.index)
        rows = faiss.rev_swig_ptr(flat.get_xb(), flat.ntotal * flat.d).reshape(flat.ntotal, flat.d)
        chosen = np.arange(flat.ntotal)
        if keys is not None:
            chosen = np.flatnonzero(np.isin(faiss.vector_to_array(self._index.id_map), keys))
        count = len(chosen)
        if count < _FEWEST:
            return math.inf
        cosines = rows[chosen[:: count // _SAMPLE + 1]] @ vector.astype(np.float32)
        best = max(best, float(cosines.max()))
        return float((best - cosines.mean()) / max(cosines.std(), 1e-9) / math.sqrt(2 * math.log(count)))

    def save(self, path: Path, library: str, generation: int) -> None:
        """Write the cache, whole or not at all."""
        if self._index is None:
            path.unlink(missing_ok=True)
            return
        body = faiss.serialize_index(self._index).tobytes()
        stamp = _stamp(library, generation, body)
        with replacing(path) as temporary:
            temporary.write_bytes(json.dumps(stamp).encode() + b"\n" + body)

    @classmethod
    def load(cls, path: Path, library: str) -> "Vectors":
        """The cached vectors of that library, of whatever generation; empty if the file is no good."""
        vectors = cls()
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            stamp = json.loads(head)
            if stamp != _stamp(library, stamp.get("generation", -1), body):
                raise ValueError("its stamp does not fit")
            vectors._index = faiss.deserialize_index(np.frombuffer(body, dtype=np.uint8))
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, RuntimeError, AttributeError) as error:
            log.warning("%s is rebuilt: %s", path, error)
            return cls()
        return vectors

    def update(self, wanted: frozenset[int], read: Callable[[list[int]], Mapping[int, bytes]]) -> None:
        """Bring the keys up to `wanted`, reading the missing ones' vectors as float32 bytes, all of one length."""
        present = self.keys
        self.remove(present - wanted)
        missing = sorted(wanted - present)
        for batch in (missing[i : i + 5000] for i in range(0, len(missing), 5000)):
            blobs = read(batch)
            there = [key for key in batch if key in blobs]  # one may have been deleted just now
            if there:
                self.add(there, np.vstack([np.frombuffer(blobs[key], dtype=np.float32) for key in there]))


def wrong_vectors(stored: Iterable[bytes], kind: type[np.floating[Any]], dimension: int | None = None) -> int:
    """How many of the stored vectors are damaged: empty, no whole numbers, or not of `dimension` numbers (None: of as
    many as most of them)."""
    lengths = Counter(len(vector) for vector in stored)
    if not lengths:
        return 0
    size = np.dtype(kind).itemsize
    usual = lengths.most_common(1)[0][0] if dimension is None else dimension * size
    return sum(n for length, n in lengths.items() if length != usual or not length or length % size)


def _stamp(library: str, generation: int, body: bytes) -> dict[str, object]:
    checksum = hashlib.sha256(body).hexdigest()
    return {"format": _FORMAT, "library": library, "generation": generation, "sha256": checksum}
