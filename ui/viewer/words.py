"""Words of a page in Markdown, with their marks."""

import re
from collections.abc import Sequence

from rag.pages.reading.parts import Marking
from ui.markdown import Markdown, escape, highlighted

_SPACE = "\u00a0"


def words(text: str, start: int, end: int, marking: Marking, lines: bool = False) -> Markdown:
    """The characters `start:end` of a page's text; with `lines` what is not marked keeps its line ends."""
    first, last = max(start, marking.quote[0]), min(end, marking.quote[1])
    quote = (first - start, last - start) if first < last else (0, 0)
    inside = [(a - start, b - start) for a, b in marking.words]
    return highlighted(text[start:end], quote, inside, lines=lines)


def table_row(cells: Sequence[Markdown]) -> Markdown:
    """Cells as a row of a table."""
    return f"| {' | '.join(cells)} |"


def rule(columns: int) -> Markdown:
    """What stands between the heads of a table and its rows."""
    return table_row(["---" for _ in range(columns)])


def spaced(text: str, start: int, end: int, marking: Marking) -> Markdown:
    """The same with all blanks and line ends as they are, for code."""
    lines: list[Markdown] = []
    position = start
    for line in text[start:end].split("\n"):
        lines.append(_line(text, position, position + len(line), marking) or _SPACE)
        position += len(line) + 1
    return "  \n".join(lines)


def _line(text: str, start: int, end: int, marking: Marking) -> Markdown:
    first = min(max(start, marking.quote[0]), end)
    last = max(min(end, marking.quote[1]), first)
    first += len(text[first:last]) - len(text[first:last].lstrip())
    held = _blanks(text[first:last])
    mark = f":yellow-background[{held}]" if held else ""
    return _blanks(text[start:first]) + mark + _blanks(text[last:end])


def _blanks(text: str) -> Markdown:
    parts = re.split(r"(\s+)", text)
    return "".join(_kept(part) if part.isspace() else escape(part) for part in parts)


def _kept(blanks: str) -> Markdown:
    return "".join(_SPACE for _ in blanks.expandtabs(4))
