"""Whether the app answers when it should, and only then: of three outcomes, answered, unsure and silent.

With A answerable and U unanswerable cases:
wrongly silent, unsure (answerable): the silent and the unsure share of A; wrongly answered, unsure (unanswerable),
rightly silent: the answered, the unsure and the silent share of U. An unsure case is in no other share.

Precision, recall and balanced accuracy know two outcomes, answered and not answered (unsure or silent), and "positive"
is: not answered. With a and u not answered of A and U: precision u / (a + u), recall u / U,
balanced accuracy (u / U + (A - a) / A) / 2 (Brodersen et al. 2010). As in SQuAD 2.0 (Rajpurkar et al. 2018), a right
answer is not asked for here. Each is `None` where its denominator is 0.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.metrics.intervals import Interval, share
from rag.values import Outcome

NAMES = (
    "precision",
    "recall",
    "balanced_accuracy",
    "wrongly_silent",
    "unsure_answerable",
    "wrongly_answered",
    "unsure_unanswerable",
    "rightly_silent",
)


@dataclass(frozen=True, slots=True)
class OutcomeCounts:
    """Cases with one of the three outcomes, counted."""

    answered: int = 0
    unsure: int = 0
    silent: int = 0

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> "OutcomeCounts":
        """Count them."""
        listed = list(outcomes)
        return cls(*(listed.count(kind) for kind in (Outcome.ANSWERED, Outcome.UNSURE, Outcome.SILENT)))

    @property
    def total(self) -> int:
        """All of them."""
        return self.answered + self.unsure + self.silent

    @property
    def unanswered(self) -> int:
        """Those without an answer, for the measures that know two outcomes only."""
        return self.unsure + self.silent


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Counts of cases by what should have been done and what was done."""

    answerable: OutcomeCounts = OutcomeCounts()
    unanswerable: OutcomeCounts = OutcomeCounts()

    @classmethod
    def of(cls, pairs: Iterable[tuple[bool, Outcome]]) -> "Outcomes":
        """Count pairs of (answerable, outcome)."""
        known = list(pairs)
        return cls(
            *(
                OutcomeCounts.of(found for right, found in known if right is wanted)
                for wanted in (True, False)
            )
        )


def measures(outcomes: Outcomes) -> dict[str, Interval | None]:
    """The measures by their `NAMES`, with their 95% intervals; `count` is the denominator's."""
    yes, no = outcomes.answerable, outcomes.unanswerable
    recall, specificity = share(no.unanswered, no.total), share(yes.answered, yes.total)
    found = (
        share(no.unanswered, yes.unanswered + no.unanswered),
        recall,
        _middle(recall, specificity),
        share(yes.silent, yes.total),
        share(yes.unsure, yes.total),
        share(no.answered, no.total),
        share(no.unsure, no.total),
        share(no.silent, no.total),
    )
    return dict(zip(NAMES, found, strict=True))


def _middle(one: Interval | None, other: Interval | None) -> Interval | None:
    """The mean of two independent shares; its interval by squaring and adding theirs (Newcombe 1998)."""
    if one is None or other is None:
        return None
    value = (one.value + other.value) / 2
    below = math.hypot(one.value - one.low, other.value - other.low) / 2
    above = math.hypot(one.high - one.value, other.high - other.value) / 2
    return Interval(value, value - below, value + above, one.count + other.count)
