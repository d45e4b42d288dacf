"""An encoder that reads a pair of texts and gives one number: the log-odds that the first carries the second."""

from collections.abc import Sequence
from typing import Any

import torch
from transformers import AutoModel, AutoTokenizer

from rag.models.pairs.pair import Pair
from rag.models.weights.packaged import EMBEDDER, packaged_path
from rag.models.weights.quiet import quieten

_LONGEST = 256  # tokens of a pair; more of the unit is cut off


class PairClassifier(torch.nn.Module):
    """`encoder` is a transformers encoder; `head` reads its first token."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = torch.nn.Linear(encoder.config.hidden_size, 1)
        self.config = encoder.config  # peft looks for it

    def forward(self, **inputs: torch.Tensor) -> torch.Tensor:
        """(n,) log-odds of what `as_inputs` makes of n pairs."""
        states: torch.Tensor = self.encoder(**inputs).last_hidden_state
        odds: torch.Tensor = self.head(states[:, 0]).squeeze(-1)
        return odds


def base() -> tuple[PairClassifier, Any]:
    """The embedded encoder, untaught for pairs, in float32, and its tokenizer."""
    quieten()
    place = packaged_path(*EMBEDDER)
    return PairClassifier(AutoModel.from_pretrained(place)), AutoTokenizer.from_pretrained(place)


def as_inputs(tokenizer: Any, pairs: Sequence[Pair]) -> dict[str, torch.Tensor]:
    """The pairs as tokens, padded behind."""
    found: dict[str, torch.Tensor] = tokenizer(
        [pair.unit for pair in pairs],
        [pair.claim for pair in pairs],
        padding=True,
        truncation="only_first",
        max_length=_LONGEST,
        return_tensors="pt",
    )
    return found
