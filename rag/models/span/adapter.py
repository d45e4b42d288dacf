"""A LoRA adapter merged into a model: W + scale * B A (Hu et al., 2021). Plain safetensors, no peft."""

import re
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open

from rag.errors import ModelUnavailable

_MATRIX = re.compile(r"^(?:base_model\.model\.)?(?P<module>.+)\.lora_(?P<part>[AB])(?:\.default)?\.weight$")


def merge(model: Any, path: Path) -> None:
    """Add the adapter in `path` to the weights of `model`, in place, in float32.

    The file's metadata holds "scale" (lora_alpha / r). Raises ModelUnavailable where the file is
    damaged or was made for another model.
    """
    try:
        with safe_open(path, framework="pt") as stored:
            scale = float((stored.metadata() or {})["scale"])
            matrices = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
        pairs = _pairs(matrices)
        for module, (down, up) in pairs.items():
            weight = model.get_submodule(module).weight
            with torch.no_grad():
                merged = weight.float() + scale * (up.float() @ down.float())
                weight.copy_(merged.to(weight.dtype))
    except (OSError, SafetensorError, KeyError, AttributeError, RuntimeError) as error:
        raise ModelUnavailable(
            f"The adapter {path} does not fit the embedded model ({error}). "
            "Restore the file, or set models.adapter to false."
        ) from error


def _pairs(matrices: dict[str, torch.Tensor]) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
    parts: dict[str, dict[str, torch.Tensor]] = {}
    for name, matrix in matrices.items():
        found = _MATRIX.match(name)
        if found is None:
            raise KeyError(f"unexpected tensor {name}")
        parts.setdefault(found["module"], {})[found["part"]] = matrix
    return {module: (part["A"], part["B"]) for module, part in parts.items()}
