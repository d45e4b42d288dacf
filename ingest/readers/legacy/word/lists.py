"""The numbers that lists of a Word file show, counted as Word counts them."""

from dataclasses import dataclass
from struct import error as StructError
from struct import unpack_from

from ingest.readers.legacy.word import letters
from ingest.readers.legacy.word.fib import Header
from ingest.readers.opendocument.numbering import formatted

_FORMS = {0: "1", 1: "I", 2: "i", 3: "A", 4: "a"}
_BULLET, _NOTHING = 23, 255
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: int
    shown: str


class WordLists:
    """The lists of a file as far as they are counted."""

    def __init__(self, header: Header) -> None:
        self._levels: dict[int, list[_Level]] = {}
        self._uses: list[tuple[int, dict[int, int]]] = []
        self._counted: dict[int, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()
        try:
            self._read_lists(header.after("lists"))
            self._read_uses(header.table("list_uses"))
        except (StructError, IndexError):
            return  # what could be read of them counts

    def next(self, use: int, level: int) -> str | None:
        """The number of the next item, "" for a bullet; None where there is no such list."""
        if not 0 < use <= len(self._uses):
            return None
        name, starts = self._uses[use - 1]
        levels = self._levels.get(name)
        if not levels:
            return None
        level = min(level, len(levels) - 1)
        counted = self._counted.setdefault(name, [None] * 9)
        before = counted[level]
        counted[level] = levels[level].start if before is None else before + 1
        if level in starts and (use, level) not in self._begun:
            self._begun.add((use, level))
            counted[level] = starts[level]
        counted[level + 1 :] = [None] * (8 - level)
        return self._said(levels, counted, level)

    def _said(self, levels: list[_Level], counted: list[int | None], level: int) -> str:
        own = levels[level]
        if own.form in (_BULLET, _NOTHING):
            return "" if own.form == _BULLET else own.shown.strip()
        said = list[str]()
        for letter in own.shown:
            at = ord(letter)
            if at >= 9:
                said.append(letter)
                continue
            form = levels[at].form if at < len(levels) else 0
            count = counted[at]
            said.append(_number(levels[at].start if count is None and at < len(levels) else count or 0, form))
        return "".join(said).strip()

    def _read_lists(self, data: bytes) -> None:
        if not data:
            return
        count = min(unpack_from("<H", data)[0], _MOST)
        at = 2 + 28 * count
        for index in range(count):
            name = unpack_from("<i", data, 2 + 28 * index)[0]
            simple = data[2 + 28 * index + 26] & 1
            levels = list[_Level]()
            for _ in range(1 if simple else 9):
                level, at = _level(data, at)
                levels.append(level)
            self._levels[name] = levels

    def _read_uses(self, data: bytes) -> None:
        if not data:
            return
        count = min(unpack_from("<I", data)[0], _MOST)
        heads = [unpack_from("<i8xB", data, 4 + 16 * index) for index in range(count)]
        self._uses = [(name, {}) for name, _ in heads]
        at = 4 + 16 * count
        for index, (_, changes) in enumerate(heads):
            at += 4
            for _ in range(changes):
                start, flags = unpack_from("<iI", data, at)
                at += 8
                if flags & 0x10:
                    self._uses[index][1][flags & 0xF] = max(0, min(start, 1_000_000))
                if flags & 0x20:
                    _, at = _level(data, at)


def _level(data: bytes, at: int) -> tuple[_Level, int]:
    start, form = unpack_from("<iB", data, at)
    characters, paragraphs = data[at + 24], data[at + 25]
    at += 28 + characters + paragraphs
    length = unpack_from("<H", data, at)[0]
    shown = letters.units(data[at + 2 : at + 2 + 2 * length])
    return _Level(max(0, min(start, 1_000_000)), form, shown), at + 2 + 2 * length


def _number(count: int, form: int) -> str:
    if form in (_BULLET, _NOTHING):
        return ""
    return f"{count:02d}" if form == 22 else formatted(count, _FORMS.get(form, "1"))
