"""The styles of a Word file: what each of them is for, its level as a heading, its list, whether it is bold."""

from dataclasses import dataclass, replace
from struct import error as StructError
from struct import unpack_from

from ingest.readers.legacy.word import letters, marks
from ingest.readers.legacy.word.fib import Header

_NONE = 0xFFF
_DEEPEST = 50
_MOST = 5000
_HEADINGS = range(1, 10)
CONTENTS = range(19, 28)
CAPTION, TITLE, NO_LEVEL = 34, 62, 9


@dataclass(frozen=True, slots=True)
class OldWordStyle:
    """A style with what it has from those it is based on. `use` is the number that Word has for its own ones (sti).

    `level` is 1 to 9 of a heading, else 0. `uses` and `list_level` say the list that it is numbered by.
    """

    use: int = _NONE
    name: str = ""
    level: int = 0
    uses: int = 0
    list_level: int = 0
    bold: bool = False


def changed(style: OldWordStyle, data: bytes, is_old: bool) -> OldWordStyle:
    """A style with changes to it."""
    for code, operand in marks.changes(data, is_old):
        number = int.from_bytes(operand[:2], "little")
        if code == marks.LEVEL:
            style = replace(style, level=number + 1 if number < NO_LEVEL else 0)
        elif code == marks.LIST:
            style = replace(style, uses=number if number < 0x7FF else 0)
        elif code == marks.LIST_LEVEL:
            style = replace(style, list_level=min(number, 8))
        elif code == marks.BOLD:
            style = replace(style, bold=style.bold if number == 0x80 else number in (1, 0x81))
    return style


def styles_of(header: Header) -> list[OldWordStyle]:
    """The styles by their number; fewer where the table is broken."""
    try:
        return _Sheet(header).styles()
    except (StructError, IndexError):
        return []


class _Sheet:
    def __init__(self, header: Header) -> None:
        self._header = header
        data = header.table("styles")
        length, count, self._fixed = unpack_from("<3H", data)
        at, self._entries = 2 + length, list[bytes]()
        for _ in range(min(count, _MOST)):
            if at + 2 > len(data):
                break
            size = unpack_from("<H", data, at)[0]
            self._entries.append(data[at + 2 : at + 2 + size])
            at += 2 + size
        self._made: dict[int, OldWordStyle] = {}

    def styles(self) -> list[OldWordStyle]:
        return [self._style(number, 0) for number in range(len(self._entries))]

    def _style(self, number: int, depth: int) -> OldWordStyle:
        if number in self._made:
            return self._made[number]
        entry = self._entries[number] if number < len(self._entries) else b""
        if len(entry) < 10 or depth > _DEEPEST:
            return OldWordStyle()
        use, kinds, counts = unpack_from("<3H", entry)
        use, base = use & 0xFFF, kinds >> 4
        style = self._style(base, depth + 1) if base != _NONE and base != number else OldWordStyle()
        name, at = self._name(entry)
        level = use if use in _HEADINGS else style.level
        style = replace(style, use=use if use not in (0xFFE, _NONE) else style.use, name=name, level=level)
        for part in range(counts & 0xF if kinds & 0xF == 1 else 0):
            size = unpack_from("<H", entry, at)[0] if at + 2 <= len(entry) else 0
            data = entry[at + 2 : at + 2 + size]
            style = changed(style, data[2:] if part == 0 else data, self._header.is_old)
            at += 2 + size + size % 2
        self._made[number] = style
        return style

    def _name(self, entry: bytes) -> tuple[str, int]:
        """The name of a style, and where what follows it begins."""
        at = self._fixed if self._fixed >= 8 else 8
        if self._header.is_old:
            length = entry[at]
            end = at + length + 2
            return entry[at + 1 : at + 1 + length].decode("cp1252", "replace"), end + end % 2
        length = unpack_from("<H", entry, at)[0]
        end = at + 2 + 2 * length + 2
        return letters.whole(letters.units(entry[at + 2 : at + 2 + 2 * length])), end + end % 2
