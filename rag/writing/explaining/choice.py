"""Which units an explanation is made of: those that say most about the question, a section's together, none twice.

Measured on 62 long questions about five courses (`longform`), by the share of what a good answer must say that is in
about 160 words: the passages in their order .48, the best units .58, with both weights below .57 in fewer sections (at
105 words .38, .45, .49).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from rag.common.probability import log_odds
from rag.evidence.candidates import Place
from rag.store.documents.units import StoredUnit
from rag.values import Evidence, Kind

# How much the best units of a section count for each of its units, and likeness (cosine) to what is chosen against one.
_SECTION, _SAID = 1.0, 2.0
_TELLING = 4  # units of a section that speak for it
_TWICE = 0.85  # of the words of a unit that another one has said
_OVER = 1.15  # of the words, so that the last unit need not be left out
_LONG = 9  # characters of a word that is a long one in the mean of a unit
_LEAST = 0.02  # of the best unit's score: what is less likely to answer is left out


def chosen(found: Sequence[Evidence], stored: Mapping[Place, StoredUnit], words: int) -> list[Evidence]:
    """Units of `found`, best first, that have about `words` words in all, at least one; in the order of the choice.

    `stored` holds them as they are kept; what is not there, and headings, are left out. Maximal marginal relevance
    (Carbonell and Goldstein, 1998) with a prior for the section.
    """
    likely = [e for e in found if e.kind is not Kind.HEADING and place_of(e) in stored]
    if not likely:
        return []
    likely = [e for e in likely if e.score >= likely[0].score * _LEAST]
    values = np.array(_values(likely, stored))
    vectors = np.stack([stored[place_of(e)].vector for e in likely]).astype(np.float32)
    nearest = np.zeros(len(likely))
    taken: list[int] = []
    left, used = set(range(len(likely))), 0
    while left and used < words:
        best = max(left, key=lambda index: (values[index] - _SAID * nearest[index], -index))
        left.remove(best)
        said = stored[place_of(likely[best])].content
        if any(_is_in(said, stored[place_of(likely[other])].content) for other in taken):
            continue
        length = words_in(likely[best].read)
        if taken and used + length > words * _OVER:
            continue
        taken.append(best)
        used += length
        nearest = np.maximum(nearest, vectors @ vectors[best])
    return [likely[index] for index in taken]


def words_in(text: str) -> int:
    """How many words `text` is as long as: a formula, and a text without spaces, has more than stand apart in it."""
    return max(len(text.split()), len(text) // _LONG)


def _is_in(said: frozenset[str], other: frozenset[str]) -> bool:
    """Whether nearly all words of content of a unit are in another one."""
    return len(said & other) >= _TWICE * len(said)


def place_of(found: Evidence) -> Place:
    """Where the unit begins."""
    return found.document_id, found.page, found.start


def _values(likely: Sequence[Evidence], stored: Mapping[Place, StoredUnit]) -> list[float]:
    """The log-odds of each unit, and what its section adds: how far its best units stand above the least of all."""
    odds = [log_odds(e.score) for e in likely]
    least = min(odds)
    sections: dict[object, list[float]] = defaultdict(list)
    keys = [(e.document_id, stored[place_of(e)].unit.under) for e in likely]
    for key, value in zip(keys, odds, strict=True):
        sections[key].append(value - least)
    telling = {key: sum(sorted(values)[-_TELLING:]) / _TELLING for key, values in sections.items()}
    return [value + _SECTION * telling[key] for key, value in zip(keys, odds, strict=True)]
