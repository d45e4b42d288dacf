"""What the lines of a page tell by their type: where paragraphs begin, which are headings, the title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

_HEADING_LENGTH = 160
_HEADING_LINES = 3
_LEFT_MARGIN = re.compile(r"arXiv:\d")
_NOT_A_HEADING = re.compile(
    r"[.,;:?!]$|^\(|^(fig(ure)?|table|algorithm|listing|eq(uation)?)\b|https?://|@|[=<>{}|\\]", re.I
)
_NUMBERED = re.compile(r"(\d+|[A-Z])([.]\d+)*[.]?\s")
_WORDLIKE = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Type:
    """The type at one place: size in points, whether bold, and the base line's height on the page."""

    size: float
    bold: bool
    base: float
    rotated: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the PDF library gives it: characters `start:end`, the type at its two ends.

    `end` is before the line end. A line can be several on the page, where words were broken.
    """

    start: int
    end: int
    first: Type
    last: Type


def body_size(lines: Sequence[Line]) -> float:
    """The size, in points, that most of the text has; 0 where there is no text."""
    sizes = sorted((line.first.size, line.end - line.start) for line in lines)
    half, seen = sum(length for _, length in sizes) / 2, 0
    for size, length in sizes:
        seen += length
        if seen >= half:
            return size
    return 0.0


def with_paragraphs(text: str, lines: Sequence[Line]) -> str:
    """`text` with a blank line wherever the type says that something new begins.

    That is: another size, the end of a line in bold, or more room than between most lines.
    """
    drops = [
        before.last.base - after.first.base
        for before, after in pairwise(lines)
        if 0 < before.last.base - after.first.base < 4 * max(after.first.size, 1)
    ]
    usual = median_low(drops) if drops else 0.0
    pieces, copied = [], 0
    for before, after in pairwise(lines):
        if _begins_anew(before, after, usual):
            pieces += [text[copied : after.start], "\n"]
            copied = after.start
    return "".join([*pieces, text[copied:]])


def _begins_anew(before: Line, after: Line, usual: float) -> bool:
    drop = before.last.base - after.first.base
    if abs(drop) < 0.5 * max(before.last.size, after.first.size):
        return False  # the same line on the page, in several pieces
    sizes = sorted((before.last.size, after.first.size))
    if sizes[1] > 1.08 * sizes[0]:
        return True
    if _is_bold(before) and not after.first.bold:
        return True
    return drop > 1.25 * usual > 0


def _is_bold(line: Line) -> bool:
    return line.first.bold and line.last.bold


def headings(text: str, lines: Sequence[Line], body: float) -> list[str]:
    """The headings, in order, as (consecutive) lines set larger than the `body` (points), or all in bold."""
    found: list[str] = []
    run: list[Line] = []
    for index, line in enumerate(lines):
        if not _is_set_apart(text, lines, index, body):
            continue
        goes_on = run and lines[index - 1] is run[-1] and run[-1].last.size == line.first.size
        if goes_on and text[run[-1].end - 1] not in ".!?" and not _NUMBERED.match(text, line.start):
            run.append(line)
            if len(run) <= _HEADING_LINES:
                found[-1] += text[run[-2].end : line.end]
            elif len(run) == _HEADING_LINES + 1:
                found.pop()  # a paragraph in bold
        else:
            run = [line]
            found.append(text[line.start : line.end])
    return [heading for heading in found if _reads_like_a_heading(heading)]


def _is_set_apart(text: str, lines: Sequence[Line], index: int, body: float) -> bool:
    line = lines[index]
    larger = line.first.size > 1.12 * body and (
        line.last.size > 1.12 * body or text[line.start : line.end].isupper()  # small capitals
    )
    if line.first.rotated or not (larger or (_is_bold(line) and line.first.size >= 0.95 * body)):
        return False
    near = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    return all(abs(other.first.base - line.first.base) > 1 for other in near)


def _reads_like_a_heading(words: str) -> bool:
    words = " ".join(words.split())
    return (
        len(words) <= _HEADING_LENGTH and bool(_WORDLIKE.search(words)) and not _NOT_A_HEADING.search(words)
    )


def title(text: str, lines: Sequence[Line]) -> str:
    """The largest words in the first half of a first page, where they stand out; else ""."""
    upright = [
        line for line in lines if not line.first.rotated and _WORDLIKE.search(text[line.start : line.end])
    ]
    upright = [line for line in upright if not _LEFT_MARGIN.match(text[line.start : line.end])]
    if not upright:
        return ""
    largest = max(line.first.size for line in upright)
    top = [i for i, line in enumerate(upright) if line.first.size > 0.97 * largest]
    run = [i for i in top if i - top[0] == top.index(i)]
    words = " ".join(" ".join(text[upright[i].start : upright[i].end].split()) for i in run)
    stands_out = largest > 1.12 * body_size(upright) or (
        len(upright) > len(run) and _is_bold(upright[run[0]])
    )
    return words if stands_out and 4 <= len(words) <= 200 else ""
