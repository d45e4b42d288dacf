"""Questions that the evidence almost answers: a true question with one word changed."""

import random
from collections.abc import Sequence

from training.material.alterations import ALTERATIONS

_WAYS = ("name", "date", "number", "opposite")
# Nearly every question can be negated, few people ask so: more would teach that "not" means no answer.
_NEGATED = 0.3


def near_miss(
    question: str, near: Sequence[str], pool: Sequence[str], generator: random.Random
) -> str | None:
    """`question` with a name, date or number exchanged, turned into its opposite, or negated.

    A name is exchanged for one of `near`, texts about the same, or of the names in `pool`. None where nothing
    in the question can be changed.
    """
    ways = generator.sample(_WAYS, len(_WAYS))
    if generator.random() < _NEGATED:
        ways.append("negation")
    for way in ways:
        changed = ALTERATIONS[way](question, generator, pool, near)
        if changed is not None:
            return changed
    return None
