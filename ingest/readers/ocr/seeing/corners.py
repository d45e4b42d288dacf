"""Lines cut out of a picture, and the page straightened: corners of lines turned and moved."""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.ocr.seeing.engine import Corners, Pixels
from ingest.readers.ocr.values import Box

_HIGHEST = 64  # pixels of a line: more than the engine looks at
_LONGEST = 60  # heights of a line
_WIDEST = 6000  # pixels


def size_of(corners: Corners) -> tuple[float, float]:
    """How long (as it is read) and how high a line is."""
    long = max(np.linalg.norm(corners[0] - corners[1]), np.linalg.norm(corners[3] - corners[2]))
    high = max(np.linalg.norm(corners[0] - corners[3]), np.linalg.norm(corners[1] - corners[2]))
    return float(long), float(high)


def turned(corners: Corners, turns: int) -> Corners:
    """The corners as a line that is read after so many quarter turns: 1 reads downwards, 2 on its head, 3 upwards."""
    return np.roll(corners, -turns, axis=0)


def cut(picture: Pixels, corners: Corners) -> Pixels:
    """The line by itself, as if it stood straight."""
    long, high = size_of(corners)
    width = max(8, min(round(long), _WIDEST))
    height = max(8, min(round(high), _WIDEST))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    how = cv2.INTER_CUBIC
    line = cv2.warpPerspective(picture, matrix, (width, height), flags=how, borderMode=cv2.BORDER_REPLICATE)
    if height > _HIGHEST:
        width = max(8, min(round(width * _HIGHEST / height), _LONGEST * _HIGHEST))
        line = cv2.resize(line, (width, _HIGHEST), interpolation=cv2.INTER_AREA)
    return np.asarray(line, dtype=np.uint8)


def part(corners: Corners, left: float, right: float) -> Corners:
    """The part of a line between two fractions of its length."""
    top, bottom = corners[1] - corners[0], corners[2] - corners[3]
    return np.array(
        [
            corners[0] + left * top,
            corners[0] + right * top,
            corners[3] + right * bottom,
            corners[3] + left * bottom,
        ],
        dtype=np.float32,
    )


def around(corners: NDArray[np.float32]) -> Box:
    """The upright rectangle around corners."""
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def slant(lines: Sequence[Corners]) -> float:
    """The angle, in radians, by which long lines go down to the right: that of most of their length."""
    found = []
    for corners in lines:
        long, high = size_of(corners)
        if long > 4 * high:
            across, down = (corners[1] - corners[0]) + (corners[2] - corners[3])
            found.append((math.atan2(float(down), float(across)), long))
    half, sum_of = sum(long for _, long in found) / 2, 0.0
    for angle, long in sorted(found):
        sum_of += long
        if sum_of >= half:
            return angle
    return 0.0


class Upright:
    """From the picture as shown to the page as read: turned by quarters, then straightened around its middle."""

    def __init__(self, width: float, height: float, turns: int, angle: float) -> None:
        self.turns = turns % 4
        self.across, self.down = (height, width) if turns % 2 else (width, height)
        quarters: dict[int, list[list[float]]] = {
            0: [[1, 0, 0], [0, 1, 0]],
            1: [[0, 1, 0], [-1, 0, width]],
            2: [[-1, 0, width], [0, -1, height]],
            3: [[0, -1, height], [1, 0, 0]],
        }
        cos, sin = math.cos(-angle), math.sin(-angle)
        x, y = self.across / 2, self.down / 2
        straight = [[cos, -sin, x - cos * x + sin * y], [sin, cos, y - sin * x - cos * y], [0, 0, 1]]
        self.matrix = (np.array(straight) @ np.array([*quarters[self.turns], [0, 0, 1]]))[:2]

    def of(self, corners: Corners) -> Corners:
        """Corners on the page as read."""
        return np.asarray(corners @ self.matrix[:, :2].T + self.matrix[:, 2], dtype=np.float32)
