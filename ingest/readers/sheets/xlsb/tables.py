"""What the parts of a binary workbook list: sheets, styles, strings, comments."""

import struct
from collections.abc import Iterator

from ingest.readers.sheets.formats.codes import BUILT_IN, GENERAL
from ingest.readers.sheets.grid import address
from ingest.readers.sheets.sheet import Remark
from ingest.readers.sheets.xlsb import records as biff
from ingest.readers.sheets.xlsx.package import Package, PartBroken
from ingest.readers.sheets.xlsx.styles import CellStyle
from ingest.readers.sheets.xlsx.workbook import SheetEntry, Workbook

_BOLD = 600
_UNFILLED = (0, 17)  # no pattern, and the grey that every workbook has
_MOST = 60_000_000  # characters of all strings


def workbook(package: Package, part: str) -> Workbook:
    """The sheets of the workbook. Raises PartBroken."""
    related, found, is_1904 = package.related(part), list[SheetEntry](), False
    for number, content in biff.records(package, part):
        if number == biff.SHEET:
            state, _ = struct.unpack_from("<II", content)
            reference, at = biff.text(content, 8)
            target = related.get(reference, ("", ""))[1]
            if target:
                found.append(SheetEntry(biff.words(content, at), target, state != 0))
        elif number == biff.PROPERTIES:
            is_1904 = bool(content[:1] and content[0] & 1)
    return Workbook(part, tuple(found), is_1904)


def styles(package: Package, part: str) -> list[CellStyle]:
    """The styles that cells name by their place in the list."""
    codes, bold, filled = dict[int, str](), list[bool](), list[bool]()
    found, inside = list[CellStyle](), False
    for number, content in _whole(package, part):
        if number == biff.FORMAT:
            codes[struct.unpack_from("<H", content)[0]] = biff.text(content, 2)[0]
        elif number == biff.FONT:
            bold.append(struct.unpack_from("<HHH", content)[2] >= _BOLD)
        elif number == biff.FILL:
            filled.append(struct.unpack_from("<I", content)[0] not in _UNFILLED)
        elif number in (biff.STYLES_BEGIN, biff.STYLES_END):
            inside = number == biff.STYLES_BEGIN
        elif number == biff.STYLE and inside:
            _, form, font, fill = struct.unpack_from("<HHHH", content)
            strong = (font < len(bold) and bold[font]) or (fill < len(filled) and filled[fill])
            found.append(CellStyle(codes.get(form) or BUILT_IN.get(form, GENERAL), strong))
    return found


def strings(package: Package, part: str) -> list[str]:
    """The strings that cells share, in order."""
    found, length = list[str](), 0
    for number, content in _whole(package, part):
        if number == biff.STRING:
            found.append(biff.words(content, 1))
            length += len(found[-1])
        if length > _MOST:
            break
    return found


def remarks(package: Package, sheet: str) -> Iterator[Remark]:
    """The comments on a sheet."""
    for part in package.of_kind(sheet, "comments"):
        place = ""
        for number, content in _whole(package, part):
            if number == biff.COMMENT:
                row, _, column = struct.unpack_from("<III", content, 4)
                place = address(row, column)
            elif number == biff.COMMENT_TEXT and (said := biff.words(content, 1)):
                yield Remark(place, said)


def _whole(package: Package, part: str) -> Iterator[tuple[int, bytes]]:
    """The records of a part, as far as it is whole."""
    try:
        yield from biff.records(package, part)
    except PartBroken:
        return
