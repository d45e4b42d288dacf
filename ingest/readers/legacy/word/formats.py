"""Which formatting the bytes of the words have: characters and paragraphs, from pages of 512 bytes (FKP)."""

from bisect import bisect_right
from struct import error as StructError
from struct import unpack_from

from ingest.readers.legacy.word.fib import Header

_PAGE = 512


class Formats:
    """The formatting of stretches of the stream of words, by where they stand in it."""

    def __init__(self, header: Header, table: str) -> None:
        """`table` is "characters" or "paragraphs"."""
        self._header = header
        self._of_paragraphs = table == "paragraphs"
        found: dict[int, tuple[int, bytes]] = {}
        for page in self._pages(header.table(table)):
            self._read(header.words[page * _PAGE : (page + 1) * _PAGE], found)
        self._starts = sorted(found)
        self._found = found

    def at(self, place: int) -> bytes:
        """The changes for the byte at `place`, b"" where there are none."""
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return b""
        end, data = self._found[self._starts[index]]
        return data if place < end else b""

    def stretches(self, first: int, last: int) -> list[tuple[int, bytes]]:
        """The end and the changes of each stretch between two places; gaps between them have none."""
        found: list[tuple[int, bytes]] = []
        at = first
        index = max(0, bisect_right(self._starts, first) - 1)
        while at < last and index < len(self._starts):
            start = self._starts[index]
            end, data = self._found[start]
            index += 1
            if end <= at:
                continue
            if start > at:
                found.append((min(start, last), b""))
            if start >= last:
                return found
            at = min(end, last)
            found.append((at, data))
        return found if at >= last else [*found, (last, b"")]

    def _pages(self, table: bytes) -> list[int]:
        size = 2 if self._header.is_old else 4
        count = max(0, (len(table) - 4) // (4 + size))
        form = "<H" if self._header.is_old else "<I"
        return [
            unpack_from(form, table, 4 * (count + 1) + size * index)[0] & 0x3FFFFF for index in range(count)
        ]

    def _read(self, page: bytes, found: dict[int, tuple[int, bytes]]) -> None:
        if len(page) < _PAGE:
            return
        count = page[_PAGE - 1]
        step = (7 if self._header.is_old else 13) if self._of_paragraphs else 1
        if 4 * (count + 1) + step * count >= _PAGE:
            return
        try:
            places = unpack_from(f"<{count + 1}I", page)
        except StructError:
            return
        for index in range(count):
            offset = 2 * page[4 * (count + 1) + step * index]
            data = self._changes(page, offset) if offset else b""
            if places[index] < places[index + 1]:
                found[places[index]] = places[index + 1], data

    def _changes(self, page: bytes, offset: int) -> bytes:
        """What stands at an offset of a page; for paragraphs the number of their style comes first."""
        length = page[offset]
        if not self._of_paragraphs:
            return page[offset + 1 : offset + 1 + length]
        if self._header.is_old:
            return page[offset + 1 : offset + 1 + 2 * length]
        if length == 0 and offset + 1 < _PAGE:
            return page[offset + 2 : offset + 2 + 2 * page[offset + 1]]
        return page[offset + 1 : offset + 2 * length]
