"""LoRA adapters as files: plain safetensors, no peft (Hu et al., 2021)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open

from rag.errors import ModelUnavailable
from rag.models.weights.low_rank import paired


def read_pairs(path: Path) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
    """Of each module's name the matrices A (rank, in) and B (out, rank) in float32, B with the scale.

    The file's metadata holds "scale" (lora_alpha / r). Raises what `explained` turns into words.
    """
    with safe_open(path, framework="pt") as stored:
        scale = float((stored.metadata() or {})["scale"])
        matrices = {name: stored.get_tensor(name).float() for name in stored.keys()}  # noqa: SIM118
    return {module: (down, scale * up) for module, (down, up) in paired(matrices).items()}


def merge(model: Any, path: Path) -> None:
    """Add the adapter in `path` to the weights of `model` (W + scale B A), in place, in float32.

    Raises ModelUnavailable where the file is damaged or was made for another model.
    """
    with explained(path):
        for module, (down, up) in read_pairs(path).items():
            weight = model.get_submodule(module).weight
            with torch.no_grad():
                weight.copy_((weight.float() + up @ down).to(weight.dtype))


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the errors of a file that is damaged or was made for another model into a ModelUnavailable."""
    try:
        yield
    except (OSError, SafetensorError, KeyError, AttributeError, RuntimeError) as error:
        raise ModelUnavailable(
            f"The adapter {path} does not fit the embedded model ({error}). "
            "Restore the file, or set models.adapter to false."
        ) from error
