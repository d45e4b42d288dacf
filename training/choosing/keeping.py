"""The taught encoder as a small file: what changed of its matrices, at low rank."""

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from rag.models.embedding.engine import WEIGHTS
from training.choosing.cross_encoder import CrossEncoder

RANK = 64
"""Of the change of each matrix: with 64 the odds of pairs of the embedded encoder differ little from the whole ones."""


def keep(model: CrossEncoder, base: Path, target: Path, rank: int = RANK) -> None:
    """Writes to `target` what `rag/models/choosing` reads: `base` is the folder of the encoder before it was taught."""
    before = load_file(base / WEIGHTS)
    tensors: dict[str, torch.Tensor] = {
        "head.weight": model.head.weight.detach()[0].half(),
        "head.bias": model.head.bias.detach().half(),
    }
    for name, parameter in model.encoder.named_parameters():
        if not parameter.requires_grad:
            continue
        change = parameter.detach() - before[name].float()
        if change.dim() == 1 or min(change.shape) <= rank:
            tensors[f"whole.{name}"] = parameter.detach().half()
            continue
        left, values, right = torch.linalg.svd(change, full_matrices=False)
        module, root = name.removesuffix(".weight"), values[:rank].sqrt()
        tensors[f"{module}.lora_A.weight"] = (root[:, None] * right[:rank]).half().contiguous()
        tensors[f"{module}.lora_B.weight"] = (left[:, :rank] * root).half().contiguous()
    save_file(tensors, target)
