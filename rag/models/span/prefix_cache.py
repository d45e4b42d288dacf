"""A causal model that computes only what differs from the tokens it was last given."""

from collections.abc import Sequence
from typing import Any

import torch


class PrefixCache:
    """A transformers causal model with the keys and values of its last tokens. Not safe to share by threads.

    On a laptop without a GPU every token costs milliseconds, and the prompts of one question begin alike.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._ids: list[int] = []
        self._cache: Any = None

    def logits(self, ids: Sequence[int], last: int = 1) -> torch.Tensor:
        """(last, vocabulary) float32: what follows each of the `last` last ones of `ids`, at least 1."""
        kept = min(alike(self._ids, ids), len(ids) - last)
        surplus = len(self._ids) - kept if kept else 0
        cache: Any = self._cache if kept else None
        # Forgotten until the model has answered: after an error nobody knows how much the cache holds.
        self._ids, self._cache = [], None
        if surplus:
            cache.crop(-surplus)
        fresh = torch.tensor([list(ids[kept:])], device=self._model.device)
        out = self._model(fresh, past_key_values=cache, use_cache=True, logits_to_keep=last)
        self._ids, self._cache = list(ids), out.past_key_values
        rows: torch.Tensor = out.logits[0].float()
        return rows


def alike(a: Sequence[int], b: Sequence[int]) -> int:
    """How many tokens both begin with."""
    shortest = min(len(a), len(b))
    return next((index for index in range(shortest) if a[index] != b[index]), shortest)
