"""The training loop: LoRA with peft, checkpoints, exact resumption."""

import logging
import math
import os
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict, set_peft_model_state_dict
from safetensors.torch import save_file

from training.examples import Example, varied
from training.recipe import MODULES, Recipe

log = logging.getLogger(__name__)

Row = tuple[list[int], list[int]]


def train(
    model: Any, tokenizer: Any, examples: Sequence[Example], recipe: Recipe, folder: Path
) -> list[float]:
    """Train an adapter for `model`; returns the loss of each step.

    `folder/state.pt` is the last checkpoint: a run that finds one goes on from it and ends with the same
    weights as an unbroken run, for the order of examples depends on the seed and the step alone.
    `folder/reader.safetensors` is the adapter in float16.
    """
    adapted, parameters = _adapted(model, recipe)
    optimizer = torch.optim.AdamW(parameters, lr=recipe.learning_rate, weight_decay=0.0)
    state = folder / "state.pt"
    losses = _resume(state, adapted, optimizer)
    steps = max(1, int(len(examples) * recipe.epochs) // recipe.batch)
    for step, rows in enumerate(_batches(tokenizer, examples, recipe)):
        if step >= steps:
            break
        if step < len(losses):
            continue
        started = time.perf_counter()
        torch.manual_seed(recipe.seed + step)
        for group in optimizer.param_groups:
            group["lr"] = _learning_rate(recipe, step, steps)
        loss = _loss(adapted.base_model.model, tokenizer, rows, recipe.decision_weight)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(float(loss.detach()))
        log.info("step %d/%d loss %.3f %.1f s", step + 1, steps, losses[-1], time.perf_counter() - started)
        if (step + 1) % recipe.checkpoint_steps == 0:
            _keep(state, adapted, optimizer, losses)
    _keep(state, adapted, optimizer, losses)
    export(adapted, recipe, folder / "reader.safetensors")
    return losses


def export(adapted: Any, recipe: Recipe, path: Path) -> None:
    """The adapter as float16 safetensors; the metadata's "scale" is alpha / rank."""
    tensors = {name: t.half().contiguous() for name, t in get_peft_model_state_dict(adapted).items()}
    save_file(tensors, path, metadata={"scale": str(recipe.alpha / recipe.rank)})


def _adapted(model: Any, recipe: Recipe) -> tuple[Any, list[Any]]:
    torch.manual_seed(recipe.seed)
    layers = list(range(recipe.first_layer, model.config.num_hidden_layers))
    config = LoraConfig(
        r=recipe.rank,
        lora_alpha=recipe.alpha,
        lora_dropout=recipe.dropout,
        target_modules=list(MODULES),
        layers_to_transform=layers,
    )
    adapted = get_peft_model(model, config).train()
    return adapted, [p for p in adapted.parameters() if p.requires_grad]


def _batches(tokenizer: Any, examples: Sequence[Example], recipe: Recipe) -> Iterator[list[Row]]:
    """Rows of like length together, so that little is padded; endless, epoch after epoch."""
    epoch = 0
    while True:
        generator = random.Random(f"{recipe.seed}-{epoch}")
        shuffled = generator.sample(list(examples), len(examples))
        for first in range(0, len(shuffled), recipe.batch * 8):
            rows = [
                _row(tokenizer, varied(example, recipe.distractors, generator), recipe.longest)
                for example in shuffled[first : first + recipe.batch * 8]
            ]
            rows.sort(key=lambda row: len(row[0]))
            groups = [rows[i : i + recipe.batch] for i in range(0, len(rows), recipe.batch)]
            yield from generator.sample(groups, len(groups))
        epoch += 1


def _row(tokenizer: Any, example: Example, longest: int) -> Row:
    prompt = tokenizer.encode(example.prompt(), add_special_tokens=False)[-longest:]
    target = tokenizer.encode(example.target(), add_special_tokens=False)
    return prompt, [*target, tokenizer.eos_token_id]


def _loss(model: Any, tokenizer: Any, rows: Sequence[Row], decision_weight: float) -> torch.Tensor:
    """Mean cross entropy of the answers' tokens, the first of each weighted; prompts do not count."""
    width = max(len(prompt) + len(target) for prompt, target in rows)
    ids = torch.full((len(rows), width), tokenizer.eos_token_id)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    for index, (prompt, target) in enumerate(rows):
        ids[index, : len(prompt) + len(target)] = torch.tensor(prompt + target)
        mask[index, : len(prompt) + len(target)] = 1
    with torch.autocast("cpu", torch.bfloat16, enabled=_has_bfloat16()):
        hidden = model.model(input_ids=ids, attention_mask=mask, use_cache=False).last_hidden_state
        # The head is a fifth of the model, so it sees the answers' positions only.
        wanted = torch.cat([hidden[i, len(p) - 1 : len(p) + len(t) - 1] for i, (p, t) in enumerate(rows)])
        logits = model.lm_head(wanted).float()
    targets = torch.tensor([token for _, target in rows for token in target])
    weights = torch.tensor(
        [decision_weight if place == 0 else 1.0 for _, target in rows for place in range(len(target))]
    )
    losses = torch.nn.functional.cross_entropy(logits, targets, reduction="none")
    return (losses * weights).sum() / weights.sum()


def _learning_rate(recipe: Recipe, step: int, steps: int) -> float:
    cosine = 0.5 * (1 + math.cos(math.pi * step / steps))
    return recipe.learning_rate * min(1.0, (step + 1) / recipe.warmup) * (0.05 + 0.95 * cosine)


def _keep(path: Path, adapted: Any, optimizer: Any, losses: list[float]) -> None:
    temporary = path.with_suffix(".new")
    adapter = get_peft_model_state_dict(adapted)
    torch.save({"adapter": adapter, "optimizer": optimizer.state_dict(), "losses": losses}, temporary)
    os.replace(temporary, path)


def _resume(path: Path, adapted: Any, optimizer: Any) -> list[float]:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        return []
    state = torch.load(path, weights_only=True)
    set_peft_model_state_dict(adapted, state["adapter"])
    optimizer.load_state_dict(state["optimizer"])
    losses: list[float] = state["losses"]
    log.info("resuming after step %d", len(losses))
    return losses


def _has_bfloat16() -> bool:
    return bool(torch.backends.cpu.get_cpu_capability().startswith("AVX512"))
