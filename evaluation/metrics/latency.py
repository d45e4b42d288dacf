"""How long people wait: order statistics of wall time in seconds, by stage."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds over `count` questions: half were done by `median`, nine in ten by `p90`."""

    median: float
    p90: float
    count: int


def latency(seconds: Sequence[float | None]) -> Latency | None:
    """Median and 90th percentile (linear interpolation), `None` left out; `None` where no stage ran."""
    known = [value for value in seconds if value is not None]
    if not known:
        return None
    median, p90 = np.percentile(known, (50, 90))
    return Latency(float(median), float(p90), len(known))
