"""What the writer is taught: lessons of every kind, whose lower half is computed once."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import torch

from training.teaching.batches import alike, autocast, batches
from training.teaching.recipe import Recipe
from training.teaching.writer.packed import Lesson, PackedLesson, filled, pack, seen
from training.teaching.writer.upper import Halves, lower_states


class LessonRow(NamedTuple):
    """What the lower half made of a packed lesson (tokens, width)."""

    states: torch.Tensor
    packed: PackedLesson


class Writing:
    """Every lesson is computed by the lower half once; `upper` is what is taught."""

    def __init__(
        self, halves: Halves, taught: Sequence[Lesson], unseen: Sequence[Lesson], recipe: Recipe
    ) -> None:
        self._recipe = recipe
        self._taught, self._unseen = (_rows(halves, part) for part in (taught, unseen))
        self.tokens = sum(len(row.states) for row in self._taught)
        self.steps = max(1, int(len(taught) * recipe.epochs) // recipe.batch)

    def batches(self) -> Iterator[list[LessonRow]]:
        return batches(self._taught, self._recipe, lambda row, generator: row, _width)

    def watched(self) -> list[list[LessonRow]]:
        return alike(self._unseen, self._recipe.batch, _width)

    def loss(self, model: Any, batch: Sequence[LessonRow]) -> torch.Tensor:
        """Weighted mean cross entropy of what is to be said; what is asked does not count."""
        rows = [row.packed for row in batch]
        width = max(map(_width, batch))
        states = torch.zeros((len(batch), width, batch[0].states.shape[1]))
        for index, row in enumerate(batch):
            states[index, : len(row.states)] = row.states.float()
        with autocast():
            hidden = model.model(
                inputs_embeds=states,
                position_ids=filled([row.place for row in rows]),
                attention_mask=seen(rows),
                use_cache=False,
            ).last_hidden_state
            wanted = torch.cat([hidden[index, row.before] for index, row in enumerate(rows)])
            logits = model.lm_head(wanted).float()
        targets = torch.tensor([token for row in rows for token in row.wanted])
        weights = torch.tensor([weight for row in rows for weight in row.weights])
        losses = torch.nn.functional.cross_entropy(logits, targets, reduction="none")
        return (losses * weights).sum() / weights.sum()


def _width(row: LessonRow) -> int:
    return len(row.states)


def _rows(halves: Halves, lessons: Sequence[Lesson]) -> list[LessonRow]:
    rows = [pack(lesson) for lesson in lessons]
    return [LessonRow(state, row) for state, row in zip(lower_states(halves, rows), rows, strict=True)]
