"""Whether the app keeps silent when it should, and only then. "Positive" is: abstained.

With A answerable and U unanswerable cases, of which a and u were abstained on:
precision u / (a + u) · recall u / U · wrongly silent a / A · wrongly answered (U - u) / U ·
balanced accuracy (u / U + (A - a) / A) / 2 (Brodersen et al. 2010). Each is `None` where its
denominator is 0. As in SQuAD 2.0 (Rajpurkar et al. 2018), a right answer is not asked for here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.metrics.intervals import SAMPLES, Interval, percentiles

Floats = npt.NDArray[np.float64]
NAMES = ("precision", "recall", "balanced_accuracy", "wrongly_silent", "wrongly_answered")


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Counts of cases by what should have been done and what was done."""

    answerable_answered: int = 0
    answerable_silent: int = 0
    unanswerable_answered: int = 0
    unanswerable_silent: int = 0

    @classmethod
    def of(cls, pairs: Iterable[tuple[bool, bool]]) -> "Outcomes":
        """Count pairs of (answerable, abstained)."""
        counts = [0, 0, 0, 0]
        for answerable, abstained in pairs:
            counts[2 * (not answerable) + abstained] += 1
        return cls(*counts)

    def cells(self) -> tuple[int, int, int, int]:
        """The four counts, in the order of the fields."""
        return (
            self.answerable_answered,
            self.answerable_silent,
            self.unanswerable_answered,
            self.unanswerable_silent,
        )


def measures(outcomes: Outcomes, seed: int = 0) -> dict[str, Interval | None]:
    """The five measures with their 95% bootstrap intervals; `count` is the denominator's.

    Resampling cases with replacement is drawing the four counts from a multinomial distribution.
    """
    cells = np.array(outcomes.cells(), dtype=np.float64)
    total = int(cells.sum())
    if total == 0:
        return dict.fromkeys(NAMES)
    draws = np.random.default_rng(seed).multinomial(total, cells / total, size=SAMPLES)
    point, sampled = _all(cells[None, :]), _all(draws.astype(np.float64))
    counts = dict(
        zip(
            NAMES,
            (
                outcomes.answerable_silent + outcomes.unanswerable_silent,
                outcomes.unanswerable_answered + outcomes.unanswerable_silent,
                total,
                outcomes.answerable_answered + outcomes.answerable_silent,
                outcomes.unanswerable_answered + outcomes.unanswerable_silent,
            ),
            strict=True,
        )
    )
    return {
        name: None
        if np.isnan(point[name][0])
        else Interval(float(point[name][0]), *percentiles(sampled[name]), counts[name])
        for name in NAMES
    }


def _all(cells: Floats) -> dict[str, Floats]:
    """Each measure for rows of four counts, shape (n, 4) -> (n,); NaN where the denominator is 0."""
    right, silent, wrong, quiet = cells.T
    recall = _ratio(quiet, wrong + quiet)
    specificity = _ratio(right, right + silent)
    return {
        "precision": _ratio(quiet, silent + quiet),
        "recall": recall,
        "balanced_accuracy": (recall + specificity) / 2,
        "wrongly_silent": 1 - specificity,
        "wrongly_answered": 1 - recall,
    }


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)
