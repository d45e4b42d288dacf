"""The beginning of a Word file: its version, what it is locked with, how long its parts are, where its tables stand."""

from dataclasses import dataclass
from struct import error as StructError
from struct import unpack_from

from ingest.readers.legacy.container import Container, damaged, locked, too_old

_WORD_97, _WORD_6 = 0xA5EC, 0xA5DC
_STORIES = ("text", "notes", "heads", "macros", "comments", "endnotes", "boxes", "head_boxes")
# Where the table of each thing stands: the number of its pair (offset, length) in Word 97, its offset in Word 6.
_TABLES = {
    "styles": (1, 0x60),
    "note_marks": (2, 0x68),
    "note_texts": (3, 0x70),
    "comment_marks": (4, 0x78),
    "comment_texts": (5, 0x80),
    "heads": (11, 0xB0),
    "characters": (12, 0xB8),
    "paragraphs": (13, 0xC0),
    "fonts": (15, 0xD0),
    "pieces": (33, 0x160),
    "shapes": (40, 0),
    "endnote_marks": (46, 0),
    "endnote_texts": (47, 0),
    "box_texts": (56, 0),
    "lists": (73, 0),
    "list_uses": (74, 0),
}


@dataclass(frozen=True, slots=True)
class Header:
    """A Word file opened: the stream of its words, the one of its `tables`, the length of each story in characters.

    `is_old`: it is of Word 6 or 95. `language` is the number of the language it was written in. `first` is where the
    words begin, where there is no table of pieces.
    """

    words: bytes
    tables: bytes
    is_old: bool
    language: int
    first: int
    lengths: dict[str, int]
    places: dict[str, tuple[int, int]]

    def table(self, name: str) -> bytes:
        """The bytes of a table, b"" where there is none."""
        start, length = self.places.get(name, (0, 0))
        return self.tables[start : start + length] if length else b""

    def after(self, name: str) -> bytes:
        """Everything from the beginning of a table on: some go on behind their stated end."""
        start, length = self.places.get(name, (0, 0))
        return self.tables[start:] if length else b""

    def story(self, name: str) -> tuple[int, int]:
        """(first, last) character of a story, counted over all stories."""
        first = sum(self.lengths[before] for before in _STORIES[: _STORIES.index(name)])
        return first, first + self.lengths[name]


def opened(container: Container) -> Header:
    """The header of a Word file.

    Raises UnreadableFile where it is locked, older than Word 6, or damaged.
    """
    words = container.stream("WordDocument")
    try:
        kind, _, _, language, _, flags = unpack_from("<6H", words)
        if flags & 0x0100:
            raise locked()
        if kind == _WORD_97:
            name = "1Table" if flags & 0x0200 else "0Table"
            tables = container.stream(name) or container.stream("0Table" if flags & 0x0200 else "1Table")
            count = unpack_from("<H", words, 152)[0]
            lengths = unpack_from("<8i", words, 76)
            places = {
                key: _place(words, 154 + 8 * number) for key, (number, _) in _TABLES.items() if number < count
            }
        elif kind == _WORD_6:
            tables = words
            lengths = unpack_from("<8i", words, 0x34)
            places = {key: _place(words, offset) for key, (_, offset) in _TABLES.items() if offset}
        else:
            raise too_old("Word", ".docx") if words and kind in (0xA5DB, 0xA59B, 0xA59C) else damaged("Word")
        first = unpack_from("<I", words, 0x18)[0]
    except StructError as error:
        raise damaged("Word") from error
    if any(length < 0 for length in lengths) or sum(lengths) > max(len(words), 4) * 2:
        raise damaged("Word")
    stories = dict(zip(_STORIES, lengths, strict=True))
    return Header(words, tables, kind == _WORD_6, language, first, stories, places)


def _place(words: bytes, offset: int) -> tuple[int, int]:
    start, length = unpack_from("<2I", words, offset)
    return start, length
