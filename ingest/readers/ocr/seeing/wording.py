"""A line as read and its ink, to words: where each begins and ends, and blanks that the engine did not see."""

import itertools
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ingest.readers.cleaning import printable
from ingest.readers.ocr.seeing.engine import LineText
from ingest.readers.ocr.seeing.ink import Ink, is_square

_LIKE_A_GAP = 0.8  # of the usual gap between the words of the line
_BEYOND_LETTERS = 2.5  # times the usual gap between letters
_GAP = 0.3  # of the size: the gap between words where the line has none
_SQUARE_GAP = 0.6  # of the size: a blank between Chinese characters
_BREAKS = frozenset(".,;:!?)")


@dataclass(frozen=True, slots=True)
class SeenPiece:
    """A word of a line between two fractions of its width; `joined` says that no blank is before it."""

    text: str
    sure: float
    left: float
    right: float
    joined: bool


def pieces(read: LineText, ink: Ink, height: int) -> list[SeenPiece]:
    """The words of a line that is `height` pixels high. Characters of Chinese and Japanese are by themselves."""
    width = len(ink.blank)
    seen = [index for index, character in enumerate(read.text) if not character.isspace()]
    if not seen:
        return []
    middles = [read.places[index] * width for index in seen]
    gaps = [_gap(ink.blank, *pair) for pair in itertools.pairwise(middles)]
    spaced = [after - before > 1 for before, after in itertools.pairwise(seen)]
    letters = [read.text[index] for index in seen]
    empty = [bool(ink.blank[min(width - 1, int(middle))]) for middle in middles]
    sure_of = [not (before or after) for before, after in itertools.pairwise(empty)]
    parted = _parted(letters, gaps, spaced, sure_of, ink.size * height)
    filled = np.nonzero(~ink.blank)[0]
    left = min(float(filled[0]) if len(filled) else 0.0, middles[0])
    found: list[SeenPiece] = []
    first = 0
    for at in range(len(seen)):
        is_last = at == len(seen) - 1
        if not is_last and not parted[at] and not _alone(letters[at], letters[at + 1]):
            continue
        end = (float(filled[-1]) + 1 if len(filled) else float(width)) if is_last else gaps[at][0]
        end = max(end, middles[at])
        text = printable("".join(letters[first : at + 1]))
        sure = [read.sure[index] for index in seen[first : at + 1]]
        joined = first > 0 and not parted[first - 1]
        if text:
            found.append(SeenPiece(text, sum(sure) / len(sure), left / width, min(1.0, end / width), joined))
        if not is_last:
            left, first = min(gaps[at][1], middles[at + 1]), at + 1
    return found


def _parted(
    letters: list[str], gaps: list[tuple[float, float]], spaced: list[bool], placed: list[bool], size: float
) -> list[bool]:
    """Whether there is a blank after each character but the last; `placed` tells whether both of them stand on ink."""
    wide = [end - start for start, end in gaps]
    spaced = [
        blank and (gap > _SQUARE_GAP * size or not (is_square(before) and is_square(after)))
        for blank, gap, before, after in zip(spaced, wide, letters, letters[1:], strict=False)
    ]
    between = [gap for gap, blank in zip(wide, spaced, strict=True) if blank]
    within = [gap for gap, blank in zip(wide, spaced, strict=True) if not blank]
    usual = median(between) if len(between) > 1 else _GAP * size / _LIKE_A_GAP
    least = max(_LIKE_A_GAP * usual, _BEYOND_LETTERS * median(within) if within else 0.0, 0.2 * size)
    return [
        blank or (on_ink and gap >= least and _may_part(before, after))
        for blank, on_ink, gap, before, after in zip(spaced, placed, wide, letters, letters[1:], strict=False)
    ]


def _may_part(before: str, after: str) -> bool:
    """Whether there may be a blank that the engine did not see: after a letter or a part, before a letter."""
    if is_square(before) or is_square(after) or not after.isalpha():
        return False
    return before.isalpha() or before in _BREAKS


def _alone(before: str, after: str) -> bool:
    return is_square(before) or is_square(after)


def _gap(blank: NDArray[np.bool_], start: float, end: float) -> tuple[float, float]:
    """The widest run of columns without ink between two characters; none in the middle where there is no such run."""
    first, last = int(start), max(int(start) + 1, int(end) + 1)
    best = ((start + end) / 2, (start + end) / 2)
    run = 0
    for index, is_blank in enumerate(blank[first:last].tolist()):
        run = run + 1 if is_blank else 0
        if run > best[1] - best[0]:
            best = (float(first + index + 1 - run), float(first + index + 1))
    return best
