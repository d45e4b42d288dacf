"""Examples → rows of tokens → batches, and the loss of a batch."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

import torch

from training.examples import Example
from training.recipe import Recipe
from training.variations import varied, watched

Row = tuple[list[int], list[int]]
"""The tokens of the prompt, which do not count in the loss, and those of the target, which do."""


class Reading:
    """The task of the reader: to say where the answer stands, in its words, or that there is none."""

    def __init__(
        self, tokenizer: Any, examples: Sequence[Example], unseen: Sequence[Example], recipe: Recipe
    ) -> None:
        self._tokenizer, self._examples, self._unseen, self._recipe = tokenizer, examples, unseen, recipe
        self.steps = max(1, int(len(examples) * recipe.epochs) // recipe.batch)

    def batches(self) -> Iterator[list[Row]]:
        return batches(self._tokenizer, self._examples, self._recipe)

    def watched(self) -> list[list[Row]]:
        recipe = self._recipe
        rows = [row(self._tokenizer, example, recipe.longest) for example in watched(self._unseen, recipe)]
        rows.sort(key=lambda row: len(row[0]))
        return [rows[first : first + recipe.batch] for first in range(0, len(rows), recipe.batch)]

    def loss(self, model: Any, batch: Sequence[Row]) -> torch.Tensor:
        return loss_of(model, self._tokenizer, batch, self._recipe.decision_weight)


def batches(tokenizer: Any, examples: Sequence[Example], recipe: Recipe) -> Iterator[list[Row]]:
    """Rows of like length together, so that little is padded; endless, epoch after epoch.

    The order depends on the seed and the epoch alone, so a resumed run sees what an unbroken one sees.
    """
    epoch = 0
    while True:
        generator = random.Random(f"{recipe.seed}-{epoch}")
        shuffled = generator.sample(list(examples), len(examples))
        for first in range(0, len(shuffled), recipe.batch * 8):
            rows = [
                row(tokenizer, varied(example, recipe, generator), recipe.longest)
                for example in shuffled[first : first + recipe.batch * 8]
            ]
            rows.sort(key=lambda row: len(row[0]))
            groups = [rows[i : i + recipe.batch] for i in range(0, len(rows), recipe.batch)]
            yield from generator.sample(groups, len(groups))
        epoch += 1


def row(tokenizer: Any, example: Example, longest: int) -> Row:
    """An example as tokens. A target that is only a sentence's number stays open: its words may follow."""
    prompt = tokenizer.encode(example.prompt(), add_special_tokens=False)[-longest:]
    target = tokenizer.encode(example.target(), add_special_tokens=False)
    return prompt, target if example.long else [*target, tokenizer.eos_token_id]


def loss_of(model: Any, tokenizer: Any, rows: Sequence[Row], decision_weight: float) -> torch.Tensor:
    """Mean cross entropy of the targets' tokens, the first of each weighted; prompts do not count."""
    width = max(len(prompt) + len(target) for prompt, target in rows)
    ids = torch.full((len(rows), width), tokenizer.eos_token_id)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    for index, (prompt, target) in enumerate(rows):
        ids[index, : len(prompt) + len(target)] = torch.tensor(prompt + target)
        mask[index, : len(prompt) + len(target)] = 1
    with autocast():
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


def autocast() -> torch.autocast:
    """bfloat16 where the processor is quick at it."""
    quick = torch.backends.cpu.get_cpu_capability().startswith("AVX512")
    return torch.autocast("cpu", torch.bfloat16, enabled=quick)
