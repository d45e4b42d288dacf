"""The run that teaches the check: to tell claims that a unit carries from claims that it does not."""

import argparse
import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

import torch

from rag.models.pairs.classifier import as_inputs, base
from rag.models.pairs.pair_model import load_pair_model
from training.material.claims import WrittenClaim, claims
from training.material.rewordings import Part
from training.teaching.batches import alike, batches
from training.teaching.loop import ADAPTER_FILE, train
from training.teaching.recipe import Recipe
from training.teaching.runs import tell

log = logging.getLogger(__name__)

CHECK_FILE = "check.safetensors"
_CHECKING = replace(
    Recipe(),
    first_layer=0,
    modules=("query", "key", "value", "dense"),
    heads=("head",),
    learning_rate=8e-4,
    epochs=3.0,
    batch=16,
    warmup=60,
    look_steps=100,
    patience=6,
)
_FALSE = (0.02, 0.05, 0.1)
"""Shares of the false claims that are let through, at which the share of the true ones is told."""


class Checking:
    """The task: binary cross entropy over pairs."""

    def __init__(
        self, tokenizer: Any, taught: Sequence[WrittenClaim], unseen: Sequence[WrittenClaim], recipe: Recipe
    ) -> None:
        self._tokenizer, self._taught, self._unseen, self._recipe = tokenizer, taught, unseen, recipe
        self.steps = max(1, int(len(taught) * recipe.epochs) // recipe.batch)

    def batches(self) -> Iterator[list[WrittenClaim]]:
        return batches(self._taught, self._recipe, lambda claim, generator: claim, _width)

    def watched(self) -> list[list[WrittenClaim]]:
        return alike(list(self._unseen), self._recipe.batch, _width)

    def loss(self, model: Any, batch: Sequence[WrittenClaim]) -> torch.Tensor:
        odds = model(**as_inputs(self._tokenizer, [claim.pair for claim in batch]))
        wanted = torch.tensor([float(claim.carried) for claim in batch])
        return torch.nn.functional.binary_cross_entropy_with_logits(odds, wanted)


def check(options: argparse.Namespace) -> dict[str, Any]:
    """Teach the check; what it keeps of claims about documents that it never saw is measured at the end."""
    recipe = replace(_CHECKING, epochs=options.epochs or _CHECKING.epochs, learning_rate=options.rate)
    found = claims(options.data)
    taught, watched, held = ([one for one in found if one.part is part] for part in Part)
    model, tokenizer = base()
    task = Checking(tokenizer, taught[: options.limit], watched[: options.limit], recipe)
    log.info("%d claims, %d steps", len(taught), task.steps)
    history = train(model, task, recipe, options.out)
    adapter = (options.out / ADAPTER_FILE).rename(options.out / CHECK_FILE)
    taught_model = load_pair_model(adapter)
    assert taught_model is not None
    odds = taught_model.p_carried([claim.pair for claim in held])
    told = {
        "recipe": asdict(recipe),
        "examples": len(taught),
        **{str(part): sorted({one.group for one in found if one.part is part}) for part in Part},
        "kept_after_steps": history.unseen[history.best()][0],
        "losses": [round(loss, 4) for loss in history.losses],
        "unseen": [[step, round(loss, 4)] for step, loss in history.unseen],
        "measured": measured(held, odds),
    }
    tell(options.out, told, history)
    return {name: value for name, value in told.items() if name not in (*Part, "losses")}


def measured(claims: Sequence[WrittenClaim], odds: Sequence[float]) -> dict[str, Any]:
    """The shares of the true claims, by how they were made, at thresholds that let through some shares of the false."""
    false = sorted((p for claim, p in zip(claims, odds, strict=True) if not claim.carried), reverse=True)
    found: dict[str, Any] = {"false": len(false)}
    for share in _FALSE:
        threshold = false[min(int(len(false) * share), len(false) - 1)] if false else 0.0
        kept = {
            kind: [
                p > threshold
                for claim, p in zip(claims, odds, strict=True)
                if claim.carried and claim.kind == kind
            ]
            for kind in ("say", "simpler", "free")
        }
        found[f"at {share}"] = {"threshold": round(threshold, 3)} | {
            kind: round(sum(these) / len(these), 3) for kind, these in kept.items() if these
        }
    return found


def _width(claim: WrittenClaim) -> int:
    return len(claim.pair.unit) + len(claim.pair.claim)
