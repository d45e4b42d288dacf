"""Binary workbooks: XLS record by record, XLSB part by part, and what is only called .xls."""

import struct
import zipfile
from pathlib import Path

import pytest

from ingest.readers.base import ReadFile
from ingest.readers.sheets.xls.reader import XlsReader
from ingest.readers.sheets.xlsb.reader import XlsbReader
from ingest.readers.sheets.xlsb.records import rk
from rag.errors import Refusal, UnreadableFile
from rag.values.pages import Kind
from tests.ingest.readers.containers import container
from tests.ingest.readers.sheets.workbooks import links


def rows(found: ReadFile) -> list[str]:
    return [page.text[b.start : b.end] for page in found.pages for b in page.blocks if b.kind is Kind.ROW]


def xls(path: Path) -> ReadFile:
    return XlsReader().read(path, 100, lambda done, total: None)


def record(kind: int, *content: bytes) -> bytes:
    joined = b"".join(content)
    return struct.pack("<HH", kind, len(joined)) + joined


_OLDEST = b"".join(
    [
        record(0x09, b"\x02\x00\x10\x00"),
        record(0x04, struct.pack("<HH3xB", 0, 0, 4), b"Item"),
        record(0x04, struct.pack("<HH3xB", 0, 1, 5), b"Price"),
        record(0x04, struct.pack("<HH3xB", 1, 0, 3), b"Pen"),
        record(0x03, struct.pack("<HH3xd", 1, 1, 2.5)),
        record(0x0A),
    ]
)


def test_the_oldest_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(_OLDEST)
    assert rows(xls(path)) == ["Item\tPrice", "Pen\t2.5"]


def _of_97(*more: bytes) -> bytes:
    """A workbook of Excel 97 with one sheet that has a cell, a text box and a head line."""
    begin = struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 0)
    name = struct.pack("<BB", 4, 0) + b"Plan"
    length = sum(map(len, (record(0x809, begin), *more, record(0x85, bytes(6), name), record(0x0A))))
    top = [record(0x809, begin), *more, record(0x85, struct.pack("<IH", length, 0), name), record(0x0A)]
    body = [
        record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 0)),
        record(0x14, struct.pack("<HB", 9, 0), b"&LMy plan"),
        record(0x204, struct.pack("<HHHHB", 0, 0, 0, 5, 0), b"words"),
        record(0x5D, struct.pack("<HHHHH12x", 0x15, 0x12, 6, 1, 0), bytes(4)),
        record(0x1B6, bytes(18)),
        record(0x3C, b"\x00In a box"),
        record(0x0A),
    ]
    return b"".join([*top, *body])


def test_cells_boxes_and_head_lines_of_excel_97(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(container({"Workbook": _of_97()}))
    found = xls(path)
    assert found.pages[0].text == "Plan\n\nwords\n\nIn a box\n\nMy plan"
    assert [block.kind for block in found.pages[0].blocks][2:] == [Kind.ITEM, Kind.FURNITURE]


def test_a_locked_workbook_wants_its_password(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(container({"Workbook": _of_97(record(0x2F, bytes(6)))}))
    with pytest.raises(UnreadableFile, match="password") as locked:
        xls(path)
    assert locked.value.refusal is Refusal.PASSWORD


def test_a_broken_workbook_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    whole = container({"Workbook": _of_97()})
    for cut in (20, 600, 900, 4000):
        path.write_bytes(whole[:cut])
        with pytest.raises(UnreadableFile) as broken:
            xls(path)
        assert broken.value.refusal in (Refusal.DAMAGED, Refusal.REFUSED, Refusal.EMPTY)


def test_what_is_only_called_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text("Item\tPrice\nPen\t2\n", encoding="utf-8")
    assert rows(xls(path)) == ["Item\tPrice", "Pen\t2"]
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    path.write_text(
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Styles><Style ss:ID="p">'
        '<NumberFormat ss:Format="Percent"/></Style></Styles><Worksheet ss:Name="Plan"><Table>'
        '<Row><Cell><Data ss:Type="String">Item</Data></Cell><Cell><Data ss:Type="String">Share</Data></Cell></Row>'
        '<Row ss:Index="2"><Cell><Data ss:Type="String">Pen</Data><Comment><Data>why?</Data></Comment></Cell>'
        '<Cell ss:StyleID="p"><Data ss:Type="Number">0.5</Data></Cell></Row></Table></Worksheet></Workbook>',
        encoding="utf-8",
    )
    found = xls(path)
    assert rows(found) == ["Item\tShare", "Pen\t50.00%"]
    assert [(b.lead, b.kind) for b in found.pages[0].blocks][-1] == ("A2: Pen", Kind.COMMENT)


def packed(kind: int, content: bytes = b"") -> bytes:
    """A record of XLSB."""
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(content) & 0x7F | 0x80, len(content) >> 7]) + content


def wide(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def cell(column: int, style: int = 0) -> bytes:
    return struct.pack("<II", column, style)


def xlsb(path: Path, sheet: bytes) -> ReadFile:
    styles = packed(44, struct.pack("<H", 164) + wide("0.0%")) + packed(617)
    styles += packed(47, bytes(16)) + packed(47, struct.pack("<HHHH8x", 0, 164, 0, 0)) + packed(618)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", links(r1="officeDocument:xl/workbook.bin"))
        archive.writestr("xl/workbook.bin", packed(156, struct.pack("<II", 1, 1) + wide("r1") + wide("Plan")))
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            links(
                r1="worksheet:worksheets/sheet1.bin",
                r2="sharedStrings:sharedStrings.bin",
                r3="styles:styles.bin",
            ),
        )
        archive.writestr("xl/sharedStrings.bin", packed(19, b"\x00" + wide("Item")))
        archive.writestr("xl/styles.bin", styles)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return XlsbReader().read(path, 100, lambda done, total: None)


def test_cells_of_xlsb(tmp_path: Path) -> None:
    row = struct.pack("<IIHBBB", 0, 0, 0, 0, 0, 0)
    sheet = packed(0, row) + packed(7, cell(0) + struct.pack("<I", 0)) + packed(6, cell(1) + wide("Share"))
    sheet += (
        packed(0, b"\x01" + row[1:])
        + packed(8, cell(0) + wide("Pen"))
        + packed(5, cell(1, 1) + struct.pack("<d", 0.25))
    )
    sheet += packed(0, b"\x02" + row[1:]) + packed(4, cell(0) + b"\x01") + packed(11, cell(1) + b"\x07")
    found = xlsb(tmp_path / "a.xlsb", sheet)
    assert rows(found) == ["Item\tShare", "Pen\t25.0%", "TRUE\t#DIV/0!"]
    assert found.problems == ('The sheet "Plan" is hidden in the file; it was read like the others.',)
    cut = xlsb(tmp_path / "b.xlsb", sheet[:-3])
    assert cut.problems[0] == 'The sheet "Plan" is damaged: only its beginning was read.'
    with pytest.raises(UnreadableFile) as broken:
        xlsb(tmp_path / "c.xlsb", sheet[:5])
    assert broken.value.refusal is Refusal.DAMAGED


@pytest.mark.parametrize(
    ("value", "number"), [(0x0A << 2 | 2, 10.0), (0x0A << 2 | 3, 0.1), (0x3FF00000, 1.0), (0xFFFFFFFE, -1.0)]
)
def test_numbers_in_four_bytes(value: int, number: float) -> None:
    assert rk(value) == number
