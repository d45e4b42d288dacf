"""The paragraphs of a story: their words as they are shown, what they are, what hangs on them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.legacy.word import letters, marks
from ingest.readers.legacy.word.fib import Header
from ingest.readers.legacy.word.formats import Formats
from ingest.readers.legacy.word.styles import OldWordStyle, changed, styles_of
from ingest.readers.legacy.word.text import Stretch, WordText
from ingest.readers.sections.lines import Run

_ENDS = re.compile("[\r\x07\x0c]")
_FIELDS = re.compile("[\x13\x14\x15]")
_OPENS, _SHOWS, _CLOSES = "\x13", "\x14", "\x15"
_SIGNS = str.maketrans(
    {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": None, "\x05": None, "\x02": None, "\t": " "}
)


@dataclass(slots=True)
class WordParagraph:
    """A paragraph from character `first` to `last` of all stories. `end` is the sign that ends it.

    `in_table` and `ends_row` say what it is in a table; `row` and `is_head` are what a row says of its cells.
    """

    first: int
    last: int
    end: str
    style: OldWordStyle
    runs: list[Run] = field(default_factory=list)
    in_table: bool = False
    ends_row: bool = False
    depth: int = 1
    row: bytes = b""
    is_head: bool = False


class Paragraphs:
    """Reads the paragraphs of a file."""

    def __init__(self, header: Header, text: WordText) -> None:
        self._header = header
        self._text = text
        self._all = _closed(text.all)
        self._styles = styles_of(header)
        self._formats = Formats(header, "paragraphs")

    def between(self, first: int, last: int) -> Iterator[WordParagraph]:
        """The paragraphs between two characters. Fields that begin in one may end in another."""
        last = min(last, len(self._all))
        fields: list[bool] = []
        while first < last:
            found = _ENDS.search(self._all, first, last)
            end = found.end() if found else last
            paragraph = self._paragraph(first, end)
            paragraph.runs = list(self._runs(first, end - bool(found), paragraph.style, fields))
            yield paragraph
            first = end

    def _paragraph(self, first: int, end: int) -> WordParagraph:
        data = self._formats.at(self._text.place(end - 1))
        number = int.from_bytes(data[:2], "little")
        style = self._styles[number] if number < len(self._styles) else OldWordStyle()
        data = data[2:]
        found = WordParagraph(first, end, self._all[end - 1], changed(style, data, self._header.is_old))
        for code, operand in marks.changes(data, self._header.is_old):
            is_set = bool(operand[:1].strip(b"\0"))
            if code == marks.IN_TABLE:
                found.in_table = is_set
            elif code == marks.ROW_END:
                found.ends_row = is_set
            elif code == marks.DEPTH:
                found.depth = int.from_bytes(operand[:1], "little")
            elif code == marks.ROW:
                found.row = operand
            elif code == marks.ROW_HEAD:
                found.is_head = is_set
        return found

    def _runs(self, first: int, last: int, style: OldWordStyle, fields: list[bool]) -> Iterator[Run]:
        for stretch in self._text.stretches(first, last):
            bold, shown, symbol = self._look(stretch, style)
            words = self._all[stretch.first : stretch.last]
            if symbol:
                words = words.replace("(", symbol)
            said = "".join(_visible(words, fields))
            if shown and said:
                yield letters.whole(said.translate(_SIGNS)), bold

    def _look(self, stretch: Stretch, style: OldWordStyle) -> tuple[bool, bool, str]:
        """Whether a stretch is bold, whether it is shown, the sign that it stands for, "" for its own letters."""
        bold, shown, symbol = style.bold, True, ""
        for data in (stretch.data, stretch.more):
            for code, operand in marks.changes(data, self._header.is_old) if data else ():
                value = operand[0] if operand else 0
                if code == marks.BOLD:
                    bold = style.bold if value == 0x80 else (not style.bold if value == 0x81 else value == 1)
                elif code in (marks.DELETED, marks.HIDDEN) and value in (1, 0x81):
                    shown = False
                elif code == marks.SYMBOL and len(operand) >= 4:
                    symbol = chr(int.from_bytes(operand[2:4], "little"))
        return bold, shown, symbol


def _closed(text: str) -> str:
    """The text without the beginnings of fields that never end: all that follows would be taken for their code."""
    if text.count(_OPENS) == text.count(_CLOSES):
        return text
    loose: list[int] = []
    for sign in re.finditer("[\x13\x15]", text):
        if sign.group() == _OPENS:
            loose.append(sign.start())
        elif loose:
            loose.pop()
    letters_of = list(text)
    for at in loose:
        letters_of[at] = "\0"
    return "".join(letters_of)


def _visible(words: str, fields: list[bool]) -> Iterator[str]:
    """The words without the codes of fields. `fields` says of each field that is open whether its result has begun."""
    at = 0
    for sign in _FIELDS.finditer(words):
        if all(fields):
            yield words[at : sign.start()]
        at = sign.end()
        if sign.group() == _OPENS:
            fields.append(False)
        elif sign.group() == _SHOWS and fields:
            fields[-1] = True
        elif sign.group() == _CLOSES and fields:
            fields.pop()
    if all(fields):
        yield words[at:]
