"""Words that stand beside each other on one line of a page, and the rows of a page that they make."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.pdf.laid import Line
from ingest.readers.pdf.words import Area, PrintedWord

WIDE = 0.7  # of the size: white space that words of a sentence do not have between them
_SAME_LINE = 0.28  # of the size: base lines that are one


@dataclass(slots=True)
class Strip:
    """Words side by side without a wide gap, or (`inside`) a table or a box that is laid out by itself.

    Not frozen, as words are not: nobody changes one.
    """

    words: Line
    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    mono: bool = False
    inside: Any = field(default=None, compare=False)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def middle_height(self) -> float:
        return (self.top + self.bottom) / 2


Row = list[Strip]
"""The strips of one line of a page or of a part of it, left to right."""


def text_of(words: Iterable[PrintedWord]) -> str:
    """The words with blanks where there are some."""
    pieces: list[str] = []
    for word in words:
        if pieces and not word.joined:
            pieces.append(" ")
        pieces.append(word.text)
    return "".join(pieces)


def strip_of(words: Sequence[PrintedWord], right_to_left: bool = False) -> Strip:
    """A strip of words that are given left to right."""
    plain = [word for word in words if not word.raised] or words
    size, base = _usual(plain)
    read = tuple(_turned(words) if right_to_left else words)
    first = words[0].place
    left, top, right, bottom = first.left, first.top, first.right, first.bottom
    bold = mono = False
    for word in words:
        place = word.place
        if place.left < left:
            left = place.left
        if place.top < top:
            top = place.top
        if place.right > right:
            right = place.right
        if place.bottom > bottom:
            bottom = place.bottom
        bold = bold or word.bold
        mono = mono or word.mono
    if bold or mono:
        lettered = [word for word in plain if any(map(str.isalnum, word.text))]
        bold = bool(lettered) and all(word.bold for word in lettered)
        mono = bool(lettered) and all(word.mono for word in lettered)
    return Strip(read, text_of(read), left, top, right, bottom, base, size, bold, mono)


def _usual(words: Sequence[PrintedWord]) -> tuple[float, float]:
    """The size of most letters, and the height that the longest word of that size stands on."""
    rounded = [round(word.size, 1) for word in words]
    size = rounded[0]
    if rounded.count(size) == len(words):
        return size, max(words, key=lambda word: len(word.text)).baseline
    sizes: dict[float, int] = {}
    for word, own in zip(words, rounded, strict=True):
        sizes[own] = sizes.get(own, 0) + len(word.text)
    size = max(sizes, key=lambda key: (sizes[key], key))
    usual = [word for word, own in zip(words, rounded, strict=True) if own == size]
    return size, max(usual, key=lambda word: len(word.text)).baseline


def area(place: Area, inside: Any, size: float) -> Strip:
    """A strip that stands for a table or a box."""
    left, top, right, bottom = place.left, place.top, place.right, place.bottom
    return Strip((), "", left, top, right, bottom, top + size, size, inside=inside)


def merged(row: Sequence[Strip], right_to_left: bool = False) -> Strip:
    """The strips of a row as one, as its words are read."""
    if len(row) == 1:
        return row[0]
    words = sorted((word for strip in row for word in strip.words), key=lambda word: word.place.left)
    return strip_of(words, right_to_left)


def rows_of(words: Iterable[PrintedWord], right_to_left: bool = False) -> list[Row]:
    """The rows that words stand in, top to bottom, each cut where a gap is wide."""
    return [_cut(line, right_to_left) for line in _lines(list(words))]


def is_sound(word: PrintedWord) -> bool:
    """Whether a word has letters and a place that one can reckon with."""
    place = word.place
    total = place.left + place.top + place.right + place.bottom + word.baseline + word.size
    return word.size > 0 and math.isfinite(total) and not word.text.isspace() and word.text != ""


def is_right_to_left(words: Iterable[PrintedWord]) -> bool:
    """Whether most letters are of a script that is written from right to left."""
    right = left = 0
    for word in words:
        if word.text.isascii():
            left += len(word.text)
        elif any("\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc" for letter in word.text):
            right += len(word.text)
        else:
            left += len(word.text)
    return right > left


def _lines(words: list[PrintedWord]) -> list[list[PrintedWord]]:
    """Words by the base line that they stand on; a raised or lowered one goes with the word that it follows."""
    heights = [word.baseline for word in words]
    sizes = [word.size for word in words]
    for index, word in enumerate(words):
        host = _host(words, index) if word.raised or len(word.text) <= 3 else None
        if host is not None:
            heights[index], sizes[index] = heights[host], sizes[host]
    order = sorted(range(len(words)), key=lambda index: heights[index])
    lines: list[list[PrintedWord]] = []
    base = size = -math.inf
    for index in order:
        word = words[index]
        if lines and heights[index] - base <= _SAME_LINE * min(size, sizes[index]):
            lines[-1].append(word)
            size = max(size, sizes[index])
        else:
            lines.append([word])
            base, size = heights[index], sizes[index]
    return [sorted(line, key=lambda word: word.place.left) for line in lines]


def _host(words: list[PrintedWord], index: int) -> int | None:
    """The word beside which a raised, lowered or small one stands, None where it stands by itself."""
    word = words[index]
    found, best = None, math.inf
    for other in (index - 1, index + 1):
        if not 0 <= other < len(words):
            continue
        near = words[other]
        if not word.raised and word.size > 0.8 * near.size:
            continue
        apart = max(word.place.left - near.place.right, near.place.left - word.place.right)
        drop = abs(near.baseline - word.baseline)
        room = near.size if word.raised else 0.6 * near.size
        if -0.3 * near.size < apart < room and drop < room and abs(apart) + drop < best:
            found, best = other, abs(apart) + drop
    return found


def _cut(line: list[PrintedWord], right_to_left: bool) -> Row:
    pieces: list[list[PrintedWord]] = [[line[0]]]
    right = line[0].place.right
    for word in line[1:]:
        usual = max(word.size, pieces[-1][-1].size) if not word.raised else pieces[-1][-1].size
        if word.place.left - right > WIDE * usual:
            pieces.append([word])
        else:
            pieces[-1].append(word)
        right = max(right, word.place.right)
    return [strip_of(piece, right_to_left) for piece in pieces]


def _turned(words: Sequence[PrintedWord]) -> list[PrintedWord]:
    """Words of a line from right to left, but numbers and words of other scripts among them as they run."""
    turned: list[PrintedWord] = []
    run: list[PrintedWord] = []
    for word in reversed(words):
        if is_right_to_left([word]) or not any(map(str.isalnum, word.text)):
            turned += [*reversed(run), word]
            run = []
        else:
            run.append(word)
    return [*turned, *reversed(run)]
