"""Which units say most of their section: chosen when a file is read, without a model."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rag.values import Kind, Unit

MOST = 3
"""Units at most that stand for a section."""
_FEW = 4  # units of a section, up to which two stand for it
_WORDS = 5  # a unit of fewer says little alone
_SAYING = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.DEFINITION, Kind.FIELD})
# What the first sentence of a section, and of a paragraph, has more than its likeness to the section. Set by hand.
_FIRST, _PROSE = 0.12, 0.08
_SAME = 0.9  # cosine from which on two units say the same


def summary_ranks(units: Sequence[Unit], lengths: Sequence[int], vectors: np.ndarray) -> list[int]:
    """For each unit its 1-based place among those that stand for its section, 0 for all others.

    `lengths` are of the units in words, `vectors` (n, d) unit rows. They are chosen by their likeness to the mean of
    their section and by where they stand; of two that say the same one is left out.
    """
    ranks = [0] * len(units)
    sections: dict[tuple[int, int] | None, list[int]] = {}
    for index, unit in enumerate(units):
        if unit.kind in _SAYING and lengths[index] >= _WORDS:
            sections.setdefault(unit.under, []).append(index)
    for members in sections.values():
        for rank, index in enumerate(_chosen(units, members, vectors), start=1):
            ranks[index] = rank
    return ranks


def summarised(units: Sequence[Unit], texts: Sequence[str], vectors: np.ndarray) -> list[Unit]:
    """The units with their places among those that stand for their sections; `texts` are their words."""
    ranks = summary_ranks(units, [len(text.split()) for text in texts], vectors)
    return [replace(unit, summary=rank) if rank else unit for unit, rank in zip(units, ranks, strict=True)]


def _chosen(units: Sequence[Unit], members: Sequence[int], vectors: np.ndarray) -> list[int]:
    own = vectors[list(members)]
    scores = own @ own.mean(axis=0)
    scores[0] += _FIRST
    scores += [_PROSE if units[index].kind is Kind.PARAGRAPH else 0.0 for index in members]
    chosen: list[int] = []
    for place in np.argsort(-scores, kind="stable"):
        if all(float(own[place] @ own[other]) < _SAME for other in chosen):
            chosen.append(int(place))
        if len(chosen) == (MOST if len(members) > _FEW else MOST - 1):
            break
    return [members[place] for place in chosen]
