"""Words that are spelled nearly alike."""

from collections.abc import Collection
from difflib import get_close_matches

_ALIKE = 0.8  # how like a word of the material another one is that is meant


def is_misspelled(term: str, known: Collection[str]) -> bool:
    """Whether `term` is none of the `known` terms and spelled nearly as one of them, which is then what is meant."""
    return term not in known and bool(get_close_matches(term, known, 1, _ALIKE))


def edits(one: str, other: str) -> int:
    """How many letters must be put in, left out, exchanged for others or for their neighbours to make `other` of `one`
    (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, row = row, [i]
        for j, there in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]
