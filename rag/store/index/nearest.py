"""The two kinds of index that find the nearest vectors: all compared, or those of the clusters that lie near.

Both are FAISS's. `InvertedFile` keeps 8 bits a number and looks into some of its lists, so its scores are near the true
ones, and what it finds is to be compared once more by exact vectors (`rag.store.index.vectors` does).
"""

import math
from typing import Any, Protocol

import faiss
import numpy as np

_FAISS: Any = faiss  # its types lack a part of it
MOST_FLAT = 200_000
"""Vectors up to which all are compared. See docs/scale.md for what is measured on either side of it."""
_LISTS = 2.0  # times the square root of how many vectors there are
_PROBES = 64  # lists looked into where all vectors may be found: docs/scale.md has the recall
_GROWN = 4  # times as many vectors as the lists were made for: then they are made anew
_TRAINED_BY = 64  # vectors for each list, above which clusters hardly get better
_AMONG_MORE, _AT_LEAST_MORE = 2, 40  # how many more than asked for are found, to be compared exactly


class Nearest(Protocol):
    """Vectors (d,) by integer key. `index` is FAISS's own, `is_exact` says whether its scores are."""

    index: Any
    is_exact: bool

    def suits(self, count: int) -> bool:
        """Whether it is the right one for so many vectors."""

    def keys(self) -> np.ndarray:
        """(n,) int64 keys of all vectors, in no order."""

    def add(self, keys: np.ndarray, vectors: np.ndarray) -> None:
        """Keep `vectors` (n, d) float32 under `keys` (n,) int64."""

    def remove(self, keys: np.ndarray) -> None:
        """Forget the vectors of `keys` (n,) int64."""

    def search(
        self, vector: np.ndarray, limit: int, among: np.ndarray | None
    ) -> tuple[np.ndarray, np.ndarray]:
        """(keys, inner products) of the nearest, best first: at least `limit` where as many of the keys `among` (n,)
        int64 are here (None: of all). One that is not exact gives more, to be compared again."""

    def rows(self, keys: np.ndarray) -> np.ndarray:
        """(n, d) float32 vectors of `keys` (n,) int64, each of which is here; as near as they are kept."""


def new_index(sample: np.ndarray, count: int) -> Nearest:
    """An empty index that suits `count` vectors like those of the `sample` (m, d) float32: `sample_size(count)` of
    them, or fewer where there are no more."""
    if count <= MOST_FLAT:
        return FlatIndex(_FAISS.IndexIDMap2(_FAISS.IndexFlatIP(sample.shape[1])))
    return InvertedFile.trained(sample, _lists(count))


def sample_size(count: int) -> int:
    """How many of `count` vectors `new_index` is to see."""
    return 1 if count <= MOST_FLAT else min(count, _lists(count) * _TRAINED_BY)


def of_index(index: Any) -> Nearest:
    """One that was kept. Raises ValueError where it is of neither kind."""
    if isinstance(index, _FAISS.IndexIDMap2) and isinstance(
        _FAISS.downcast_index(index.index), _FAISS.IndexFlat
    ):
        return FlatIndex(index)
    if isinstance(index, _FAISS.IndexIVFScalarQuantizer):
        return InvertedFile(index)
    raise ValueError("its index is of another kind")


class FlatIndex:
    """Every vector is compared."""

    is_exact = True

    def __init__(self, index: Any) -> None:
        self.index = index

    def suits(self, count: int) -> bool:
        return count <= MOST_FLAT

    def keys(self) -> np.ndarray:
        found: np.ndarray = _FAISS.vector_to_array(self.index.id_map)
        return found

    def add(self, keys: np.ndarray, vectors: np.ndarray) -> None:
        self.index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), keys)

    def remove(self, keys: np.ndarray) -> None:
        self.index.remove_ids(_FAISS.IDSelectorBatch(keys))

    def search(
        self, vector: np.ndarray, limit: int, among: np.ndarray | None
    ) -> tuple[np.ndarray, np.ndarray]:
        limit = min(limit, self.index.ntotal if among is None else len(among))
        selector = None if among is None else _selector(among)
        parameters = None if among is None else _FAISS.SearchParameters(sel=selector)
        return _found(self.index, vector, limit, parameters)

    def rows(self, keys: np.ndarray) -> np.ndarray:
        return _rows(self.index, keys)


