"""A model whose computation can be ended between two of its layers."""

from typing import Any

import torch

from rag.common.interruption import check


def make_interruptible(model: Any) -> None:
    """Let `rag.common.interruption` end a forward pass of a transformers model. What it computes stays the same.

    On a slow machine a pass over the judge's sentences takes seconds, a layer of it a hundredth of a second or so.
    """
    if not isinstance(model, torch.nn.Module):
        return
    stacks = [module for module in model.modules() if isinstance(module, torch.nn.ModuleList)]
    for layer in max(stacks, key=len, default=[]):
        layer.register_forward_pre_hook(lambda *_: check())
