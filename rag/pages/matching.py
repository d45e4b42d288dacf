"""Which character of one text is which character of another, where both were made from the same page.

The texts may differ in white space, hyphens, ligatures, and in parts that one of them left out or put
elsewhere. The method is patience diff's (Cohen, 2002): runs of characters that occur once in each text are
anchors, anchors grow while the characters agree, and what lies between two anchors is matched in order.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_RUN = 12
_SKIPPED = frozenset("-\u00ad\u2010\u2011\u0002\ufffe\ufffd\u200b\ufeff")


@dataclass(frozen=True, slots=True)
class _Squashed:
    """A text without what may differ; `origin[i]` is where character `i` came from."""

    text: str
    origin: list[int]


@dataclass(slots=True)
class _Block:
    """`left[start:end] == right[start + shift : end + shift]`."""

    start: int
    end: int
    shift: int

    def agrees(self, left: str, right: str, index: int) -> bool:
        """Whether the texts agree at `index` of `left` too, were the block to reach that far."""
        return 0 <= index + self.shift < len(right) and left[index] == right[index + self.shift]


def places(stored: str, stream: Sequence[str]) -> list[int]:
    """For each character of `stored` the index into `stream` of the same character, or -1.

    `stream` is a sequence of characters (strings of any length, "" for none).
    """
    left, right = _squash(stored), _squash(stream)
    blocks = _blocks(left.text, right.text)
    _grow(blocks, left, right.text, stored)
    found = [-1] * len(left.text)
    for block in blocks:
        found[block.start : block.end] = range(block.start + block.shift, block.end + block.shift)
    _fill(found, left.text, right.text)
    result = [-1] * len(stored)
    for index, place in enumerate(found):
        if place >= 0:
            result[left.origin[index]] = right.origin[place]
    return result


def letters(character: str) -> str:
    """What of a character is compared: "" for white space and hyphens, "fi" for the ligature."""
    if character.isascii():
        return "" if character.isspace() or character in _SKIPPED else character.lower()
    plain = unicodedata.normalize("NFKC", character).lower()
    return "".join(c for c in plain if not c.isspace() and c not in _SKIPPED and not unicodedata.combining(c))


def _squash(characters: Sequence[str]) -> _Squashed:
    text: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(characters):
        for plain in letters(character):
            text.append(plain)
            origin.append(index)
    return _Squashed("".join(text), origin)


def _blocks(left: str, right: str) -> list[_Block]:
    """Runs that occur once in each text, joined where one continues the other; in the order of `left`."""
    run = max(1, min(_RUN, len(left), len(right)))
    there = _unique_runs(right, run)
    blocks: list[_Block] = []
    for characters, start in _unique_runs(left, run).items():
        other = there.get(characters)
        if other is None:
            continue
        if blocks and blocks[-1].shift == other - start and start <= blocks[-1].end:
            blocks[-1].end = start + run
        else:
            blocks.append(_Block(start, start + run, other - start))
    return blocks


def _unique_runs(text: str, run: int) -> dict[str, int]:
    runs = [text[i : i + run] for i in range(len(text) - run + 1)]
    counts = Counter(runs)
    return {characters: start for start, characters in enumerate(runs) if counts[characters] == 1}


def _grow(blocks: Sequence[_Block], left: _Squashed, right: str, stored: str) -> None:
    """Let blocks grow towards each other while the texts agree; where they meet, cut between two words."""
    for before, after in zip([None, *blocks], [*blocks, None], strict=True):
        low = after.start if after else len(left.text)
        high = before.end if before else 0
        while after and low > (before.start if before else 0) and after.agrees(left.text, right, low - 1):
            low -= 1
        while (
            before
            and high < (after.end if after else len(left.text))
            and before.agrees(left.text, right, high)
        ):
            high += 1
        if low < high:
            cuts = (i for i in range(high, low - 1, -1) if _between_words(stored, left, i))
            low = high = next(cuts, high)
        if before:
            before.end = high
        if after:
            after.start = low


def _between_words(stored: str, squashed: _Squashed, index: int) -> bool:
    before, after = squashed.origin[index - 1], squashed.origin[min(index, len(squashed.origin) - 1)]
    return any(character.isspace() for character in stored[before:after])


def _fill(found: list[int], left: str, right: str) -> None:
    """Match what is left of each gap in order, where its two anchors leave room for it in between."""
    for start, end in _gaps(found):
        position = found[start - 1] + 1 if start else 0
        limit = found[end] if end < len(found) else len(right)
        for index in range(start, end):
            there = right.find(left[index], position, limit)
            if there != -1:
                found[index], position = there, there + 1


def _gaps(found: Sequence[int]) -> list[tuple[int, int]]:
    """The (start, end) of each stretch without a place."""
    gaps: list[tuple[int, int]] = []
    index = 0
    while index < len(found):
        start = index
        while index < len(found) and found[index] == -1:
            index += 1
        if index > start:
            gaps.append((start, index))
        index += 1
    return gaps
