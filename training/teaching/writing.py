"""The task of the writer: to say a unit in fewer words for a question."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import torch

from rag.models.generation.streaming import turns
from rag.writing.rewording.asking import request
from training.material.rewordings import Rewording
from training.teaching.batches import alike, autocast, batches
from training.teaching.recipe import Recipe
from training.teaching.upper import Halves, lower_states


class Row(NamedTuple):
    """What the lower half made of the prompt and the target (tokens, width), and the tokens of the target."""

    states: torch.Tensor
    target: list[int]


class Writing:
    """Every example is computed by the lower half once; `upper` is what is taught."""

    def __init__(
        self,
        halves: Halves,
        taught: Sequence[Rewording],
        unseen: Sequence[Rewording],
        recipe: Recipe,
    ) -> None:
        self._recipe = recipe
        self._taught, self._unseen = (_rows(halves, part) for part in (taught, unseen))
        self.tokens = sum(len(row.states) for row in self._taught)
        self.steps = max(1, int(len(taught) * recipe.epochs) // recipe.batch)

    def batches(self) -> Iterator[list[Row]]:
        return batches(self._taught, self._recipe, lambda row, generator: row, _width)

    def watched(self) -> list[list[Row]]:
        return alike(self._unseen, self._recipe.batch, _width)

    def loss(self, model: Any, batch: Sequence[Row]) -> torch.Tensor:
        """Mean cross entropy of the targets' tokens; prompts do not count."""
        width = max(map(_width, batch))
        states = torch.zeros((len(batch), width, batch[0].states.shape[1]))
        mask = torch.zeros((len(batch), width), dtype=torch.long)
        for index, row in enumerate(batch):
            states[index, : len(row.states)] = row.states.float()
            mask[index, : len(row.states)] = 1
        with autocast():
            hidden = model.model(inputs_embeds=states, attention_mask=mask, use_cache=False).last_hidden_state
            wanted = torch.cat(
                [
                    hidden[i, len(row.states) - len(row.target) - 1 : len(row.states) - 1]
                    for i, row in enumerate(batch)
                ]
            )
            logits = model.lm_head(wanted).float()
        targets = torch.tensor([token for row in batch for token in row.target])
        return torch.nn.functional.cross_entropy(logits, targets)


def _width(row: Row) -> int:
    return len(row.states)


def _rows(halves: Halves, examples: Sequence[Rewording]) -> list[Row]:
    pairs = [tokens(halves.tokenizer, example) for example in examples]
    states = lower_states(halves, [prompt + target for prompt, target in pairs])
    return [Row(state, target) for state, (_, target) in zip(states, pairs, strict=True)]


def tokens(tokenizer: Any, example: Rewording) -> tuple[list[int], list[int]]:
    """The prompt and the target with the end of the turn, as tokens."""
    said = request(
        example.question, example.heading, example.before, example.text.split(" || "), example.simpler
    )
    prompt = tokenizer.apply_chat_template(turns(said), tokenize=False, add_generation_prompt=True)
    return (
        tokenizer.encode(prompt, add_special_tokens=False),
        tokenizer.encode(f"{example.said}<|im_end|>", add_special_tokens=False),
    )
