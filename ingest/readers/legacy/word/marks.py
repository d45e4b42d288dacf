"""The changes to properties that formatting is written as (sprm): each a number and its operand."""

from collections.abc import Iterator

DELETED, HIDDEN, BOLD, SYMBOL, FONT = 0x0800, 0x083C, 0x0835, 0x6A09, 0x4A4F
IN_TABLE, ROW_END, LEVEL, LIST, LIST_LEVEL, STYLE = 0x2416, 0x2417, 0x2640, 0x460B, 0x260A, 0x4600
DEPTH, ROW, ROW_HEAD = 0x6649, 0xD608, 0x3404

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_TABS = 0xC615
# Word 6 and 95: the length of each operand, -1 where a byte says it; what is not here ends the reading.
_OLD_SIZES = {
    2: 2, 3: -1, 12: -1, 15: -1, 20: 4, 23: -1, 68: -1, 70: 4, 73: 3, 74: -1, 81: -1, 82: -1, 83: 0, 95: 3, 103: -1,
    **dict.fromkeys((4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 24, 25, 29, 37, 44, 50, 51, 65, 66, 67, 71, 75), 1),
    **dict.fromkeys((*range(16, 20), 21, 22, 26, 27, 28, *range(30, 37), *range(38, 44), *range(45, 50)), 2),
    **dict.fromkeys((69, 72, 80, 93, 96, 97, 99, 101, 107), 2),
    **dict.fromkeys((*range(85, 93), 94, 98, 100, 102, 104), 1),
    188: -2, 190: -2, 182: 2, 183: 2, 184: 2, 185: 1, 186: 1, 187: 12, 189: 2, 191: -1,
}  # fmt: skip
_OLD_NAMES = {
    65: DELETED,
    92: HIDDEN,
    85: BOLD,
    93: FONT,
    24: IN_TABLE,
    25: ROW_END,
    2: STYLE,
    190: ROW,
    186: ROW_HEAD,
}


def changes(data: bytes, is_old: bool) -> Iterator[tuple[int, bytes]]:
    """The number and the operand of each change; numbers of Word 6 as those of Word 97 where they are used here."""
    yield from _old(data) if is_old else _new(data)


def _new(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 3 <= len(data):
        code = int.from_bytes(data[at : at + 2], "little")
        at += 2
        size = _SIZES[code >> 13]
        if not size and code in (ROW, 0xD606):
            size = int.from_bytes(data[at : at + 2], "little") - 1
            at += 2
        elif not size:
            size = data[at]
            if code == _TABS and size == 255:
                return
            at += 1
        yield code, data[at : at + size]
        at += max(0, size)


def _old(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 1 < len(data):
        code = data[at]
        at += 1
        size = _OLD_SIZES.get(code)
        if size is None:
            return
        if size == -1:
            size = data[at]
            at += 1
        elif size == -2:
            size = int.from_bytes(data[at : at + 2], "little") - 1
            at += 2
        yield _OLD_NAMES.get(code, 0), data[at : at + size]
        at += max(0, size)
