"""Several lessons on one text in one row: the text is read once, and no lesson sees another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch


@dataclass(frozen=True, slots=True)
class Branch:
    """What is asked after the shared beginning, and what is to be said to it, as tokens. Each token of `target` counts
    `weight` in the loss."""

    asked: list[int]
    target: list[int]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """Tokens that several branches begin with."""

    shared: list[int]
    branches: tuple[Branch, ...]

    @property
    def width(self) -> int:
        """Tokens of the whole row."""
        return len(self.shared) + sum(len(one.asked) + len(one.target) for one in self.branches)


class PackedLesson(NamedTuple):
    """A lesson as a row. `branch` of a token is 0 for the shared ones, else from 1; `place` is its position as if its
    branch stood alone. `before` are the indices whose next token is one of `wanted`."""

    tokens: list[int]
    branch: list[int]
    place: list[int]
    before: list[int]
    wanted: list[int]
    weights: list[float]


def pack(lesson: Lesson) -> PackedLesson:
    """One row of the shared tokens and, after them, all branches."""
    start = len(lesson.shared)
    row = PackedLesson(list(lesson.shared), [0] * start, list(range(start)), [], [], [])
    for number, one in enumerate(lesson.branches, 1):
        first = len(row.tokens)
        row.tokens.extend([*one.asked, *one.target])
        length = len(one.asked) + len(one.target)
        row.branch.extend([number] * length)
        row.place.extend(range(start, start + length))
        begin = first + len(one.asked) - 1
        row.before.extend(range(begin, begin + len(one.target)))
        row.wanted.extend(one.target)
        row.weights.extend([one.weight] * len(one.target))
    return row


def seen(rows: Sequence[PackedLesson]) -> torch.Tensor:
    """Which token sees which, as booleans (rows, 1, tokens, tokens): those before it that are shared or its branch's.

    What fills a row up sees itself, so that nothing is divided by zero.
    """
    width = max(len(row.tokens) for row in rows)
    branch = torch.full((len(rows), width), -1)
    for index, row in enumerate(rows):
        branch[index, : len(row.tokens)] = torch.tensor(row.branch)
    asks, gives = branch[:, :, None], branch[:, None, :]
    earlier = torch.ones((width, width), dtype=torch.bool).tril()
    allowed = earlier & ((gives == 0) | (gives == asks)) & (gives >= 0)
    return (allowed | torch.eye(width, dtype=torch.bool)).unsqueeze(1)


def filled(rows: Sequence[Sequence[int]]) -> torch.Tensor:
    """Rows of unlike length as one (rows, tokens), filled up with 0."""
    width = max(map(len, rows))
    made = torch.zeros((len(rows), width), dtype=torch.long)
    for index, row in enumerate(rows):
        made[index, : len(row)] = torch.tensor(row)
    return made
