"""Whether a unit carries a claim, as a model was taught to tell it: a unit in its context beside a claim."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Pair(NamedTuple):
    """What is read of a unit, and a claim about it."""

    unit: str
    claim: str


def pair(heading: str, before: str, text: str, claim: str) -> Pair:
    """A pair in the form in which the model reads it, in training and in use. `before` is what the text leans on, or
    ""."""
    return Pair(f"{heading}: {before} {text}" if before else f"{heading}: {text}", claim)


class PairJudge(Protocol):
    """A model that reads pairs."""

    def p_carried(self, pairs: Sequence[Pair]) -> tuple[float, ...]:
        """For each pair the probability in [0, 1] that the unit carries the claim."""
        ...
