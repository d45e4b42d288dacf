"""What is in the records of an XLS file and is no cell: text boxes, the words of charts, head and foot lines."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import olefile

from ingest.readers.sheets.xlsx.cells import margin
from ingest.readers.sheets.xlsx.strings import clean

_BEGIN, _END, _SHEET, _GOES_ON = 0x809, 0x0A, 0x85, 0x3C
_TEXT_BOX, _CHART_TEXT, _HEAD, _FOOT = 0x1B6, 0x100D, 0x14, 0x15
_IS_CHART = 0x20


@dataclass(slots=True)
class Surroundings:
    """What is drawn on a sheet (or, for a sheet that is a chart, is on it) and written at its margins."""

    boxes: list[str] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    is_chart: bool = False


def surroundings(path: Path) -> dict[str, Surroundings]:
    """By the name of each sheet what is around its cells; only of files of Excel 97 and later, {} of others."""
    try:
        with olefile.OleFileIO(str(path)) as container:
            if not container.exists("Workbook"):
                return {}
            with container.openstream("Workbook") as stream:
                return _read(stream.read())
    except (OSError, struct.error, LookupError, ValueError, TypeError, RecursionError):
        return {}


def _read(content: bytes) -> dict[str, Surroundings]:
    starts = [(at, name) for at, name in _names(content) if 0 < at < len(content)]
    found: dict[str, Surroundings] = {}
    for at, name in starts:
        found[name] = _of_sheet(content, at)
    return found


def _records(content: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        yield kind, content[at + 4 : at + 4 + length]
        at += 4 + length


def _names(content: bytes) -> Iterator[tuple[int, str]]:
    for kind, data in _records(content, 0):
        if kind == _END:
            return
        if kind == _SHEET and len(data) > 8:
            yield struct.unpack_from("<I", data)[0], _string(data[7:], data[6])


def _of_sheet(content: bytes, start: int) -> Surroundings:
    found, depth, waits = Surroundings(), 0, False
    for kind, data in _records(content, start):
        if kind == _BEGIN:
            depth += 1
            found.is_chart |= depth == 1 and data[2:4] == _IS_CHART.to_bytes(2, "little")
        elif kind == _END:
            depth -= 1
            if not depth:
                break
        elif kind == _TEXT_BOX:
            waits = True
        elif kind == _GOES_ON and waits:
            waits = False
            _keep(found.boxes, _string(data, len(data)))
        elif kind == _CHART_TEXT and len(data) > 4:
            _keep(found.charts, _string(data[3:], data[2]))
        elif kind in (_HEAD, _FOOT) and len(data) > 3:
            _keep(found.margins, margin(_string(data[2:], struct.unpack_from("<H", data)[0])))
    return found


def _string(data: bytes, length: int) -> str:
    """Words of at most `length` characters after a byte that says how many bytes a character has."""
    wide = bool(data[:1] and data[0] & 1)
    return clean(
        data[1 : 1 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", errors="ignore")
    )


def _keep(texts: list[str], words: str) -> None:
    if words and words not in texts:
        texts.append(words)
