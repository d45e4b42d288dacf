"""Old presentations: slides in order, with what stands on and beside them."""

import struct
from pathlib import Path

import pytest

from ingest.readers.base import ReadFile
from ingest.readers.legacy.locked import LockedReader
from ingest.readers.legacy.powerpoint.reader import OldPowerPointReader
from ingest.readers.legacy.summary import title_in
from rag.errors import Refusal, UnreadableFile
from tests.ingest.readers.containers import container
from tests.ingest.readers.legacy.made import drawing, record, shape, slides, text_atoms

_TITLE, _BODY, _NOTES, _OTHER = 0, 1, 2, 4


def read(path: Path) -> ReadFile:
    return OldPowerPointReader().read(path, 100, lambda done, total: None)


def shown(found: ReadFile, page: int = 0) -> list[tuple[str, str]]:
    text = found.pages[page].text
    return [(block.kind.value, text[block.start : block.end]) for block in found.pages[page].blocks]


def test_slides(tmp_path: Path) -> None:
    levels = struct.pack("<IHI", 4, 0, 0) + struct.pack("<IHI", 5, 1, 0)
    body = text_atoms(_BODY, "One\rDeep") + record(0x0FA1, levels, holds=False)
    words = record(0x0FBA, "Why?".encode("utf-16-le"), instance=1, holds=False)
    footer = record(0x0FDA, struct.pack("<2H", 0, 0x20), holds=False) + record(
        0x0FBA, "Course".encode("utf-16-le"), instance=2, holds=False
    )
    first = (
        drawing(shape(body), shape(text_atoms(_TITLE, "Topic")))
        + record(0x0FD9, footer)
        + record(0x2EE0, words)
    )
    second = drawing(shape(text_atoms(_OTHER, "Last")))
    path = slides(tmp_path / "a.ppt", [first, second], notes=shape(text_atoms(_NOTES, "Say it.")))
    found = read(path)
    assert shown(found) == [
        ("heading", "Topic"),
        ("item", "One"),
        ("item", "Deep"),
        ("comment", "Why?"),
        ("furniture", "Course"),
        ("note", "Say it."),
    ]
    assert [block.depth for block in found.pages[0].blocks[1:3]] == [0, 1]
    assert shown(found, 1) == [("paragraph", "Last")]
    spot = found.pages[1].spots[0]
    assert (spot.left, spot.top, spot.right, spot.bottom) == (0, 0, 0.5, 0.5)


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    def cell(words: str, left: int, top: int) -> bytes:
        place = record(0xF00F, struct.pack("<4i", left, top, left + 100, top + 100), holds=False)
        return record(0xF004, place + record(0xF00D, text_atoms(_OTHER, words)))

    frame = record(0xF009, struct.pack("<4i", 0, 0, 200, 200), holds=False)
    place = record(0xF010, struct.pack("<4h", 0, 0, 2000, 2000), holds=False)
    table = record(0xF122, struct.pack("<HI", 0x039F, 1), instance=1, holds=False)
    group = record(
        0xF003,
        record(0xF004, frame + place + table) + cell("B", 100, 0) + cell("A", 0, 0) + cell("1", 0, 100),
    )
    canvas = record(0x040C, record(0xF002, record(0xF003, record(0xF004, frame) + group)))
    assert shown(read(slides(tmp_path / "a.ppt", [canvas]))) == [("row", "A\tB"), ("row", "1\t")]


def test_refusals(tmp_path: Path) -> None:
    one = [drawing(shape(text_atoms(_OTHER, "x")))]
    cases = [
        (slides(tmp_path / "a.ppt", one, token=0xF3D1C4DF), Refusal.PASSWORD),
        (slides(tmp_path / "b.ppt", [b""]), Refusal.EMPTY),
    ]
    for name, streams, refusal in (
        ("c.ppt", {"PP40": b"x"}, Refusal.REFUSED),
        ("d.ppt", {"PowerPoint Document": b"x"}, Refusal.DAMAGED),
    ):
        path = tmp_path / name
        path.write_bytes(container(streams))
        cases.append((path, refusal))
    for path, refusal in cases:
        with pytest.raises(UnreadableFile) as caught:
            read(path)
        assert caught.value.refusal is refusal, path.name


def test_a_locked_file_asks_for_its_password(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(container({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}))
    with pytest.raises(UnreadableFile) as caught:
        LockedReader().read(path, 10, lambda done, total: None)
    assert caught.value.refusal is Refusal.PASSWORD


def test_the_title_that_a_file_states() -> None:
    def stream(count: int, code: int, title: bytes) -> bytes:
        properties = struct.pack("<2IIIII", 0, count, 1, 24, 2, 32)
        return (
            b"\0" * 44
            + struct.pack("<I", 48)
            + properties
            + struct.pack("<2I2I", 2, code, 30, len(title))
            + title
        )

    assert title_in(stream(2, 1251, "Курс\0x".encode("cp1251"))) == "Курс"
    assert title_in(stream(2, 65001, "Café".encode())) == "Café"
    assert title_in(stream(0xFFFFFFFF, 1252, b"x" * 2000)).startswith("x")
    assert title_in(b"short") == ""
