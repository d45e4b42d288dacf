"""How sure a mean is, at 95%: of shares by Wilson's score interval, of other values by the seeded bootstrap."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
SAMPLES = 2000
_Z = 1.959963984540054  # of the normal distribution, 97.5 % lie below
_BLOCK = 4_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95% interval and the number of cases it rests on."""

    value: float
    low: float
    high: float
    count: int


def share(hits: int, count: int) -> Interval | None:
    """Hits of count with the score interval (Wilson 1927): 4 of 4 are 1, and .51 to 1; `None` of none.

    ((p + z²/2n) ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n). A bootstrap cannot see what no case showed.
    """
    if count == 0:
        return None
    p, spread = hits / count, _Z * _Z / count
    middle = (p + spread / 2) / (1 + spread)
    half = _Z * math.sqrt(p * (1 - p) / count + spread / (4 * count)) / (1 + spread)
    return Interval(p, min(p, max(0.0, middle - half)), max(p, min(1.0, middle + half)), count)


def mean(values: Sequence[float | None], seed: int = 0) -> Interval | None:
    """The mean of what applies (`None` is left out) with its interval; `None` where nothing applies.

    Where every value is 0 or 1 the mean is a share. Else the interval is a percentile bootstrap (Efron 1979):
    one value, or equal values, have one of width 0.
    """
    known = np.array([value for value in values if value is not None], dtype=np.float64)
    if known.size and np.isin(known, (0.0, 1.0)).all():
        return share(int(known.sum()), known.size)
    return _bootstrapped(known, seed)


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
    differences = [b - a for a, b in pairs if a is not None and b is not None]
    return _bootstrapped(np.array(differences, dtype=np.float64), seed)


def percentiles(samples: Floats) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile; NaN samples (a resample without such cases) are left out."""
    low, high = np.nanpercentile(samples, (2.5, 97.5))
    return float(low), float(high)


def _bootstrapped(known: Floats, seed: int) -> Interval | None:
    if known.size == 0:
        return None
    low, high = percentiles(_resampled(known, np.mean, seed))
    return Interval(float(known.mean()), low, high, known.size)


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
