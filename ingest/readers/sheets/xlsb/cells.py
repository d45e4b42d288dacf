"""The cells of a sheet of a binary workbook."""

import struct
from collections.abc import Callable, Sequence

from ingest.readers.sheets import errors, looks
from ingest.readers.sheets.formats import showing
from ingest.readers.sheets.grid import CellArea, Shown, Shows
from ingest.readers.sheets.sheet import ShownSheet
from ingest.readers.sheets.xlsb import records as biff
from ingest.readers.sheets.xlsx.cells import TooManyCells
from ingest.readers.sheets.xlsx.package import Package
from ingest.readers.sheets.xlsx.styles import CellStyle

_CELL = 8  # bytes that say where a cell is and how it is formatted
_HIDDEN_ROW, _HIDDEN_COLUMNS = 0x10, 0x01


def fill(
    sheet: ShownSheet,
    package: Package,
    part: str,
    strings: Sequence[str],
    styles: Sequence[CellStyle],
    is_1904: bool,
    room: Callable[[], bool],
) -> None:
    """Put the cells of a part into the sheet. Raises PartBroken, TooManyCells, and struct.error for damaged records."""
    row = 0
    for number, content in biff.records(package, part):
        if number == biff.ROW:
            (row,) = struct.unpack_from("<I", content)
            sheet.hidden_parts |= bool(content[11] & _HIDDEN_ROW)
        elif number <= biff.FORMULA_ERROR or number == biff.RICH_TEXT:
            column, packed = struct.unpack_from("<II", content)
            index = packed & 0xFFFFFF
            style = styles[index] if index < len(styles) else CellStyle()
            words, shows = _shown(number, content, strings, style.code, is_1904)
            if words:
                if not room():
                    raise TooManyCells
                sheet.grid.put(row, column, Shown(words, shows, style.strong))
        else:
            _layout(sheet, number, content)


def _layout(sheet: ShownSheet, number: int, content: bytes) -> None:
    grid = sheet.grid
    if number == biff.MERGED:
        top, bottom, left, right = struct.unpack_from("<IIII", content)
        grid.merged.append(CellArea(top, left, bottom, right))
    elif number == biff.FILTER:
        top, bottom, left, right = struct.unpack_from("<IIII", content)
        grid.heads += [CellArea(top, left, top, right)] if bottom > top else []
    elif number == biff.PANE and content[28] & 1:
        rows = struct.unpack_from("<d", content, 8)[0]
        grid.frozen = int(rows) if 0 <= rows < 100 else 0
    elif number == biff.COLUMNS:
        sheet.hidden_parts |= bool(content[16] & _HIDDEN_COLUMNS)


def _shown(
    number: int, content: bytes, strings: Sequence[str], code: str, is_1904: bool
) -> tuple[str, Shows]:
    if number in (biff.RK, biff.REAL, biff.FORMULA_REAL):
        if number == biff.RK:
            value = biff.rk(struct.unpack_from("<I", content, _CELL)[0])
        else:
            (value,) = struct.unpack_from("<d", content, _CELL)
        return showing.number(value, code, is_1904)
    if number in (biff.TRUTH, biff.FORMULA_TRUTH):
        return ("TRUE" if content[_CELL] else "FALSE"), Shows.NUMBER
    if number in (biff.ERROR, biff.FORMULA_ERROR):
        return errors.SHOWN.get(content[_CELL], ""), Shows.NUMBER
    words = ""
    if number == biff.SHARED:
        (index,) = struct.unpack_from("<I", content, _CELL)
        words = strings[index] if index < len(strings) else ""
    elif number != biff.BLANK:
        words = biff.words(content, _CELL + (number == biff.RICH_TEXT))
    words = showing.text(words, code).strip() if words else ""
    return words, looks.of(words)
