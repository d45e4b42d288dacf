"""Where the lines of a picture are: the engine looks at pieces of a size that it sees well."""

import itertools
from statistics import median

import cv2
import numpy as np

from ingest.readers.ocr.seeing.corners import size_of
from ingest.readers.ocr.seeing.engine import Corners, Pixels, Recogniser
from ingest.readers.ocr.seeing.joining import joined

_SIDE = 1280  # pixels: what is looked at at once; twice the side takes four times the memory
_SHORT = 736  # pixels: smaller pictures are looked at enlarged
_ENLARGED = 3.0  # at most
_LONG = 2.2  # longer pictures (of a phone that scrolled) are cut
_TINY = 11  # pixels: the height of lines that are better seen in more pieces
_MOST = 12  # pieces
_LINES = 2000


def find_lines(engine: Recogniser, picture: Pixels) -> list[Corners]:
    """The corners of each line; a second, closer look is taken where lines are tiny."""
    found = _found(engine, picture, 1)
    height, width = picture.shape[:2]
    scale = _SIDE / max(height, width)
    if found and scale < 0.8 and median(size_of(line)[1] for line in found) * scale < _TINY:
        closer = _found(engine, picture, 2)
        found = closer if len(closer) >= len(found) else found
    return joined(found[:_LINES])


def _found(engine: Recogniser, picture: Pixels, times: int) -> list[Corners]:
    """The lines of a picture; with `times` 2 it is cut once more each way."""
    found: list[Corners] = []
    for left, top, piece in _pieces(picture, times):
        height, width = piece.shape[:2]
        scale = min(max(1.0, _SHORT / min(height, width)), _ENLARGED)
        scale = min(scale, _SIDE / max(height, width))
        size = max(32, round(width * scale)), max(32, round(height * scale))
        seen = cv2.resize(piece, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
        back = np.array([width / size[0], height / size[1]], dtype=np.float32)
        found += [line * back + (left, top) for line in engine.find(np.asarray(seen, dtype=np.uint8))]
    return [line.astype(np.float32) for line in found]


def _pieces(picture: Pixels, times: int) -> list[tuple[int, int, Pixels]]:
    """(left, top, piece) of pieces that are not too long, cut where there is nothing, if there is such a place."""
    height, width = picture.shape[:2]
    short = max(1, min(height, width))
    rows, columns = _count(height / short, times), _count(width / short, times)
    found = []
    tops = _cuts(picture, rows)
    for top, bottom in itertools.pairwise(tops):
        strip = picture[top:bottom]
        lefts = _cuts(strip.transpose(1, 0, 2), columns)
        found += [(left, top, strip[:, left:right]) for left, right in itertools.pairwise(lefts)]
    return found[:_MOST]


def _count(ratio: float, times: int) -> int:
    return min(_MOST, (1 if ratio <= _LONG else round(ratio / 1.5)) * times)


def _cuts(picture: Pixels, count: int) -> list[int]:
    """Where a picture is cut into `count` pieces, one below the other: at the calmest rows near even ones."""
    height = picture.shape[0]
    if count == 1 or height < 64 * count:
        return [0, height]
    calm = picture.mean(axis=2).std(axis=1)
    step = height / count
    room = max(1, int(step / 5))
    inner = []
    for number in range(1, count):
        at = round(number * step)
        near = calm[at - room : at + room]
        inner.append(at - room + _middle_of_least(near))
    return [0, *inner, height]


def _middle_of_least(values: np.ndarray[tuple[int], np.dtype[np.floating]]) -> int:
    """The middle one of the values that are hardly more than the least."""
    least = np.nonzero(values <= values.min() + 1.0)[0]
    return int(least[np.abs(least - len(values) / 2).argmin()])
