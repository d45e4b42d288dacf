"""Source code: a page is a class or a function, or several short ones; what its comments say is read as text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.decoding import words_of
from ingest.readers.programs.comments import CodeComment, remarks
from ingest.readers.programs.languages import BY_SUFFIX, Syntax
from ingest.readers.sections.parting import write_sections
from ingest.readers.sections.pieces import Piece
from rag.values.pages import Kind

_LINES = 40  # of code in one block
_LEVELS = 3  # of classes and functions in each other that are headings


class SourceReader:
    """Reads source code; its language is told by the suffix."""

    media_type = "text/x-source"

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        text, problems = words_of(path.read_bytes())
        language = BY_SUFFIX.get(path.suffix.lower(), Syntax())
        book = Book(self.media_type, "section", page_limit)
        write_sections(list(_pieces(text.expandtabs(4).split("\n"), language)), book)
        progress(1, 1)
        # It has no title of its own: that a file begins with a function does not make it one.
        return replace(book.finish("", problems), title="")


def _pieces(lines: Sequence[str], language: Syntax) -> Iterator[Piece]:
    """What is declared as headings, comments as paragraphs, all else as code."""
    found = remarks(lines, language)
    said = {remark.first: remark for remark in found}
    ends = {remark.last: remark.first for remark in found}
    names = _declared(lines, language, found)
    # What is said right above a declaration is about it.
    moved = {ends.get(line, line): name for line, name in names.items()}
    code: list[str] = []
    index = 0
    while index < len(lines):
        remark = said.get(index)
        if index in moved:
            yield from _code(code)
            code = []
            level, name = moved[index]
            yield Piece(Kind.HEADING, name, level=level + 1)
        if remark is not None:
            yield from _code(code)
            code = []
            yield from (Piece(Kind.PARAGRAPH, words) for words in remark.paragraphs)
            index = remark.last
        else:
            code.append(lines[index])
            index += 1
    yield from _code(code)


def _declared(
    lines: Sequence[str], language: Syntax, said: Sequence[CodeComment]
) -> dict[int, tuple[int, str]]:
    """The lines that declare something: (how deep it stands in others, its name with theirs)."""
    inside = {line for remark in said for line in range(remark.first, remark.last)}
    found: dict[int, tuple[int, str]] = {}
    open_names: list[tuple[int, str]] = []
    for index, line in enumerate(lines):
        match = language.begins.match(line[:400]) if language.begins and index not in inside else None
        name = next((part for part in match.groups() if part), "") if match else ""
        if not name:
            continue
        indent = len(line) - len(line.lstrip())
        open_names = [(own, above) for own, above in open_names if own < indent]
        if len(open_names) < _LEVELS:
            open_names.append((indent, name))
            found[index] = len(open_names), ".".join(above for _, above in open_names)
    return found


def _code(lines: Sequence[str]) -> Iterator[Piece]:
    """Lines of code in blocks that are not too long, parted at blank lines where there are some."""
    first = 0
    while first < len(lines):
        last = min(len(lines), first + _LINES)
        if last < len(lines):
            last = next(
                (cut for cut in range(last, first + _LINES // 2, -1) if not lines[cut - 1].strip()), last
            )
        words = "\n".join(lines[first:last]).strip("\n")
        if re.search(r"\w", words):
            yield Piece(Kind.CODE, words)
        first = last
