"""Plain text and Markdown: one page, its text as in the file but for line ends and control characters."""

import codecs
import re
from pathlib import Path

import charset_normalizer

from ingest.readers.base import Progress, ReadFile, Section
from ingest.readers.cleaning import printable
from rag.common.titles import is_placeholder
from rag.errors import Refusal, UnreadableFile
from rag.values import Page

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SAMPLE = 200_000  # bytes that the guess of an encoding looks at
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?=\S)([^\n]{1,100})\n(?:=+|-{3,})[ \t]*$", re.MULTILINE)
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_EMPHASIS = re.compile(r"[*_`]{1,3}(\S(?:.*?\S)?)[*_`]{1,3}|\[([^\]]*)\]\([^)]*\)")
_ESCAPED = re.compile(r"\\([^\w\s])")
_TITLE_LENGTH = 120


class TextReader:
    """Plain text. One that begins with a Markdown heading is taken for Markdown; in others "#" is a comment."""

    media_type = "text/plain"

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        text, problems = _decoded(path.read_bytes())
        text = printable(text).strip("\n")
        if not any(character.isalnum() for character in text):
            raise UnreadableFile(
                "There is no text in it. If it should have some, save it again and add that.", Refusal.EMPTY
            )
        is_markdown = self.media_type == "text/markdown" or _HEADING.match(text.lstrip())
        sections = _sections(text) if is_markdown else ()
        page = Page(1, text, "text", sections[0].title if sections else "")
        progress(1, 1)
        return ReadFile(_title(text, sections), self.media_type, (page,), problems, sections)


class MarkdownReader(TextReader):
    """Markdown, kept as it is written."""

    media_type = "text/markdown"


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text by its byte order mark, as UTF-8, or by a guess (which the problems then say)."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(content[:_SAMPLE]).best()
    if best is None:
        raise UnreadableFile(
            "It is not text, whatever its name says. Save it as text in UTF-8 and add that.", Refusal.REFUSED
        )
    guessed = (
        f"The encoding is not UTF-8; it was read as {best.encoding}. If letters are wrong, save it as UTF-8."
    )
    return content.decode(best.encoding, errors="replace"), (guessed,)


def _sections(text: str) -> tuple[Section, ...]:
    fenced = [match.span() for match in _FENCED.finditer(text)]
    found = [(match.start(), match.group(2)) for match in _HEADING.finditer(text)]
    found += [(match.start(), match.group(1)) for match in _UNDERLINED.finditer(text)]
    return tuple(
        Section(1, start, plain)
        for start, heading in sorted(found)
        if not any(first <= start < last for first, last in fenced) and (plain := _plain(heading))
    )


def _plain(heading: str) -> str:
    bare = _EMPHASIS.sub(lambda match: match.group(1) or match.group(2) or "", heading)
    return " ".join(_ESCAPED.sub(r"\1", bare).split())


def _title(text: str, sections: tuple[Section, ...]) -> str:
    """The first heading, if the text begins with it; else a short first line; "" where it is no title."""
    first = text.lstrip().split("\n", 1)[0].strip()
    if sections and not text[: sections[0].start].strip():
        found = sections[0].title
    else:
        found = _plain(first) if 3 < len(first) <= _TITLE_LENGTH and first[-1] not in ".,;:!?" else ""
    return "" if is_placeholder(found) else found
