"""The straight lines of a picture, which make tables."""

import cv2
import numpy as np

from ingest.readers.ocr.seeing.corners import Upright
from ingest.readers.ocr.seeing.engine import Pixels
from ingest.readers.ocr.values import Box

_SIDE = 1400  # pixels: as large as is looked at
_SHARE = 0.04  # of the longer side: how long a line is at least
_THICK = 9  # pixels at most
_MOST = 400


def rules(picture: Pixels, upright: Upright) -> tuple[Box, ...]:
    """Lines across and lines up and down, on the page as read."""
    scale = min(1.0, _SIDE / max(upright.across, upright.down))
    size = max(1, round(upright.across * scale)), max(1, round(upright.down * scale))
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    if scale < 1:
        # Thin lines would be gone: the darkest of the points stands for them.
        step = max(1, round(1 / scale))
        grey = cv2.erode(grey, np.ones((step, step), dtype=np.uint8))
    moved = cv2.warpAffine(grey, upright.matrix * scale, size, flags=cv2.INTER_LINEAR, borderValue=(255,))
    ink = cv2.adaptiveThreshold(moved, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    length = max(24, round(_SHARE * max(size)))
    found: list[Box] = []
    for shape in ((length, 1), (1, length)):
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        _, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
        for left, top, across, down, _ in stats[1 : _MOST + 1].tolist():
            if min(across, down) <= _THICK:
                found.append((left / scale, top / scale, (left + across) / scale, (top + down) / scale))
    return tuple(found)
