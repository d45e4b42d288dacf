"""Examples → rows of tokens → batches, and the loss of a batch."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import torch

from training.material.examples import TrainingExample
from training.material.variations import varied, watched
from training.teaching.recipe import Recipe

E = TypeVar("E")
R = TypeVar("R")
Row = tuple[list[int], list[int]]
"""The tokens of the prompt, which do not count in the loss, and those of the target, which do."""


class ReadingTask:
    """The task of the reader: to say where the answer stands, in its words, or that there is none."""

    def __init__(
        self,
        tokenizer: Any,
        examples: Sequence[TrainingExample],
        unseen: Sequence[TrainingExample],
        recipe: Recipe,
    ) -> None:
        self._tokenizer, self._examples, self._unseen, self._recipe = tokenizer, examples, unseen, recipe
        self.steps = max(1, int(len(examples) * recipe.epochs) // recipe.batch)

    def batches(self) -> Iterator[list[Row]]:
        def made(example: TrainingExample, generator: random.Random) -> Row:
            return self._row(varied(example, self._recipe, generator))

        return batches(self._examples, self._recipe, made, prompt_width)

    def watched(self) -> list[list[Row]]:
        rows = [self._row(example) for example in watched(self._unseen, self._recipe)]
        return alike(rows, self._recipe.batch, prompt_width)

    def loss(self, model: Any, batch: Sequence[Row]) -> torch.Tensor:
        return loss_of(model, self._tokenizer, batch, self._recipe.decision_weight)

    def _row(self, example: TrainingExample) -> Row:
        return row(self._tokenizer, example, self._recipe.longest)


def batches(
    examples: Sequence[E],
    recipe: Recipe,
    made: Callable[[E, random.Random], R],
    width: Callable[[R], int],
) -> Iterator[list[R]]:
    """What is `made` of the examples, of like `width` together, so that little is padded; endless, epoch after epoch.

    The order depends on the seed and the epoch alone, so a resumed run sees what an unbroken one sees.
    """
    epoch, block = 0, recipe.batch * 8
    while True:
        generator = random.Random(f"{recipe.seed}-{epoch}")
        shuffled = generator.sample(list(examples), len(examples))
        for first in range(0, len(shuffled), block):
            rows = [made(example, generator) for example in shuffled[first : first + block]]
            groups = alike(rows, recipe.batch, width)
            yield from generator.sample(groups, len(groups))
        epoch += 1


def alike(rows: Sequence[R], size: int, width: Callable[[R], int]) -> list[list[R]]:
    """Groups of `size` rows of like width, narrow ones first."""
    ordered = sorted(rows, key=width)
    return [ordered[first : first + size] for first in range(0, len(ordered), size)]


def prompt_width(row: Row) -> int:
    return len(row[0])


def row(tokenizer: Any, example: TrainingExample, longest: int) -> Row:
    """An example as tokens. A target that is only a sentence's number stays open: its words may follow."""
    prompt = tokenizer.encode(example.prompt(), add_special_tokens=False)[-longest:]
    target = tokenizer.encode(example.target(), add_special_tokens=False)
    return prompt, target if example.long else [*target, tokenizer.eos_token_id]


def loss_of(model: Any, tokenizer: Any, rows: Sequence[Row], decision_weight: float) -> torch.Tensor:
    """Mean cross entropy of the targets' tokens, the first of each weighted; prompts do not count."""
    with autocast():
        hidden = hidden_states(model, tokenizer, [prompt + target for prompt, target in rows])
        # The head is a fifth of the model, so it sees the answers' positions only.
        wanted = torch.cat([hidden[i, len(p) - 1 : len(p) + len(t) - 1] for i, (p, t) in enumerate(rows)])
        logits = model.lm_head(wanted).float()
    targets = torch.tensor([token for _, target in rows for token in target])
    weights = torch.tensor(
        [decision_weight if place == 0 else 1.0 for _, target in rows for place in range(len(target))]
    )
    losses = torch.nn.functional.cross_entropy(logits, targets, reduction="none")
    return (losses * weights).sum() / weights.sum()


def hidden_states(model: Any, tokenizer: Any, rows: Sequence[list[int]]) -> torch.Tensor:
    """The last hidden states (rows, tokens, width) of rows of tokens, padded behind."""
    longest = max(map(len, rows))
    ids = torch.full((len(rows), longest), tokenizer.eos_token_id)
    mask = torch.zeros((len(rows), longest), dtype=torch.long)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row)
        mask[index, : len(row)] = 1
    states: torch.Tensor = model.model(input_ids=ids, attention_mask=mask, use_cache=False).last_hidden_state
    return states


def autocast() -> torch.autocast:
    """bfloat16 where the processor is quick at it."""
    quick = torch.backends.cpu.get_cpu_capability().startswith("AVX512")
    return torch.autocast("cpu", torch.bfloat16, enabled=quick)
