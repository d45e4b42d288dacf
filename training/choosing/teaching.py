"""The run: one pass or more over the choices, kept where it was best on those that are watched; it can be resumed."""

import logging
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from rag.common.files import replacing
from rag.models.choosing.form import Form, Pair
from training.choosing.cross_encoder import CrossEncoder
from training.choosing.examples import Choice

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run goes: `epochs` over the choices, `lists` of them a step, at most `units` of each; the rate rises over a
    sixteenth of the steps and falls as a cosine. `casual` questions come without capitals and question mark, and units
    without their context in the share `bare`. Every `look` steps the watched are measured and the state is kept."""

    epochs: float = 2.5
    lists: int = 1
    units: int = 24
    rate: float = 3e-5
    casual: float = 0.2
    bare: float = 0.1
    look: int = 150
    seed: int = 0


def teach(
    model: CrossEncoder,
    form: Form,
    taught: Sequence[Choice],
    watched: Sequence[Choice],
    plan: Plan,
    folder: Path,
) -> list[float]:
    """Teach `model`, and leave in it the weights that were best on `watched`. The watched losses, in their order.

    A run that finds `folder/state.pt` goes on from it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    state, steps = folder / "state.pt", max(1, int(len(taught) * plan.epochs / plan.lists))
    learning = [tensor for tensor in model.parameters() if tensor.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=plan.rate, weight_decay=0.01)
    done, losses = 0, list[float]()
    if state.exists():
        kept = torch.load(state, weights_only=True)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        done, losses = int(kept["done"]), list(kept["losses"])
    for step, batch in enumerate(_batches(taught, plan, steps)):
        if step < done:
            continue
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * _share(step, steps)
        model.train()
        optimizer.zero_grad()
        loss = sum((_loss(model, form, choice) for choice in batch), torch.zeros(())) / len(batch)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        if (step + 1) % plan.look == 0 or step + 1 == steps:
            losses.append(looked(model, form, watched))
            log.info("step %d of %d: loss of the watched %.4f", step + 1, steps, losses[-1])
            if losses[-1] <= min(losses):
                _save(folder / "best.pt", model.state_dict())
            kept = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "done": step + 1}
            _save(state, {**kept, "losses": losses})
    model.load_state_dict(torch.load(folder / "best.pt", weights_only=True))
    return losses


@torch.no_grad()
def looked(model: CrossEncoder, form: Form, watched: Sequence[Choice]) -> float:
    """The mean loss on choices that are not taught."""
    model.eval()
    return sum(float(_loss(model, form, choice)) for choice in watched) / max(1, len(watched))


def loss_of(odds: torch.Tensor, worth: Sequence[float]) -> torch.Tensor:
    """Binary cross-entropy of each unit, and half as much that the worthy ones stand above the rest of their list."""
    wanted = torch.tensor(worth)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(odds, wanted)
    if float(wanted.max()) > 0:
        share = wanted / wanted.sum()
        loss = loss - (torch.log_softmax(odds, 0) * share).sum() / (2 * math.log(len(worth) + 1))
    return loss


def _loss(model: CrossEncoder, form: Form, choice: Choice) -> torch.Tensor:
    return loss_of(model(_pairs(form, choice)), choice.worth)


def _pairs(form: Form, choice: Choice) -> list[Pair]:
    return [form.pair(choice.question, context, text) for context, text in choice.units]


def _batches(taught: Sequence[Choice], plan: Plan, steps: int) -> Iterator[list[Choice]]:
    """The same ones each time, so that a resumed run sees what an unbroken one sees."""
    chance, order = random.Random(plan.seed), list[int]()
    for _ in range(steps):
        batch: list[Choice] = []
        while len(batch) < plan.lists:
            if not order:
                order = list(range(len(taught)))
                chance.shuffle(order)
            batch.append(_varied(taught[order.pop()], plan, chance))
        yield batch


def _varied(choice: Choice, plan: Plan, chance: random.Random) -> Choice:
    worthy = [index for index, worth in enumerate(choice.worth) if worth > 0][: plan.units - 10]
    rest = [index for index, worth in enumerate(choice.worth) if worth <= 0]
    some = [*worthy, *chance.sample(rest, min(len(rest), plan.units - len(worthy)))]
    units = tuple(
        (() if chance.random() < plan.bare else choice.units[i][0], choice.units[i][1]) for i in some
    )
    asked = choice.question
    if chance.random() < plan.casual:
        asked = asked.lower().rstrip("?")
    return replace(choice, question=asked, units=units, worth=tuple(choice.worth[i] for i in some))


def _share(step: int, steps: int) -> float:
    rising = min(1.0, (step + 1) / max(1.0, steps / 16))
    return rising * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * step / steps)))


def _save(path: Path, values: object) -> None:
    with replacing(path) as temporary:
        torch.save(values, temporary)
