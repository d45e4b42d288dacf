"""The records of a binary part: a number, a length, and so many bytes."""

import struct
from collections.abc import Iterator

from ingest.readers.sheets.xlsx.package import Package, PartBroken
from ingest.readers.sheets.xlsx.strings import clean

ROW, BLANK, RK, ERROR, TRUTH, REAL, TEXT, SHARED = 0, 1, 2, 3, 4, 5, 6, 7
FORMULA_TEXT, FORMULA_REAL, FORMULA_TRUTH, FORMULA_ERROR, RICH_TEXT = 8, 9, 10, 11, 62
STRING, FONT, FORMAT, FILL, STYLE = 19, 43, 44, 45, 47
COLUMNS, PANE, PROPERTIES, SHEET, MERGED = 60, 151, 153, 156, 176
FILTER, STYLES_BEGIN, STYLES_END, COMMENT, COMMENT_TEXT = 161, 617, 618, 635, 637
_LARGEST = 10_000_000  # bytes of a record
_NO_TEXT = 0xFFFFFFFF


def records(package: Package, name: str) -> Iterator[tuple[int, bytes]]:
    """(number, content) of each record of a part. Raises PartBroken where the part is missing or cut off."""
    buffer, at = b"", 0
    for chunk in package.stream(name):
        buffer, at = buffer[at:] + chunk, 0
        while found := _record(buffer, at):
            number, begin, end = found
            yield number, buffer[begin:end]
            at = end
        if len(buffer) - at > _LARGEST:
            break
    if at < len(buffer):
        raise PartBroken(name)


def _record(buffer: bytes, at: int) -> tuple[int, int, int] | None:
    """The number of the record at a place, and where its content begins and ends; None where it is not all there."""
    number, at = _packed(buffer, at, 2)
    length, at = _packed(buffer, at, 4) if at else (0, 0)
    return (number, at, at + length) if at and at + length <= len(buffer) else None


def _packed(buffer: bytes, at: int, most: int) -> tuple[int, int]:
    """A number in up to `most` bytes of seven bits, and the place after it; 0 for that where it is not all there."""
    value = 0
    for index in range(most):
        if at + index >= len(buffer):
            return 0, 0
        byte = buffer[at + index]
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            return value, at + index + 1
    return value, at + most


def text(content: bytes, at: int) -> tuple[str, int]:
    """The string at a place of a record, and the place after it; "" for none."""
    (length,) = struct.unpack_from("<I", content, at)
    if length == _NO_TEXT:
        return "", at + 4
    end = min(len(content), at + 4 + 2 * length)
    return content[at + 4 : end].decode("utf-16-le", errors="replace"), end


def words(content: bytes, at: int) -> str:
    """The string at a place of a record, fit to be stored."""
    return clean(text(content, at)[0])


def rk(value: int) -> float:
    """A number in four bytes: a whole one or the first half of a float, perhaps a hundred times too large."""
    if value & 2:
        number = float((value >> 2) - (1 << 30 if value & 0x80000000 else 0))
    else:
        (number,) = struct.unpack("<d", struct.pack("<II", 0, value & 0xFFFFFFFC))
    return number / 100 if value & 1 else number
