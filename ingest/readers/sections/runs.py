"""The words of one line of text in the making: runs, each with how it is set."""

import re
from collections.abc import Sequence

from ingest.blocks.marked.inline import HARD, Words, lines_of_runs

Run = tuple[str, str]
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_POWER = re.compile(r"[+\-−]?(?:\d{1,4}|n)")
_NOTE_MARK = re.compile(r"\[?(\d{1,4}|[*†‡§¶]{1,3}|[a-z])\]?")


def run(text: str | None, how: str = "") -> list[Run]:
    """A run of text; its line ends are blanks, as in HTML."""
    return [(_SPACES.sub(" ", text), how)] if text else []


def raised(words: str, is_link: bool) -> str:
    """Words that are set above the line: the number of a note in brackets, a power with raised digits."""
    bare = words.strip()
    if is_link and (mark := _NOTE_MARK.fullmatch(bare)):
        return f"[{mark[1]}]"
    return bare.translate(_RAISED) if _POWER.fullmatch(bare) else words


def paragraphs_of(runs: Sequence[Run]) -> list[tuple[Words, ...]]:
    """The paragraphs that runs are: two breaks in a row part them."""
    parts: list[list[Run]] = [[]]
    breaks = 0
    for text, how in runs:
        if text == HARD:
            breaks += 1
        elif text.strip():
            if breaks > 1:
                parts.append([])
            elif breaks:
                parts[-1].append((HARD, ""))
            breaks = 0
        if text != HARD and (text.strip() or breaks == 0):
            parts[-1].append((text, how))
    return [tuple(lines) for part in parts if (lines := lines_of_runs(part))]


def one_line(runs: Sequence[Run]) -> str:
    """The words of runs on one line."""
    return " ".join(line.text for line in lines_of_runs(runs))
