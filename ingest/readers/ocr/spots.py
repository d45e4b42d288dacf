"""Where the words of a page that OCR read stand: runs of characters become spots."""

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate

from ingest.readers.ocr.values import SeenPage
from rag.values import Page, Spot

_DIGITS = 4


def with_spots(page: Page, seen: SeenPage) -> Page:
    """A page that was written from the words of `seen`, with its spots; runs of annotations stay."""
    words = [word for line in seen.lines for word in line.words]
    starts = [0, *accumulate(len(word.text) for word in words)]
    spots = []
    for start, length, index in page.glyphs:
        at = index
        while 0 <= at < min(index + length, starts[-1]):
            number = bisect_right(starts, at) - 1
            end = min(starts[number + 1], index + length)
            word = words[number]
            left, right = (_share(word.box[side], seen.width) for side in (0, 2))
            top, bottom = (_share(word.box[side], seen.height) for side in (1, 3))
            spots.append(
                Spot(start + at - index, start + end - index, left, top, right, bottom, round(word.sure, 3))
            )
            at = end
    added = tuple(run for run in page.glyphs if run[2] < 0)
    return replace(page, glyphs=added, spots=tuple(spots), shape=round(seen.width / seen.height, _DIGITS))


def _share(at: float, of: float) -> float:
    return round(min(1.0, max(0.0, at / of)), _DIGITS)
