"""What else the characters of a line may be, from the likelihoods that the model gives."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

LEAST = 6.0
"""Rivals that are less likely than this, as a natural logarithm, are not told."""

_MOST = 8  # rivals of a character
_NONE = 0  # the sign for "no character here"


def rivals(likely: NDArray[np.float32], characters: Sequence[str]) -> tuple[Mapping[str, float], ...]:
    """For each character as decoded, what it may be instead, and by how much that is less likely (0 to `LEAST`).

    `likely` is (columns, characters): of each column of the line how likely each character is, the first being none.
    """
    best = likely.argmax(axis=1)
    found: list[Mapping[str, float]] = []
    at = 0
    while at < len(best):
        end = at + 1
        while end < len(best) and best[end] == best[at]:
            end += 1
        if best[at] != _NONE:
            found.append(_instead(likely[at:end], int(best[at]), characters))
        at = end
    return tuple(found)


def _instead(likely: NDArray[np.float32], best: int, characters: Sequence[str]) -> Mapping[str, float]:
    """Rivals of the character that stands in these columns: in each of them another has to stand there."""
    logs = np.log(np.maximum(likely, 1e-9))
    if float(logs[:, best].sum()) > np.log1p(-np.exp(-LEAST)):
        return {}
    lost = (logs[:, [best]] - logs).sum(axis=0)
    nearest = np.argpartition(lost, min(_MOST, len(lost) - 1))[: _MOST + 1]
    return {
        "" if index == _NONE else characters[index]: float(lost[index])
        for index in nearest.tolist()
        if index != best and lost[index] <= LEAST
    }
