"""The taught check: the embedded encoder with an adapter and a head of `rag/models/adapters/check`."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open

from rag.common.probability import sigmoid
from rag.models.pairs.classifier import PairClassifier, as_inputs, base
from rag.models.pairs.pair import Pair
from rag.models.span.adapter import explained, paired

ADAPTER = Path(__file__).parent.parent / "adapters" / "check" / "check.safetensors"
_PREFIX = "base_model.model."
_HEAD = ("head.weight", "head.bias")
_AT_ONCE = 16


class PairModel:
    """Reads pairs; one batch at a time, whichever thread asks."""

    def __init__(self, model: PairClassifier, tokenizer: Any) -> None:
        self._model = model.eval()
        self._tokenizer = tokenizer
        self._lock = threading.Lock()

    def p_carried(self, pairs: Sequence[Pair]) -> tuple[float, ...]:
        """For each pair the probability in [0, 1] that the unit carries the claim."""
        found: list[float] = []
        with self._lock, torch.inference_mode():
            for start in range(0, len(pairs), _AT_ONCE):
                odds = self._model(**as_inputs(self._tokenizer, pairs[start : start + _AT_ONCE]))
                found += [sigmoid(one) for one in odds.tolist()]
        return tuple(found)


def load_pair_model(adapter: Path = ADAPTER) -> PairModel | None:
    """The taught check; None where there is none. Raises ModelUnavailable where the file does not fit the encoder."""
    if not adapter.exists():
        return None
    model, tokenizer = base()
    with explained(adapter), safe_open(adapter, framework="pt") as stored:
        scale = float(stored.metadata()["scale"])
        tensors = {
            name.removeprefix(_PREFIX): stored.get_tensor(name).float()
            for name in stored.keys()  # noqa: SIM118
        }
        model.head.load_state_dict({name.removeprefix("head."): tensors.pop(name) for name in _HEAD})
        for module, (down, up) in paired(tensors).items():
            weight: Any = model.get_submodule(module).weight
            with torch.no_grad():
                weight.add_(scale * up @ down)
    return PairModel(model, tokenizer)
