"""Examples → rows of tokens → batches, and the loss of a batch."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

import torch

from training.examples import Example
from training.recipe import Recipe
from training.variations import varied

Row = tuple[list[int], list[int]]
"""The tokens of the prompt, which do not count in the loss, and those of the target, which do."""


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


def _has_bfloat16() -> bool:
    return bool(torch.backends.cpu.get_cpu_capability().startswith("AVX512"))
