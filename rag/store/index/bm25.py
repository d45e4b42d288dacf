"""BM25 (Robertson & Zaragoza, 2009), with the constants and the idf of SQLite's FTS5."""

import math
from collections.abc import Iterable

import numpy as np

_K1, _B = 1.2, 0.75
_LEAST_IDF = 1e-6


Counts = tuple[np.ndarray, np.ndarray]
"""Of one term: (m,) the indices of the texts that have it, each once, and (m,) its weighted counts in them."""


def bm25(terms: Iterable[Counts], lengths: np.ndarray) -> np.ndarray:
    """(n,) scores >= 0 of n texts: the sum over the terms t of

        idf(t) · f(t) · (k1 + 1) / (f(t) + k1 · (1 - b + b · length / mean length))
        idf(t) = ln((n - df(t) + 0.5) / (df(t) + 0.5)), or 1e-6 where that is not above 0

    where f(t) is the weighted count of the term in the text, df(t) how many texts have it. `lengths` (n,) are the
    texts' tokens.
    """
    count = len(lengths)
    scores = np.zeros(count)
    if count == 0:
        return scores
    mean = max(float(lengths.mean()), 1e-9)
    for having, counts in terms:  # computed in the order of FTS5, so that no last bit differs
        saturation = _K1 * (1 - _B + _B * lengths[having] / mean)
        scores[having] += _idf(count, len(having)) * (counts * (_K1 + 1) / (counts + saturation))
    return scores


def _idf(count: int, found: int) -> float:
    """Of a term that `found` of `count` texts have. One that most texts have says next to nothing."""
    idf = math.log((count - found + 0.5) / (found + 0.5))
    return idf if idf > 0 else _LEAST_IDF