class InvertedFile:
    """The vectors in lists by the nearest of some centroids; those of the lists nearest to a query are compared."""

    is_exact = False

    def __init__(self, index: Any) -> None:
        self.index = index

    @classmethod
    def trained(cls, sample: np.ndarray, lists: int) -> "InvertedFile":
        """An empty one whose centroids are those of a `sample` (m, d) float32."""
        dimension = sample.shape[1]
        lists = min(lists, len(sample))
        quantizer = _FAISS.IndexFlatIP(dimension)
        quantizer.this.disown()  # the index below owns it
        kind, metric = _FAISS.ScalarQuantizer.QT_8bit, _FAISS.METRIC_INNER_PRODUCT
        index = _FAISS.IndexIVFScalarQuantizer(quantizer, dimension, lists, kind, metric)
        index.own_fields = True
        index.cp.max_points_per_centroid = _TRAINED_BY
        index.cp.min_points_per_centroid = 1  # which only silences a warning
        index.train(np.ascontiguousarray(sample, dtype=np.float32))
        index.set_direct_map_type(
            _FAISS.DirectMap.Hashtable
        )  # by which a vector is found, and removed, by its key
        return cls(index)

    def suits(self, count: int) -> bool:
        made_for = (int(self.index.nlist) / _LISTS) ** 2
        return MOST_FLAT // 2 < count <= made_for * _GROWN and count * _GROWN * _GROWN >= made_for

    def keys(self) -> np.ndarray:
        lists = self.index.invlists
        parts = [
            _FAISS.rev_swig_ptr(lists.get_ids(number), lists.list_size(number)).copy()
            for number in range(self.index.nlist)
            if lists.list_size(number)
        ]
        return np.concatenate(parts or [np.empty(0, dtype=np.int64)])

    def add(self, keys: np.ndarray, vectors: np.ndarray) -> None:
        self.index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), keys)

    def remove(self, keys: np.ndarray) -> None:
        self.index.remove_ids(_FAISS.IDSelectorArray(keys))

    def search(
        self, vector: np.ndarray, limit: int, among: np.ndarray | None
    ) -> tuple[np.ndarray, np.ndarray]:
        allowed = self.index.ntotal if among is None else len(among)
        limit = min(limit * _AMONG_MORE + _AT_LEAST_MORE, allowed)
        # Of a tenth of the vectors ten times as many lists: as many are compared, so that a filter loses nothing.
        probes = min(self.index.nlist, math.ceil(_PROBES * self.index.ntotal / max(allowed, 1)))
        selector = None if among is None else _selector(among)
        parameters = _FAISS.SearchParametersIVF(sel=selector, nprobe=probes)
        return _found(self.index, vector, limit, parameters)

    def rows(self, keys: np.ndarray) -> np.ndarray:
        return _rows(self.index, keys)


def _lists(count: int) -> int:
    return max(1, round(_LISTS * math.sqrt(count)))


def _selector(keys: np.ndarray) -> Any:
    """A bit for each key: made in no time of a million of them, where a set takes longer than the search."""
    bits = np.zeros(int(keys.max(initial=0)) // 8 * 8 + 8, dtype=bool)
    bits[keys] = True
    return _FAISS.IDSelectorBitmap(np.packbits(bits, bitorder="little"))


def _found(index: Any, vector: np.ndarray, limit: int, parameters: Any) -> tuple[np.ndarray, np.ndarray]:
    if limit < 1:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    query = np.ascontiguousarray(vector[None, :], dtype=np.float32)
    scores, keys = index.search(query, limit, params=parameters)
    there = keys[0] >= 0
    return keys[0][there], scores[0][there]


def _rows(index: Any, keys: np.ndarray) -> np.ndarray:
    if len(keys) == 0:
        return np.empty((0, index.d), dtype=np.float32)
    found: np.ndarray = index.reconstruct_batch(keys)
    return found
