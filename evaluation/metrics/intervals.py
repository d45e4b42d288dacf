"""How sure a mean is: percentile bootstrap intervals (Efron 1979), 95%, seeded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
SAMPLES = 2000
_BLOCK = 4_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95% interval and the number of cases it rests on."""

    value: float
    low: float
    high: float
    count: int


def mean(values: Sequence[float | None], seed: int = 0) -> Interval | None:
    """The mean of what applies (`None` is left out) with its interval; `None` where nothing applies.

    One value, or equal values, have an interval of width 0.
    """
    known = np.array([value for value in values if value is not None], dtype=np.float64)
    if known.size == 0:
        return None
    low, high = percentiles(_resampled(known, np.mean, seed))
    return Interval(float(known.mean()), low, high, known.size)


def median(values: Sequence[float | None], seed: int = 0) -> Interval | None:
    """The median of what applies (`None` is left out) with its interval; `None` where nothing applies."""
    known = np.array([value for value in values if value is not None], dtype=np.float64)
    if known.size == 0:
        return None
    low, high = percentiles(_resampled(known, np.median, seed))
    return Interval(float(np.median(known)), low, high, known.size)


def paired_difference(
    before: Sequence[float | None], after: Sequence[float | None], seed: int = 0
) -> Interval | None:
    """Mean of after - before over the pairs where both apply, cases resampled as pairs (Koehn 2004).

    The difference is clear where the interval does not hold 0. Different lengths raise ValueError.
    """
    pairs = zip(before, after, strict=True)
    return mean([b - a for a, b in pairs if a is not None and b is not None], seed)


def percentiles(samples: Floats) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile; NaN samples (a resample without such cases) are left out."""
    low, high = np.nanpercentile(samples, (2.5, 97.5))
    return float(low), float(high)


def _resampled(values: Floats, statistic: Callable[..., Floats], seed: int) -> Floats:
    """The statistic of each of SAMPLES resamples, in blocks that fit into memory."""
    generator = np.random.default_rng(seed)
    found = np.empty(SAMPLES)
    step = max(1, _BLOCK // values.size)
    for start in range(0, SAMPLES, step):
        rows = min(step, SAMPLES - start)
        drawn = generator.integers(0, values.size, size=(rows, values.size), dtype=np.int32)
        found[start : start + rows] = statistic(values[drawn], axis=1)
    return found
