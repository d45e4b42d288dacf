"""The words of a Word file put together from its pieces, with where each of them stands in the stream."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from struct import error as StructError
from struct import unpack_from

from ingest.readers.legacy.container import damaged
from ingest.readers.legacy.word import letters, marks
from ingest.readers.legacy.word.fib import Header
from ingest.readers.legacy.word.formats import Formats

_LONGEST = 20_000_000  # characters
_NARROW = 0x40000000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters from `first` to `last` that are formatted alike, by the changes in `data` and then in `more`."""

    first: int
    last: int
    data: bytes
    more: bytes


@dataclass(frozen=True, slots=True)
class _Piece:
    first: int
    last: int
    place: int
    width: int
    more: bytes


class WordText:
    """All stories one after another in `all`, one character for each that Word counts."""

    def __init__(self, header: Header) -> None:
        """Raises UnreadableFile where the pieces make no sense."""
        self._header = header
        self._formats = Formats(header, "characters")
        self._pieces = _pieces(header)
        self._starts = [piece.first for piece in self._pieces]
        usual = letters.of_language(header.language)
        self._usual = usual
        self._fonts = letters.of_fonts(header, usual) if header.is_old else []
        self.all = "".join(self._words(piece) for piece in self._pieces)

    def place(self, character: int) -> int:
        """Where a character stands in the stream; -1 where it stands nowhere."""
        index = bisect_right(self._starts, character) - 1
        if index < 0 or character >= self._pieces[index].last:
            return -1
        piece = self._pieces[index]
        return piece.place + (character - piece.first) * piece.width

    def stretches(self, first: int, last: int) -> Iterator[Stretch]:
        """The stretches between two characters, in order."""
        index = max(0, bisect_right(self._starts, first) - 1)
        while first < last and index < len(self._pieces):
            piece = self._pieces[index]
            index += 1
            end = min(last, piece.last)
            if end <= first:
                continue
            begin = piece.place + (first - piece.first) * piece.width
            for stop, data in self._formats.stretches(begin, begin + (end - first) * piece.width):
                after = min(end, piece.first + (stop - piece.place + piece.width - 1) // piece.width)
                if after > first:
                    yield Stretch(first, after, data, piece.more)
                    first = after

    def _words(self, piece: _Piece) -> str:
        count = piece.last - piece.first
        data = self._header.words[piece.place : piece.place + count * piece.width]
        if piece.width == 2:
            found = letters.units(data)
        elif not self._fonts:
            found = letters.decoded(data, "cp1252" if not self._header.is_old else self._usual)
        else:
            found = "".join(self._by_font(piece.place, data))
        return found.ljust(count, "\0")

    def _by_font(self, place: int, data: bytes) -> Iterator[str]:
        at = place
        for stop, changes in self._formats.stretches(place, place + len(data)):
            encoding = self._usual
            for code, operand in marks.changes(changes, True):
                number = int.from_bytes(operand[:2], "little")
                if code == marks.FONT and number < len(self._fonts):
                    encoding = self._fonts[number]
            yield letters.decoded(data[at - place : stop - place], encoding)
            at = stop


def _pieces(header: Header) -> list[_Piece]:
    """The pieces in order; one of everything where the file has no table of them."""
    total = sum(header.lengths.values())
    if total > _LONGEST:
        raise damaged("Word")
    table = header.table("pieces")
    try:
        found = list(_listed(header, table)) if table else []
    except (StructError, IndexError) as error:
        raise damaged("Word") from error
    if not found and header.is_old:
        found = [_Piece(0, total, header.first, 1, b"")]
    if not found or found[-1].last > _LONGEST:
        raise damaged("Word")
    return found


def _listed(header: Header, table: bytes) -> Iterator[_Piece]:
    at, changes = 0, list[bytes]()
    while at < len(table) and table[at] == 1:
        length = unpack_from("<H", table, at + 1)[0]
        changes.append(table[at + 3 : at + 3 + length])
        at += 3 + length
    if at >= len(table) or table[at] != 2:
        return
    length = unpack_from("<I", table, at + 1)[0]
    body = table[at + 5 : at + 5 + length]
    count = max(0, (len(body) - 4) // 12)
    ends = unpack_from(f"<{count + 1}I", body)
    for index in range(count):
        place, how = unpack_from("<IH", body, 4 * (count + 1) + 8 * index + 2)
        if ends[index + 1] < ends[index] or (index == 0 and ends[0]):
            raise damaged("Word")
        more = changes[how >> 1] if how & 1 and how >> 1 < len(changes) else b""
        if header.is_old:
            yield _Piece(ends[index], ends[index + 1], place, 1, more)
        elif place & _NARROW:
            yield _Piece(ends[index], ends[index + 1], (place & ~_NARROW) // 2, 1, more)
        else:
            yield _Piece(ends[index], ends[index + 1], place, 2, more)
