"""Lines that were found in parts, even in the middle of a word, put together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.readers.ocr.seeing.corners import size_of, turned
from ingest.readers.ocr.seeing.engine import Corners

_GAP = 0.25  # of the height: no more between parts of a line; cells of a table are farther apart
_OVERLAP = 1.2  # of the height, at most
_ASIDE = 0.2  # of the height: how far the middle of one may be above that of the other
_AS_HIGH = 1.35
_SHORT = 2.0  # times as long as high


def joined(lines: Sequence[Corners]) -> list[Corners]:
    """The lines, those whole that touch end to end; those that stand upright are looked at as they are read down.

    Short ones, which may be either, go with the most.
    """
    sizes = [size_of(line) for line in lines]
    stand = sum(high - long for long, high in sizes) > 0
    tall: list[Corners] = []
    wide: list[Corners] = []
    for line, (long, high) in zip(lines, sizes, strict=True):
        is_short = max(long, high) < _SHORT * min(long, high)
        (tall if (stand if is_short else high > long) else wide).append(line)
    return [*_chained(wide), *(turned(line, 3) for line in _chained([turned(line, 1) for line in tall]))]


def _chained(lines: list[Corners]) -> list[Corners]:
    if len(lines) < 2:
        return lines
    after = _following(np.stack(lines))
    begun = set(range(len(lines))) - set(after.values())
    found = []
    for first in sorted(begun):
        last = first
        while last in after:
            last = after[last]
        whole = lines[first].copy()
        whole[1], whole[2] = lines[last][1], lines[last][2]
        found.append(whole)
    return found


def _following(lines: NDArray[np.float32]) -> dict[int, int]:
    """Which line goes on in which; the nearest where there are several, and each at most once."""
    left, right = (lines[:, 0] + lines[:, 3]) / 2, (lines[:, 1] + lines[:, 2]) / 2
    high = np.linalg.norm(lines[:, 3] - lines[:, 0], axis=1) + 1e-3
    along = right - left
    length = np.linalg.norm(along, axis=1, keepdims=True) + 1e-3
    along = along / length
    aside = np.stack([-along[:, 1], along[:, 0]], axis=1)
    apart = left[None, :, :] - right[:, None, :]
    gap = np.einsum("ijk,ik->ij", apart, along) / high[:, None]
    beside = np.abs(np.einsum("ijk,ik->ij", apart, aside)) / high[:, None]
    alike = np.maximum(high[:, None] / high[None, :], high[None, :] / high[:, None])
    longer = np.minimum(length, length.T) / high[:, None]  # a short one may not be swallowed whole
    fits = (gap < _GAP) & (gap > -np.minimum(_OVERLAP, longer / 2)) & (beside < _ASIDE) & (alike < _AS_HIGH)
    np.fill_diagonal(fits, False)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for first, second in sorted(np.argwhere(fits).tolist(), key=lambda pair: abs(gap[pair[0], pair[1]])):
        if first not in found and second not in taken and not _leads(found, second, first):
            found[first] = second
            taken.add(second)
    return found


def _leads(found: dict[int, int], start: int, end: int) -> bool:
    """Whether one comes to `end` from `start`: it would go on in itself."""
    while start in found:
        start = found[start]
        if start == end:
            return True
    return False
