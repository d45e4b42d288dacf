"""Stacked fractions in the words of a page: what stands over and under a bar put on the line that the bar stands in.

They are written as one would type them: a/b, (a + b)/2c with brackets where they are needed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.readers.pdf.words import Area, PrintedWord

_WIDE = 200.0  # points: no bar of a fraction is wider
_THIN = 2.0  # points
_MOST = 300  # bars that are looked at on a page
_BESIDE = 2.0  # points that words may stand out from their bar
_OVER, _UNDER = 1.1, 1.5  # of the size: how far from the bar base lines are, over and under it
# Of the size: how far over its base line a bar in a line of a formula is. An underline is below it.
_AXIS = (0.08, 0.55)
_NEXT, _CLOSE = 2.5, 0.6  # of the size: how far beside a bar its line goes on, and where no sign is needed
_PASSES = 3
_SIGN = re.compile(r"[=≈≠≤≥<>+−±×·√∑∫∏∝]")
_MOST_WORDS = 6  # of four letters or more in a fraction
_NUMBER = re.compile(r"\d[\d.,]*%?")
_WORD = re.compile(r"[^\W\d_]{4,}")
_PRODUCT = re.compile(r"[^\s+\-−–±=/·×*<>≤≥]+")
"""What needs no brackets over a bar: anything without a sign of operation."""
_FACTOR = re.compile(r"[\d.,]+|[∂dΔ]?[^\W\d]+[\d\W]{0,4}|[^\W\d]+\([^()]*\)")
"""What needs none under it: one number or name, a differential, a function."""


def with_fractions(
    words: Sequence[PrintedWord], rules: Iterable[Area]
) -> tuple[list[PrintedWord], list[Area]]:
    """The words, those of fractions on the base lines of their formulas, and the bars that were found."""
    bars = [rule for rule in rules if _may_be_bar(rule)][:_MOST]
    if not bars:
        return list(words), []
    found: list[Area] = []
    line = list(words)
    # Small ones first, which may stand in a larger one; again, because one may stand beside another.
    bars.sort(key=lambda bar: bar.right - bar.left)
    heights = _heights(line)
    for _ in range(_PASSES):
        before = len(found)
        for bar in bars:
            stacked = _stacked(line, heights, bar) if bar not in found else None
            if stacked is not None:
                line, heights = stacked, _heights(stacked)
                found.append(bar)
        if len(found) == before:
            break
    return line, found


def in_line(over: Sequence[PrintedWord], under: Sequence[PrintedWord], bar: Area) -> list[PrintedWord]:
    """What stands over and under a bar as one types it, side by side between the ends of the bar."""
    middle = (bar.left + bar.right) / 2
    size = max(word.size for word in over)
    slash = PrintedWord("/", Area(middle, bar.top, middle, bar.bottom), bar.top, size, (-1,), joined=True)
    first = _between(_bracketed(over, _PRODUCT), bar.left, middle)
    second = _between(_bracketed(under, _FACTOR), middle, bar.right)
    second[0] = replace(second[0], joined=True)
    return [*first, slash, *second]


def _may_be_bar(rule: Area) -> bool:
    width, height = rule.right - rule.left, rule.bottom - rule.top
    return 2 * height < width < _WIDE and height <= _THIN


def _heights(words: Sequence[PrintedWord]) -> list[tuple[float, int]]:
    """The base lines of words with their indices, from top to bottom."""
    return sorted((word.baseline, index) for index, word in enumerate(words))


def _stacked(
    words: list[PrintedWord], heights: list[tuple[float, int]], bar: Area
) -> list[PrintedWord] | None:
    """The words with the fraction of `bar` on its line; None where it is not the bar of one."""
    at = (bar.top + bar.bottom) / 2
    near = [
        index
        for _, index in heights[
            bisect_left(heights, (at - 60.0, -1)) : bisect_right(heights, (at + 60.0, len(words)))
        ]
    ]
    inside = [index for index in near if _is_within(words[index], bar)]
    over = [i for i in inside if -0.05 * words[i].size <= at - words[i].baseline <= _OVER * words[i].size]
    under = [i for i in inside if 0.3 * words[i].size < words[i].baseline - at <= _UNDER * words[i].size]
    if not over or not under:
        return None
    over += [i for i in inside if i not in over and words[i].baseline < at and _belongs(words, i, over)]
    under += [
        i for i in inside if i not in (*over, *under) and words[i].baseline > at and _belongs(words, i, under)
    ]
    if not (_fits([words[i] for i in over], bar) or _fits([words[i] for i in under], bar)):
        return None
    beside = [index for index in near if index not in inside and _is_beside(words[index], bar, at)]
    if not _is_line([words[i] for i in beside], [words[i] for i in (*over, *under)], bar):
        return None
    lettered = [words[i] for i in beside if any(map(str.isalnum, words[i].text))] or [
        words[i] for i in beside
    ]
    base = min(lettered, key=lambda word: _apart(word, bar)).baseline
    moved = [
        replace(word, baseline=base) for word in in_line(_levelled(words, over), _levelled(words, under), bar)
    ]
    taken = {*over, *under}
    first = min(taken)
    # Large signs (roots, sums) stand on lines of their own.
    others = [replace(word, baseline=base) if i in beside else word for i, word in enumerate(words)]
    before = [word for index, word in enumerate(others) if index < first and index not in taken]
    after = [word for index, word in enumerate(others) if index > first and index not in taken]
    return [*before, *moved, *after]


def _belongs(words: Sequence[PrintedWord], index: int, side: Sequence[int]) -> bool:
    """Whether a word is raised or lowered beside one of those on one side of a bar."""
    word = words[index]
    return any(
        abs(word.baseline - words[i].baseline) < 0.8 * words[i].size
        and max(word.place.left - words[i].place.right, words[i].place.left - word.place.right)
        < 0.3 * words[i].size
        for i in side
    )


def _is_within(word: PrintedWord, bar: Area) -> bool:
    return word.place.left >= bar.left - _BESIDE and word.place.right <= bar.right + _BESIDE


def _is_beside(word: PrintedWord, bar: Area, at: float) -> bool:
    """Whether a word stands in the line that a bar is in."""
    apart = _apart(word, bar)
    rise = (word.baseline - at) / word.size
    return -_BESIDE <= apart < _NEXT * word.size and _AXIS[0] <= rise <= _AXIS[1]


def _is_line(beside: Sequence[PrintedWord], stacked: Sequence[PrintedWord], bar: Area) -> bool:
    """Whether what stands beside a bar is the line of a fraction, and no label beside the heads of a table."""
    long = sum(bool(_WORD.search(word.text)) for word in stacked)
    if any(_SIGN.search(word.text) for word in beside):
        return long <= _MOST_WORDS
    return not long and any(_apart(word, bar) < _CLOSE * word.size for word in beside)


def _fits(words: Sequence[PrintedWord], bar: Area) -> bool:
    """Whether a bar is about as wide as what stands over or under it, which are no numbers side by side."""
    found = sorted(words, key=lambda word: word.place.left)
    numbers = [not word.raised and bool(_NUMBER.fullmatch(word.text)) for word in found]
    wide = found[-1].place.right - found[0].place.left
    return bar.right - bar.left <= 1.2 * wide + found[0].size and not any(map(all, pairwise(numbers)))


def _apart(word: PrintedWord, bar: Area) -> float:
    return max(word.place.left - bar.right, bar.left - word.place.right)


def _levelled(words: Sequence[PrintedWord], indices: Sequence[int]) -> list[PrintedWord]:
    """Words from left to right, those on the base line of most of them no longer raised or lowered."""
    found = sorted((words[index] for index in indices), key=lambda word: word.place.left)
    usual = max(found, key=lambda word: (word.size, len(word.text)))
    return [replace(word, raised=0) if word.size > 0.9 * usual.size else word for word in found]


def _bracketed(words: Sequence[PrintedWord], simple: re.Pattern[str]) -> list[PrintedWord]:
    text = "".join(("" if word.joined or not index else " ") + word.text for index, word in enumerate(words))
    if simple.fullmatch(text) and text.count("(") == text.count(")"):
        return list(words)
    first, last = words[0], words[-1]
    opening = replace(first, text="(", glyphs=(-1,), raised=0, place=_edge(first.place.left, first.place))
    closing = replace(
        last, text=")", glyphs=(-1,), raised=0, joined=True, place=_edge(last.place.right, last.place)
    )
    return [opening, replace(first, joined=True), *words[1:], closing]


def _edge(at: float, place: Area) -> Area:
    return Area(at, place.top, at, place.bottom)


def _between(words: Sequence[PrintedWord], left: float, right: float) -> list[PrintedWord]:
    """Words side by side between two places, in their order."""
    step = (right - left) / (len(words) + 1)
    return [
        replace(
            word,
            place=replace(word.place, left=left + step * (index + 0.6), right=left + step * (index + 1.4)),
        )
        for index, word in enumerate(words)
    ]
