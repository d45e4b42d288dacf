"""What the ink of a line tells that its letters do not: how large and thick it is, where it stands, where gaps are."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.ocr.seeing.engine import Pixels

_CORE = 0.33  # of the inkiest row: rows between the base line and the top of small letters
_LOW, _SQUARE = 0.47, 0.9  # of the size: small letters, Chinese
_ABOVE, _BELOW = 0.71, 0.21  # of the size: how far letters go above and below their base line
_BOX = 0.72  # of the height of the place that is found for a line


@dataclass(frozen=True, slots=True)
class Ink:
    """`base` is the height that the letters stand on and `size` that of the type, as fractions of the height of the
    line; `stroke` is a fraction of the size; `blank` tells for each column whether there is no ink in it."""

    base: float
    size: float
    stroke: float
    blank: NDArray[np.bool_]


def ink_of(line: Pixels, text: str) -> Ink:
    """The ink of a line that says `text`."""
    grey = cv2.cvtColor(line, cv2.COLOR_BGR2GRAY)
    _, mask = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if mask.mean() > 0.5:
        mask = 1 - mask
    height = mask.shape[0]
    rows = mask.sum(axis=1)
    most = int(rows.max(initial=0))
    if most == 0:
        return Ink(0.8, _BOX, 0.0, np.zeros(mask.shape[1], dtype=np.bool_))
    core = np.nonzero(rows > _CORE * most)[0]
    bottom = int(core[-1]) + 1
    first, last = _extent(rows, max(2, 0.01 * most), int(rows.argmax()))
    size = (last - first) / _height(text)
    # The ink tells more than the box that was found; where they disagree, there is other ink in the box.
    size = (size + _BOX * height) / 2 if 0.65 < size / (_BOX * height) < 1.5 else _BOX * height
    thick = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3)[mask > 0]
    stroke = 4 * float(thick.mean()) / max(size, 1.0)
    within = mask[max(0, first) : max(last, first + 1)]
    return Ink(bottom / height, size / height, stroke, within.sum(axis=0) == 0)


def _extent(rows: NDArray[np.generic], least: float, at: int) -> tuple[int, int]:
    """The rows with ink around row `at`, without what reaches in from other lines."""
    first = last = at
    while first > 0 and rows[first - 1] >= least:
        first -= 1
    while last + 1 < len(rows) and rows[last + 1] >= least:
        last += 1
    return first, last + 1


def is_square(character: str) -> bool:
    """Whether it is of a script that has no blanks between words."""
    return "\u2e80" <= character <= "\ud7a3" or "\uf900" <= character <= "\ufaff" or character >= "\uff00"


def _height(text: str) -> float:
    """How high the letters of a text are, as a fraction of the size."""
    if 2 * sum(map(is_square, text)) > len(text):
        return _SQUARE
    above = any(
        letter.isupper() or letter.isdigit() or letter in "bdfhklt()[]{}/|!?ßäöüéè" for letter in text
    )
    below = any(letter in "gjpqy()[]{},;|/Q" for letter in text)
    return (_ABOVE if above else _LOW) + (_BELOW if below else 0.0)
