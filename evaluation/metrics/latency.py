"""How long people wait: order statistics of wall time in seconds, by stage."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.metrics.intervals import median


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds over `count` questions: half were done by `median` (95% bootstrap interval `low` to `high`),
    nine in ten by `p90`."""

    median: float
    p90: float
    count: int
    low: float
    high: float


def latency(seconds: Sequence[float | None], seed: int = 0) -> Latency | None:
    """Median and 90th percentile (linear interpolation), `None` left out; `None` where no stage ran."""
    half = median(seconds, seed)
    if half is None:
        return None
    p90 = np.percentile([value for value in seconds if value is not None], 90)
    return Latency(half.value, float(p90), half.count, half.low, half.high)
