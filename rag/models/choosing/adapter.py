"""What the chooser learned: low-rank changes of the encoder's matrices, its small tensors whole, and its head."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from rag.models.weights.low_rank import paired

ADAPTER = Path(__file__).parents[1] / "adapters" / "chooser.safetensors"

_WHOLE = "whole."
_HEAD, _BIAS = "head.weight", "head.bias"


@dataclass(frozen=True, slots=True)
class Learned:
    """`head` (hidden size,) and `bias` of the score; `whole` tensors that stand for the encoder's of that name, and
    `changes` (A (rank, in), B (out, rank)) to be added to its matrices as B @ A."""

    head: np.ndarray
    bias: float
    whole: Mapping[str, np.ndarray]
    changes: Mapping[str, tuple[np.ndarray, np.ndarray]]

    def merged(self, weights: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """The encoder's `weights` by name, with what was learned, float32. Raises KeyError for a matrix that they
        lack."""
        made = {name: np.asarray(matrix, dtype=np.float32) for name, matrix in weights.items()}
        for module, (a, b) in self.changes.items():
            name = f"{module}.weight"
            made[name] = made[name] + b.astype(np.float32) @ a.astype(np.float32)
        for name, tensor in self.whole.items():
            if name not in made:
                raise KeyError(name)
            made[name] = tensor.astype(np.float32)
        return made


def learned(file: Path = ADAPTER) -> Learned:
    """Reads `file`. Raises KeyError for tensors that are of no chooser."""
    tensors = load_file(file)
    head, bias = tensors.pop(_HEAD).astype(np.float32), float(tensors.pop(_BIAS)[0])
    whole = {name.removeprefix(_WHOLE): tensors[name] for name in tensors if name.startswith(_WHOLE)}
    low = {name: tensor for name, tensor in tensors.items() if not name.startswith(_WHOLE)}
    return Learned(head, bias, whole, paired(low))
