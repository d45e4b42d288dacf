"""Which units say most of their section: chosen when a file is read, without a model."""

from collections.abc import Sequence, Set
from dataclasses import replace

import numpy as np

from rag.language.layout import is_printed, summary_heading
from rag.values import Kind, Unit

MOST = 3
"""Units at most that stand for a section."""
OF_AN_AUTHOR = 6
"""Units at most that stand for what is itself a summary, by its author."""
_FEW = 4  # units of a section, up to which two stand for it
_WORDS = 5  # a unit of fewer says little alone
_SAYING = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.DEFINITION, Kind.FIELD})
_NOTES = frozenset({Kind.NOTE})
# What the first sentence of a section, and of a paragraph, has more than its likeness to the section. Set by hand.
_FIRST, _PROSE = 0.12, 0.08
_VARIED = 0.5  # how much likeness to what is chosen already counts against one
_SAME = 0.9  # cosine from which on two units say the same


def summary_ranks(
    units: Sequence[Unit],
    lengths: Sequence[int],
    vectors: np.ndarray,
    opens: Sequence[bool],
    summaries: Set[tuple[int, int]] = frozenset(),
) -> list[int]:
    """For each unit its 1-based place among those that stand for its section, 0 for all others.

    `lengths` are of the units in words, `vectors` (n, d) unit rows; what `opens` a list or a formula ("as follows:")
    says nothing without it and stands for nothing. Notes do where nothing else does, as under a slide of single words.
    They are chosen by their likeness to the mean of their section and by where they stand; of two that say the same
    one is left out. Under a heading that stands at one of `summaries`, (page, start), an author has chosen already:
    there the first `OF_AN_AUTHOR` stand for it.
    """
    ranks = [0] * len(units)
    sections: dict[tuple[int, int] | None, list[int]] = {}
    for kinds in (_SAYING, _NOTES):
        known = frozenset(sections)
        for index, unit in enumerate(units):
            if (
                unit.kind in kinds
                and unit.under not in known
                and lengths[index] >= _WORDS
                and not opens[index]
            ):
                sections.setdefault(unit.under, []).append(index)
    for under, members in sections.items():
        summed_up = under is not None and under in summaries
        chosen = members[:OF_AN_AUTHOR] if summed_up else _chosen(units, members, vectors)
        for rank, index in enumerate(chosen, start=1):
            ranks[index] = rank
    return ranks


def summarised(units: Sequence[Unit], texts: Sequence[str], vectors: np.ndarray) -> list[Unit]:
    """The units with their places among those that stand for their sections; `texts` are their words."""
    opens = [text.rstrip().endswith((":", "：")) or is_printed(text) for text in texts]
    summaries = {
        (unit.page, unit.start)
        for unit, text in zip(units, texts, strict=True)
        if unit.kind is Kind.HEADING and summary_heading(text)
    }
    ranks = summary_ranks(units, [len(text.split()) for text in texts], vectors, opens, summaries)
    return [replace(unit, summary=rank) if rank else unit for unit, rank in zip(units, ranks, strict=True)]


def _chosen(units: Sequence[Unit], members: Sequence[int], vectors: np.ndarray) -> list[int]:
    own = vectors[list(members)]
    scores = own @ own.mean(axis=0)
    scores[0] += _FIRST
    scores += [_PROSE if units[index].kind is Kind.PARAGRAPH else 0.0 for index in members]
    most = MOST if len(members) > _FEW else MOST - 1
    chosen: list[int] = []
    while len(chosen) < min(most, len(members)):
        # Maximal marginal relevance (Carbonell and Goldstein, 1998): like the section, unlike what is chosen already.
        nearest = (own @ own[chosen].T).max(axis=1) if chosen else np.zeros(len(members))
        place = int(
            np.argmax(np.where(np.isin(range(len(members)), chosen), -np.inf, scores - _VARIED * nearest))
        )
        if chosen and nearest[place] >= _SAME:
            break
        chosen.append(place)
    return [members[place] for place in chosen]
