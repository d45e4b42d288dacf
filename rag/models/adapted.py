"""One causal model in memory that can be used with any of several LoRA adapters, or with none.

Three copies of the embedded model (one that reads, one that judges, one that writes) take three times the memory; an
adapter takes 2 % of it. What an adapter adds is computed beside each matrix (W x + scale B A x; Hu et al., 2021), which
costs some 5 % of the time, so that nothing has to be merged in and taken out again.
"""

import threading
from collections.abc import Mapping
from typing import Any

import torch
from torch.nn import functional

from rag.models.interruptible import make_interruptible

Pairs = Mapping[str, tuple[torch.Tensor, torch.Tensor]]
"""Of each module's name the matrices A (rank, in) and B (out, rank), B with its scale."""


class AdaptedModel:
    """A transformers causal model, which belongs to this object from then on."""

    def __init__(self, model: Any) -> None:
        make_interruptible(model)
        self.model = model
        self._lock = threading.Lock()
        self._chosen = _Chosen()
        self._known: set[str] = set()

    def add(self, name: str, pairs: Pairs) -> None:
        """Keep an adapter under `name`, at least one character. Raises AttributeError or RuntimeError where it was made
        for another model; nothing is kept then."""
        fitted = [(module, self._fitted(module, *pair)) for module, pair in pairs.items()]
        with self._lock:
            for module, pair in fitted:
                self._adapted(module).pairs[name] = pair
            self._known.add(name)

    def view(self, name: str = "") -> "AdaptedView":
        """The model with the adapter `name`; "" for none. Raises KeyError for one that was not added."""
        if name and name not in self._known:
            raise KeyError(name)
        return AdaptedView(self, name)

    def run(self, name: str, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        """One pass with the adapter `name`; one at a time, whichever thread asks."""
        with self._lock:
            self._chosen.name = name
            return self.model(*args, **options)

    def _fitted(self, module: str, down: torch.Tensor, up: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        weight = self.model.get_submodule(module).weight
        if (up.shape[0], down.shape[1]) != tuple(weight.shape) or up.shape[1] != down.shape[0]:
            raise RuntimeError(
                f"{module} is {tuple(weight.shape)}, its adapter {(up.shape[0], down.shape[1])}"
            )
        return down.to(weight), up.to(weight)

    def _adapted(self, module: str) -> "_Adapted":
        found = self.model.get_submodule(module)
        if isinstance(found, _Adapted):
            return found
        new = _Adapted(found, self._chosen)
        self.model.set_submodule(module, new)
        return new


class AdaptedView:
    """Used as the transformers model is, with one adapter."""

    def __init__(self, whole: AdaptedModel, name: str) -> None:
        self._whole = whole
        self._name = name

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self._whole.run(self._name, args, options)

    @property
    def forward(self) -> Any:
        """What a pass takes: to be looked at, not called."""
        return self._whole.model.forward

    @property
    def device(self) -> torch.device:
        """Where it computes."""
        device: torch.device = self._whole.model.device
        return device

    @property
    def config(self) -> Any:
        """As that of the model."""
        return self._whole.model.config

    @property
    def generation_config(self) -> Any:
        """As that of the model."""
        return self._whole.model.generation_config


class _Chosen:
    """The adapter of the pass that is running."""

    def __init__(self) -> None:
        self.name = ""


class _Adapted(torch.nn.Module):
    """A linear layer and what each adapter adds to it."""

    def __init__(self, linear: torch.nn.Module, chosen: _Chosen) -> None:
        super().__init__()
        self.linear = linear
        self.pairs: dict[str, tuple[torch.Tensor, torch.Tensor]] = {}
        self._of_pass = chosen

    @property
    def weight(self) -> Any:
        return self.linear.weight

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        plain: torch.Tensor = self.linear(states)
        pair = self.pairs.get(self._of_pass.name)
        if pair is None:
            return plain
        down, up = pair
        return plain + functional.linear(functional.linear(states, down), up)
