"""The training loop: LoRA with peft, early stopping, checkpoints, exact resumption."""

import logging
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

import torch
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict, set_peft_model_state_dict
from safetensors.torch import load_file, save_file

from rag.common.files import replacing
from training.teaching.recipe import MODULES, Recipe

log = logging.getLogger(__name__)

ADAPTER_FILE = "reader.safetensors"
Tensors = dict[str, torch.Tensor]


@dataclass(slots=True)
class History:
    """The loss of every step so far, and (steps done, loss) at each look at the unseen documents."""

    losses: list[float] = field(default_factory=list)
    unseen: list[tuple[int, float]] = field(default_factory=list)

    def best(self) -> int:
        """The index of the best look; the first of equals."""
        return min(range(len(self.unseen)), key=lambda i: self.unseen[i][1])


class TeachingTask(Protocol):
    """What is taught. A batch is the task's own affair."""

    @property
    def steps(self) -> int:
        """Batches in the run."""

    def batches(self) -> Iterator[Any]:
        """At least `steps` of them, the same ones each time, so that a resumed run sees what an unbroken one sees."""

    def watched(self) -> Sequence[Any]:
        """Batches of documents that are never taught, to stop early by."""

    def loss(self, model: Any, batch: Any) -> torch.Tensor:
        """What a causal model loses on a batch, a scalar."""


def train(model: Any, task: TeachingTask, recipe: Recipe, folder: Path, start: Path | None = None) -> History:
    """Train an adapter for `model` and keep the one that was best on what the task watches.

    It begins as the adapter in `start` where one is given, which is kept if nothing gets better.

    `folder/state.pt` is the last checkpoint: a run that finds one goes on from it and ends with the same
    weights as an unbroken run. `folder/reader.safetensors` is the adapter in float16.
    """
    folder.mkdir(parents=True, exist_ok=True)
    run = _Run(model, task, recipe, folder / "state.pt", start)
    watched = task.watched()
    if start is not None and not run.history.unseen:
        run.look(watched)
    for step, batch in enumerate(task.batches()):
        if step >= task.steps or run.spent():
            break
        if step < len(run.history.losses):
            continue
        run.step(step, batch)
        if (step + 1) % recipe.look_steps == 0 or step + 1 == task.steps:
            run.look(watched)
            run.keep()
    save_file(run.best, folder / ADAPTER_FILE, metadata={"scale": str(recipe.alpha / recipe.rank)})
    return run.history


class _Run:
    """One run's model, optimizer and history."""

    def __init__(
        self, model: Any, task: TeachingTask, recipe: Recipe, state: Path, start: Path | None
    ) -> None:
        torch.manual_seed(recipe.seed)
        self._task, self._recipe, self._state = task, recipe, state
        self._adapted = get_peft_model(model, _config(recipe, model.config.num_hidden_layers)).train()
        self._parameters = [p for p in self._adapted.parameters() if p.requires_grad]
        self._optimizer = torch.optim.AdamW(self._parameters, lr=recipe.learning_rate, weight_decay=0.0)
        self.history = History()
        self.best: Tensors = {}
        if state.exists():
            self._resume()
        elif start is not None:
            set_peft_model_state_dict(self._adapted, load_file(start))

    def step(self, step: int, batch: Any) -> None:
        """One step of the optimizer, `step` from 0."""
        started, steps = time.perf_counter(), self._task.steps
        torch.manual_seed(self._recipe.seed + step)
        for group in self._optimizer.param_groups:
            group["lr"] = _learning_rate(self._recipe, step, steps)
        loss = self._loss(batch)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self._parameters, 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        self.history.losses.append(float(loss.detach()))
        took = time.perf_counter() - started
        log.info("step %d/%d loss %.3f %.1f s", step + 1, steps, self.history.losses[-1], took)

    def look(self, watched: Sequence[Any]) -> None:
        """Measure on unseen documents; the best adapter so far is kept aside."""
        self._adapted.eval()
        with torch.inference_mode():
            losses = [float(self._loss(batch)) for batch in watched]
        self._adapted.train()
        loss = sum(losses) / len(losses) if losses else self.history.losses[-1]
        self.history.unseen.append((len(self.history.losses), loss))
        log.info("unseen documents: loss %.4f", loss)
        if self.history.best() == len(self.history.unseen) - 1:
            self.best = {name: t.half().contiguous() for name, t in self._weights().items()}

    def spent(self) -> bool:
        """Whether nothing has got better for as many looks as the recipe waits."""
        looks = self.history.unseen
        return bool(looks) and len(looks) - 1 - self.history.best() >= self._recipe.patience

    def keep(self) -> None:
        """Write the checkpoint, all or nothing."""
        content = {
            "adapter": self._weights(),
            "optimizer": self._optimizer.state_dict(),
            "history": asdict(self.history),
            "best": self.best,
        }
        with replacing(self._state) as temporary:
            torch.save(content, temporary)

    def _resume(self) -> None:
        content = torch.load(self._state, weights_only=True)
        set_peft_model_state_dict(self._adapted, content["adapter"])
        self._optimizer.load_state_dict(content["optimizer"])
        self.history, self.best = History(**content["history"]), content["best"]
        log.info("resuming after step %d", len(self.history.losses))

    def _weights(self) -> Tensors:
        return dict(get_peft_model_state_dict(self._adapted))

    def _loss(self, batch: Any) -> torch.Tensor:
        return self._task.loss(self._adapted.base_model.model, batch)


def _config(recipe: Recipe, layers: int) -> LoraConfig:
    return LoraConfig(
        r=recipe.rank,
        lora_alpha=recipe.alpha,
        lora_dropout=recipe.dropout,
        target_modules=list(MODULES),
        layers_to_transform=list(range(recipe.first_layer, layers)),
    )


def _learning_rate(recipe: Recipe, step: int, steps: int) -> float:
    cosine = 0.5 * (1 + math.cos(math.pi * step / steps))
    return recipe.learning_rate * min(1.0, (step + 1) / recipe.warmup) * (0.05 + 0.95 * cosine)
