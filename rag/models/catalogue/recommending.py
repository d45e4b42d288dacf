"""Which model should write on a computer where nobody chose one."""

from collections.abc import Collection
from typing import NamedTuple

from rag.models.catalogue.entries import catalogue
from rag.models.catalogue.places import gigabytes

NONE = "none"
"""No model: answers are quotations."""


class Recommendation(NamedTuple):
    """The name of a model, or `NONE`; and why, as a sentence."""

    name: str
    why: str


def recommended(memory: int | None, prepared: Collection[str]) -> Recommendation:
    """The largest model that is worth the wait and that a computer with `memory` bytes (None: not known) has room for.

    `prepared` are the names of the models that are ready here: where there are some, no other is recommended.
    """
    if memory is None:
        return Recommendation(
            NONE, "How much memory this computer has is not known, so answers are quotations."
        )
    worthy = [entry for entry in catalogue().values() if entry.worth_waiting and not entry.embedded]
    fitting = [entry for entry in worthy if entry.recommended_memory <= memory]
    if not fitting:
        least = min((entry.recommended_memory for entry in worthy), default=0)
        wants = f"{gigabytes(least)} or more are wanted for a model that writes"
        return Recommendation(
            NONE, f"This computer has {gigabytes(memory)} of memory, and {wants}: answers are quotations."
        )
    at_hand = [entry for entry in fitting if entry.name in prepared]
    chosen = (at_hand or fitting)[-1]
    state = "is ready here" if at_hand else "is not fetched yet"
    return Recommendation(
        chosen.name,
        f"This computer has {gigabytes(memory)} of memory, and {chosen.label} wants "
        f"{gigabytes(chosen.recommended_memory)}: it {state}.",
    )
