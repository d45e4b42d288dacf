"""What the comments of source code say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.programs.languages import Syntax

_DOCUMENTING = re.compile(r"\s*[rRuU]?(\"\"\"|''')")
_BEFORE_WORDS = re.compile(r"[\s*!/#%;-]+")
_FEWEST = 6  # words of a comment of one line that is text


@dataclass(frozen=True, slots=True)
class CodeComment:
    """What the lines from `first` to before `last` (from 0) say, in paragraphs."""

    first: int
    last: int
    paragraphs: tuple[str, ...]


def remarks(lines: Sequence[str], language: Syntax) -> list[CodeComment]:
    """The comments that are lines of their own and say something; what documents Python is among them."""
    found: list[CodeComment] = []
    index = 0
    while index < len(lines):
        last = _end(lines, index, language)
        words = (
            tuple(_paragraphs([_bare(line, language) for line in lines[index:last]])) if last > index else ()
        )
        if sum(len(part.split()) for part in words) >= _FEWEST:
            found.append(CodeComment(index, last, words))
        index = max(last, index + 1)
    return found


def _end(lines: Sequence[str], first: int, language: Syntax) -> int:
    """Where the comment ends that begins at a line, `first` where none does."""
    line = lines[first].lstrip()
    if line.startswith(language.line) and not line.startswith("#!"):
        last = first + 1
        while last < len(lines) and lines[last].lstrip().startswith(language.line):
            last += 1
        return last
    for opening, closing in language.block:
        if line.startswith(opening):
            return _closed(lines, first, closing, len(lines[first]) - len(line) + len(opening))
    quoted = _DOCUMENTING.match(lines[first]) if language.line == ("#",) and not language.block else None
    return _closed(lines, first, quoted[1], quoted.end()) if quoted else first


def _closed(lines: Sequence[str], first: int, closing: str, start: int) -> int:
    """The line after that in which `closing` stands; `first` where code goes on behind it, or it stands nowhere."""
    for index in range(first, len(lines)):
        place = lines[index].find(closing, start if index == first else 0)
        if place >= 0:
            return index + 1 if not lines[index][place + len(closing) :].strip(" ;") else first
    return first


def _bare(line: str, language: Syntax) -> str:
    """A line of a comment without its signs."""
    words = line.strip()
    for opening, closing in (*language.block, ('r"""', '"""'), ('"""', '"""'), ("'''", "'''")):
        words = words.removeprefix(opening).removesuffix(closing)
    return _BEFORE_WORDS.sub("", words, count=1).rstrip() if _BEFORE_WORDS.match(words) else words.rstrip()


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Lines that stand together, each run one paragraph with its line ends."""
    part: list[str] = []
    for line in [*lines, ""]:
        if line.strip() and any(map(str.isalnum, line)):
            part.append(line)
        elif part:
            yield "\n".join(part)
            part = []
