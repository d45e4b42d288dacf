"""A plain text as its lines that are not blank, and how wide it is wrapped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_FAR = 400  # columns: an indent that is larger counts as this
_WIDEST = 130  # characters that anybody wraps at; longer lines are paragraphs that are not wrapped
_FIRST_WORD = re.compile(r"\S{1,40}")
_END = re.compile(r"[.!?…。！？؟]['\"”’»)\]*_]{0,3}$")
_SENTENCE_END = re.compile(r"[.!?。！？؟]['\"”’»)\]]?\s+|[。！？]")


@dataclass(frozen=True, slots=True)
class Line:
    """The words at `start:end` of the text, `indent` columns from the left; `parted`: blank lines stand before it."""

    start: int
    end: int
    text: str
    indent: int
    parted: bool

    @property
    def ends(self) -> bool:
        """Whether a sentence ends with it."""
        return _END.search(self.text[-5:]) is not None

    @property
    def opens(self) -> bool:
        """Whether it opens what comes after it: it ends with a colon."""
        return self.text.endswith((":", "："))

    @property
    def goes_on(self) -> bool:
        """Whether it begins in the middle of a sentence, with a small letter."""
        return self.text[0].islower()


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that have more than blanks, in order."""
    found: list[Line] = []
    position, parted = 0, True
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            before = len(raw) - len(raw.lstrip())
            start = position + before
            indent = len(raw[: min(before, _FAR)].expandtabs(4))
            found.append(Line(start, start + len(words), words, indent, parted))
        parted = not words
        position += len(raw) + 1
    return found


def stanza_end(lines: Sequence[Line], first: int) -> int:
    """The index after the last line of those that stand together from `first` on."""
    last = first + 1
    while last < len(lines) and not lines[last].parted:
        last += 1
    return last


def wrap_width(lines: Sequence[Line]) -> int:
    """The column that the text is wrapped at; 0 where its paragraphs are lines."""
    lengths = sorted(
        line.indent + len(line.text) for line, after in pairwise(lines) if not after.parted and after.goes_on
    )
    if len(lengths) < 2:
        return 0
    width = lengths[int(len(lengths) * 0.8)]
    return width if width <= _WIDEST else 0


def is_full(line: Line, after: Line, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    word = _FIRST_WORD.match(after.text)
    return bool(width and word and line.indent + len(line.text) + 1 + len(word.group()) > width)


def last_sentence(text: str) -> str:
    """The last sentence of a line, the whole line where it has but one."""
    pieces = [piece for piece in _SENTENCE_END.split(text[-400:]) if piece.strip()]
    whole = not pieces or (len(pieces) == 1 and len(text) > 400)
    return text.strip() if whole else pieces[-1].strip()
