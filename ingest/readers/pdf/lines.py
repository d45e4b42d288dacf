"""Lines of words written one after another: as running text, as a program, as a formula."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from ingest.readers.hyphens import belongs, is_suspended
from ingest.readers.pdf.laid import Line
from ingest.readers.pdf.raised import script
from ingest.readers.pdf.words import PrintedWord
from rag.values import NO_GLYPH

_LEFT, _RIGHT = re.compile(r"[\w-]*\w$"), re.compile(r"\w+(?:-\w+)*")
_UNSPACED = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Scripts that have no blanks between words, and none where a line ends."""
_INDENT = 40  # blanks at most before a line of a program


class Sheet:
    """The text of a page as it grows, and which of its characters are drawn ones."""

    def __init__(self, words: Counter[str]) -> None:
        self.words = words
        self._characters: list[str] = []
        self._runs: list[tuple[int, int, int]] = []

    @property
    def length(self) -> int:
        return len(self._characters)

    @property
    def text(self) -> str:
        return "".join(self._characters)

    def tail(self, count: int) -> str:
        """The last characters."""
        return "".join(self._characters[-count:]) if count else ""

    def add(self, text: str) -> None:
        """Characters that are not drawn."""
        self._characters += text

    def add_word(self, word: PrintedWord) -> None:
        """A word; what is added to it to show that it is raised has no glyphs."""
        text = script(word, self.tail(1)) if word.raised else word.text
        extra = len(text) - len(word.glyphs)
        before = 0 if extra <= 0 else 1 if extra == 1 else 2  # "^", "^(…)"
        self._add_glyphs(word.glyphs, len(self._characters) + before)
        self._characters += text

    def _add_glyphs(self, glyphs: Sequence[int], start: int) -> None:
        """A run for the drawn characters from `start` on, several where their indices do not follow one another."""
        first, count = glyphs[0], len(glyphs)
        in_order = isinstance(glyphs, range) or tuple(glyphs) == tuple(range(first, first + count))
        if first < NO_GLYPH:
            self._runs.append((start, count, first))
        elif count > 1 and (first < 0 or not in_order):
            for place, index in enumerate(glyphs, start=start):
                self._add_glyphs((index,), place)
        elif first >= 0:
            last = self._runs[-1] if self._runs else (-1, 0, -1)
            if last[0] + last[1] == start and last[2] + last[1] == first:
                self._runs[-1] = last[0], last[1] + count, last[2]
            else:
                self._runs.append((start, count, first))

    def drop(self) -> None:
        """Take the last character back."""
        self._characters.pop()
        start, length, index = self._runs[-1] if self._runs else (0, 0, 0)
        if start + length > len(self._characters):
            self._runs[-1:] = [(start, length - 1, index)] if length > 1 else []

    def glyphs(self) -> tuple[tuple[int, int, int], ...]:
        """(start, length, index) of each run of characters whose indices follow one another."""
        return tuple(self._runs)


def write_lines(sheet: Sheet, lines: Sequence[Line]) -> None:
    """As running text: a blank between lines, words that were broken made whole."""
    start = sheet.length
    for number, line in enumerate(lines):
        for index, word in enumerate(line):
            if index == 0 and number:
                _write_line_end(sheet, word, start)
            elif index and not word.joined:
                sheet.add(" ")
            sheet.add_word(word)


def _write_line_end(sheet: Sheet, word: PrintedWord, start: int) -> None:
    """The blank of a line end; none in a broken word, whose hyphen goes where it came with the break."""
    tail = sheet.tail(min(60, sheet.length - start))
    left, right = _LEFT.search(tail[:-1]), _RIGHT.match(word.text)
    if tail.endswith("-") and left and right and not is_suspended(right.group()):
        if not belongs(left.group(), right.group(), sheet.words):
            sheet.drop()
        return
    if not (tail and _UNSPACED.match(tail[-1]) and _UNSPACED.match(word.text[0])):
        sheet.add(" ")


def write_code(sheet: Sheet, lines: Sequence[Line]) -> None:
    """As a program: one line a line, with as many blanks as there is room for."""
    words = [word for line in lines for word in line]
    if not words:
        return
    letter = median((word.place.right - word.place.left) / len(word.text) for word in words) or 1.0
    margin = min(word.place.left for word in words)
    for number, line in enumerate(lines):
        if number:
            sheet.add("\n")
        end = margin
        for index, word in enumerate(line):
            room = round((word.place.left - end) / letter)
            if index == 0:
                sheet.add(" " * max(0, min(room, _INDENT)))
            elif not word.joined:
                sheet.add(" " * max(1, min(room, _INDENT)))
            sheet.add_word(word)
            end = word.place.right


def write_formula(sheet: Sheet, lines: Sequence[Line]) -> None:
    """As a formula: one line a line."""
    for number, line in enumerate(lines):
        if number:
            sheet.add("\n")
        for index, word in enumerate(line):
            if index and not word.joined:
                sheet.add(" ")
            sheet.add_word(word)
