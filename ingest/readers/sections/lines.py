"""The lines of a paragraph, made of runs of words that are bold or not."""

import re
from collections.abc import Iterable

from ingest.blocks.marked.inline import Words
from ingest.blocks.marked.paragraphs import is_heading
from ingest.readers.cleaning import printable
from ingest.readers.sections.pieces import Piece, paragraph

Run = tuple[str, bool]
"""Words, and whether they are bold. A line end within them breaks the line."""

_SPACES = re.compile(r"[^\S\n]+")


def lines_of(runs: Iterable[Run]) -> tuple[Words, ...]:
    """The lines that have words, without blanks in runs."""
    found: list[Words] = []
    line: list[Run] = []
    for text, bold in runs:
        first, *others = printable(text).split("\n")
        line.append((first, bold))
        for other in others:
            found += _line(line)
            line = [(other, bold)]
    return (*found, *_line(line))


def paragraphs_of(runs: Iterable[Run]) -> list[Piece]:
    """A paragraph; a first line that is a few words in bold is one of its own."""
    lines = lines_of(runs)
    if len(lines) > 1 and is_heading(lines[0]) and not any(map(is_heading, lines[1:])):
        return [paragraph(lines[0].text, lines[0].bold), _joined(lines[1:])]
    return [_joined(lines)] if lines else []


def _joined(lines: tuple[Words, ...]) -> Piece:
    bold = 0
    for line in lines:
        bold += line.bold
        if line.bold < len(line.text):
            break
        bold += 1
    text = "\n".join(line.text for line in lines)
    return paragraph(text, min(bold, len(text)))


def one_line(runs: Iterable[Run]) -> str:
    """The words of all lines on one."""
    return " ".join(line.text for line in lines_of(runs))


def _line(runs: list[Run]) -> list[Words]:
    text = _tidied("".join(part for part, _ in runs))
    if not text:
        return []
    begins: list[str] = []
    for part, bold in runs:
        if part.strip() and not bold:
            break
        begins.append(part)
    return [Words(text, len(_tidied("".join(begins))), hard=True)]


def _tidied(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
