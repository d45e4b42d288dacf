"""How well a ranking finds what is relevant. Items are documents, or (document, page) pairs.

Every function takes a ranking without repeats, best first (see `distinct`), and the set of
relevant items; relevance is yes or no. All are `None` where nothing is known to be relevant, and lie
in [0, 1]. They agree with trec_eval through ir-measures (tests/evaluation/metrics/test_retrieval.py).
"""

import math
from collections.abc import Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def distinct(items: Iterable[Item]) -> list[Item]:
    """Each item at its first place: passages become documents ranked by their best passage."""
    return list(dict.fromkeys(items))


def hit_at(ranking: Sequence[Item], relevant: AbstractSet[Item], k: int) -> float | None:
    """Whether anything relevant is among the first k (`Success@k` of trec_eval)."""
    if not relevant:
        return None
    return float(any(item in relevant for item in ranking[:k]))


def recall_at(ranking: Sequence[Item], relevant: AbstractSet[Item], k: int) -> float | None:
    """Share of the relevant items among the first k: |top k ∩ relevant| / |relevant| (`R@k`)."""
    if not relevant:
        return None
    return len(relevant & set(ranking[:k])) / len(relevant)


def reciprocal_rank(ranking: Sequence[Item], relevant: AbstractSet[Item]) -> float | None:
    """1 / rank of the first relevant item, 0 where none is ranked; its mean is MRR (Voorhees 1999)."""
    if not relevant:
        return None
    return next((1 / rank for rank, item in enumerate(ranking, 1) if item in relevant), 0.0)


def ndcg_at(ranking: Sequence[Item], relevant: AbstractSet[Item], k: int = 10) -> float | None:
    """Discounted gain of the first k over the best possible: Σ 1/log2(rank + 1) over relevant ranks,
    divided by the same sum for min(k, |relevant|) relevant items at the top (Järvelin & Kekäläinen 2002)."""
    if not relevant:
        return None
    gain = sum(1 / math.log2(rank + 1) for rank, item in enumerate(ranking[:k], 1) if item in relevant)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
    return gain / best
