"""Several token sequences as one, so that a causal model reads them together without padding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from rag.models.span.prefix_cache import alike

MOST_TOKENS = 6000
"""Of a pack: memory grows with the square (here some 150 MB). Eight sentences and a question of people fit into one."""


@dataclass(frozen=True, slots=True)
class Packed:
    """`ids` and `positions` (1, n) int64, `mask` (1, 1, n, n) bool, true where a token (third axis) sees another one
    (fourth), and `ends` (rows,) int64: where the last token of each sequence is. What all begin with is there once.
    """

    ids: torch.Tensor
    positions: torch.Tensor
    mask: torch.Tensor
    ends: torch.Tensor

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> "Packed":
        """At least one row, none of them empty."""
        shared = _shared(rows)
        rests = [row[shared:] for row in rows]
        lengths = torch.tensor([len(rest) for rest in rests])
        ends = shared + lengths.cumsum(0) - 1
        # The row that each token is of, -1 for the beginning that all rows see.
        owner = torch.cat([torch.full((shared,), -1), torch.arange(len(rows)).repeat_interleave(lengths)])
        seen = (owner[None, :] == owner[:, None]) | (owner[None, :] == -1)
        positions = [*range(shared), *(shared + place for rest in rests for place in range(len(rest)))]
        ids = [*rows[0][:shared], *(token for rest in rests for token in rest)]
        return cls(torch.tensor([ids]), torch.tensor([positions]), seen.tril()[None, None], ends)


def packs(rows: Sequence[Sequence[int]], most: int = MOST_TOKENS) -> Iterator[Packed]:
    """The rows in order, packed together as long as a pack has at most `most` tokens; a longer row is alone."""
    shared = _shared(rows) if rows else 0
    pack: list[Sequence[int]] = []
    for row in rows:
        if pack and shared + sum(len(other) - shared for other in [*pack, row]) > most:
            yield Packed.of(pack)
            pack = []
        pack.append(row)
    if pack:
        yield Packed.of(pack)


def _shared(rows: Sequence[Sequence[int]]) -> int:
    """How many tokens all rows begin with, and then go on."""
    return min(min(alike(rows[0], row), len(row) - 1) for row in rows)
