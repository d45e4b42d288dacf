"""The cells of one line of a table that is drawn with pipes, tabs, blanks or commas."""

import re
from collections.abc import Sequence

from ingest.blocks.textlines import Line
from rag.values.pages import Span

_GAP = re.compile(r"\s{2,}")
_QUOTED = re.compile(r'"[^"]*"')
_WIDEST = 400  # columns of a table drawn with blanks


def split(line: Line, mark: str) -> list[Span]:
    """The spans of the cells that `mark` parts, without blanks at their ends; those outside outer pipes are none."""
    text, first, last = line.text, 0, len(line.text)
    if mark == "|":
        first = 1 if text.startswith("|") else 0
        last -= 1 if text.endswith("|") and len(text) > 1 else 0
    masked = _QUOTED.sub(lambda found: "x" * len(found.group()), text) if mark in ",;" else text
    spans, start = [], first
    while start <= last:
        end = masked.find(mark, start, last)
        end = last if end == -1 else end
        spans.append(_trimmed(line, start, end))
        start = end + 1
    return spans


def by_gaps(line: Line) -> list[Span]:
    """The spans of the cells that two blanks or more part."""
    cuts = [found.span() for found in _GAP.finditer(line.text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(line.text)]
    return [(line.start + start, line.start + end) for start, end in zip(starts, ends, strict=True)]


def by_rivers(lines: Sequence[Line]) -> list[list[Span]]:
    """The spans of the cells of each line between the columns that are blank in all of them.

    They are two wide or more, or in one line at least.
    """
    width = min(_WIDEST, max(line.indent + len(line.text) for line in lines))
    used = [False] * width
    for line in lines:
        for offset, character in enumerate(line.text[: max(0, width - line.indent)]):
            used[line.indent + offset] = used[line.indent + offset] or not character.isspace()
    cuts, column = [0], 0
    while column < width:
        start = column
        while column < width and not used[column]:
            column += 1
        if start > 0 and (column - start >= 2 or (column - start == 1 and _is_gap(lines, start))):
            cuts.append(column)
        column += 1 if column == start else 0
    bounds = list(zip(cuts, [*cuts[1:], _WIDEST * 1000], strict=True))
    return [
        [_trimmed(line, start - line.indent, end - line.indent) for start, end in bounds] for line in lines
    ]


def _is_gap(lines: Sequence[Line], column: int) -> bool:
    """Whether a column that is blank in all lines is part of a wider gap inside of one of them."""
    for line in lines:
        at = column - line.indent
        if 0 < at < len(line.text) - 1 and (line.text[at - 1].isspace() or line.text[at + 1].isspace()):
            return True
    return False


def _trimmed(line: Line, start: int, end: int) -> Span:
    """The span of text without blanks at its ends, from offsets in the line that may lie outside of it."""
    length = len(line.text)
    start, end = min(max(start, 0), length), min(max(end, 0), length)
    while start < end and line.text[start].isspace():
        start += 1
    while end > start and line.text[end - 1].isspace():
        end -= 1
    return line.start + start, line.start + end
