"""Old Word files: words, and what is around them."""

import struct
from pathlib import Path

import pytest

from ingest.readers.base import ReadFile
from ingest.readers.legacy.word import letters, marks
from ingest.readers.legacy.word.reader import OldWordReader
from rag.errors import Refusal, UnreadableFile
from tests.ingest.readers.containers import container
from tests.ingest.readers.legacy.made import HEADING_1, paragraph, word


def read(path: Path) -> ReadFile:
    return OldWordReader().read(path, 100, lambda done, total: None)


def shown(found: ReadFile) -> list[tuple[str, str]]:
    return [
        (block.kind.value, page.text[block.start : block.end])
        for page in found.pages
        for block in page.blocks
    ]


def test_paragraphs_and_headings(tmp_path: Path) -> None:
    lines = ["Aims\r", "To learn – to live.\r"]
    path = word(
        tmp_path / "a.doc", "".join(lines), [(lines[0], paragraph(HEADING_1)), (lines[1], paragraph())]
    )
    found = read(path)
    assert shown(found) == [("heading", "Aims"), ("paragraph", "To learn – to live.")]
    assert (found.pages[0].label, found.pages[0].method) == ("Aims", "section")


def test_fields_show_their_results(tmp_path: Path) -> None:
    text = "See \x13 HYPERLINK \x13 REF x \x14no\x15 \x14the \x13 REF y \x14page\x15\x15 now\x13 XE hidden \x15.\r"
    assert shown(read(word(tmp_path / "a.doc", text))) == [("paragraph", "See the page now.")]
    assert shown(read(word(tmp_path / "b.doc", "One \x13 broken two.\r"))) == [
        ("paragraph", "One broken two.")
    ]


def test_hidden_and_deleted_words_are_not_read(tmp_path: Path) -> None:
    runs = [
        ("Seen", b""),
        (" hidden", struct.pack("<HB", marks.HIDDEN, 1)),
        (" gone", struct.pack("<HB", marks.DELETED, 1)),
    ]
    path = word(tmp_path / "a.doc", "Seen hidden gone!\r", letters=[*runs, ("!\r", b"")])
    assert shown(read(path)) == [("paragraph", "Seen!")]


def test_notes_and_comments_stand_after_their_paragraph(tmp_path: Path) -> None:
    marked = struct.pack("<2I", 3, 8) + struct.pack("<H", 1)
    texts = struct.pack("<3I", 0, 7, 8)
    comments = struct.pack("<2I", 3, 8) + b"\0" * 30
    path = word(
        tmp_path / "a.doc",
        "One\x02.\rTwo.\r",
        notes="\x02 Why.\r\r",
        comments="\x05 Ask.\r\r",
        tables={2: marked, 3: texts, 4: comments, 5: texts},
    )
    assert shown(read(path)) == [
        ("paragraph", "One."),
        ("note", "[1] Why."),
        ("comment", "Ask."),
        ("paragraph", "Two."),
    ]


def test_a_table_with_a_cell_over_two_rows(tmp_path: Path) -> None:
    cell = struct.pack("<HB", marks.IN_TABLE, 1)

    def row(*flags: int) -> bytes:
        body = (
            bytes([2])
            + struct.pack("<3h", 0, 1000, 2000)
            + b"".join(struct.pack("<H18x", flag) for flag in flags)
        )
        end = struct.pack("<HB", marks.ROW_END, 1)
        return paragraph(changes=cell + end + struct.pack("<HH", marks.ROW, len(body) + 1) + body)

    parts = ["Day\x07", "8\x07", "\x07", "\x07", "9\x07", "\x07", "After.\r"]
    formats = (
        [paragraph(changes=cell)] * 2
        + [row(0x60, 0)]
        + [paragraph(changes=cell)] * 2
        + [row(0x20, 0), paragraph()]
    )
    found = read(word(tmp_path / "a.doc", "".join(parts), list(zip(parts, formats, strict=True))))
    assert shown(found) == [("row", "Day\t8"), ("row", "Day\t9"), ("paragraph", "After.")]


def test_lists_count(tmp_path: Path) -> None:
    level = struct.pack("<iBB9sB4x4xBBBB", 3, 4, 0, b"\x01" + b"\0" * 8, 0, 0, 0, 0, 0) + struct.pack(
        "<H2H", 2, 0, ord(")")
    )
    lists = struct.pack("<H", 1) + struct.pack("<ii18sBB", 7, 0, b"", 1, 0) + level
    uses = struct.pack("<I", 1) + struct.pack("<i8xBBBB", 7, 0, 0, 0, 0) + b"\xff" * 4
    item = paragraph(changes=struct.pack("<HH", marks.LIST, 1))
    path = word(
        tmp_path / "a.doc", "One\rTwo\r", [("One\r", item), ("Two\r", item)], tables={73: lists, 74: uses}
    )
    assert shown(read(path)) == [("item", "c) One"), ("item", "d) Two")]


def test_headers_once(tmp_path: Path) -> None:
    starts = struct.pack("<9I", 0, 0, 0, 0, 0, 0, 0, 6, 7)
    path = word(tmp_path / "a.doc", "Words.\r", heads="Draft\r\r", tables={11: starts})
    assert shown(read(path)) == [("paragraph", "Words."), ("furniture", "Draft")]


@pytest.mark.parametrize(
    ("path_of", "refusal", "said"),
    [
        (lambda path: word(path, "x\r", flags=0x0300), Refusal.PASSWORD, "password"),
        (lambda path: word(path, "\r"), Refusal.EMPTY, "no text"),
        (lambda path: word(path, "x\r", tables={33: b"\x02\xff\xff\xff\xff"}), Refusal.DAMAGED, "damaged"),
    ],
)
def test_refusals(tmp_path: Path, path_of, refusal: Refusal, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said) as caught:
        read(path_of(tmp_path / "a.doc"))
    assert caught.value.refusal is refusal


def test_old_word_by_the_character_set_of_its_fonts(tmp_path: Path) -> None:
    words = "Привет".encode("cp1251") + b"\r"
    data = bytearray(1024)
    struct.pack_into("<6H", data, 0, 0xA5DC, 104, 0, 0x419, 0, 0)
    struct.pack_into("<2I", data, 0x18, 768, 768 + len(words))
    struct.pack_into("<8i", data, 0x34, len(words), *[0] * 7)
    data[768 : 768 + len(words)] = words
    path = tmp_path / "a.doc"
    path.write_bytes(container({"WordDocument": bytes(data)}))
    assert shown(read(path)) == [("paragraph", "Привет")]


def test_letters() -> None:
    assert letters.decoded("日a".encode("cp932"), "cp932").replace("\0", "") == "日a"
    assert letters.decoded(b"\x93x\x94", "cp1252") == "“x”"
    assert letters.whole(letters.units("😀x".encode("utf-16-le"))) == "😀x"
    assert letters.whole("\uf071") == "θ"
