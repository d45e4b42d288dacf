"""What is taken out of a ZIP, what is left out, and what is refused."""

import io
import random
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from ingest.archives import unpacking
from ingest.archives.unpacking import Unpacked, is_archive, unpack
from rag.errors import Refusal, UnreadableFile


def made(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def unpacked(tmp_path: Path, data: bytes, megabytes: int = 1, name: str = "Course.zip") -> Unpacked:
    (tmp_path / "x.zip").write_bytes(data)
    (tmp_path / "out").mkdir(exist_ok=True)
    return unpack(tmp_path / "x.zip", name, tmp_path / "out", megabytes)


def names(found: Unpacked) -> list[str]:
    return [name for _, name in found.files]


def refused(tmp_path: Path, data: bytes, megabytes: int = 1) -> tuple[Refusal, str]:
    with pytest.raises(UnreadableFile) as caught:
        unpacked(tmp_path, data, megabytes)
    return caught.value.refusal, str(caught.value)


def test_files_are_called_by_the_archive_and_their_place_in_it(tmp_path: Path) -> None:
    found = unpacked(tmp_path, made(("a.txt", b"A"), ("week 1/b.md", b"B"), ("week 2/b.md", b"C")))
    assert names(found) == ["Course/a.txt", "Course/week 1/b.md", "Course/week 2/b.md"]
    assert [path.read_bytes() for path, _ in found.files] == [b"A", b"B", b"C"]
    assert {path.suffix for path, _ in found.files} == {".txt", ".md"}


def test_a_folder_of_the_archives_own_name_is_not_said_twice(tmp_path: Path) -> None:
    found = unpacked(tmp_path, made(("Course/", b""), ("Course/a.txt", b"A"), ("Course/b.exe", b"B")))
    assert (names(found), found.other_kinds) == (["Course/a.txt"], ("Course/b.exe",))


def test_a_name_leads_nowhere_else(tmp_path: Path) -> None:
    evil = ("../../up.txt", "/root/abs.txt", "C:\\Windows\\drive.txt", "a\x1b[31m\u202e.txt")
    found = unpacked(tmp_path, made(*((name, b"x") for name in evil)))
    assert names(found) == [
        "Course/up.txt", "Course/root/abs.txt", "Course/Windows/drive.txt", "Course/a [31m .txt",
    ]  # fmt: skip
    assert {path.parent for path, _ in found.files} == {tmp_path / "out"}


def test_links_and_what_systems_put_there_are_passed_over(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    found = unpacked(
        tmp_path,
        made((link, b"/etc/passwd"), ("__MACOSX/._a.txt", b"x"), (".git/b.txt", b"x"), ("~$a.txt", b"x"),
             ("Thumbs.db", b"x"), ("a.txt", b"A")),
    )  # fmt: skip
    assert (names(found), found.other_kinds, found.refused) == (["Course/a.txt"], (), ())


def test_archives_in_archives_are_opened_twice_and_no_more(tmp_path: Path) -> None:
    data = made(("deepest.txt", b"4"))
    for level in (3, 2, 1):
        data = made((f"{level}.txt", b"x"), ("inner.zip", data))
    found = unpacked(tmp_path, data)
    assert names(found) == ["Course/1.txt", "Course/inner/2.txt", "Course/inner/inner/3.txt"]
    ((name, refusal, message),) = found.refused
    assert (name, refusal) == ("Course/inner/inner/inner.zip", Refusal.REFUSED) and "too deep" in message
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_a_broken_archive_in_an_archive_costs_only_itself(tmp_path: Path) -> None:
    found = unpacked(tmp_path, made(("a.txt", b"A"), ("torn.zip", b"PK\x03\x04torn")))
    assert names(found) == ["Course/a.txt"]
    assert [(name, refusal) for name, refusal, _ in found.refused] == [("Course/torn.zip", Refusal.DAMAGED)]


def test_a_damaged_entry_costs_only_itself(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("good.txt", b"Good words.")
        archive.writestr("bad.txt", b"These words are hurt.")
    found = unpacked(tmp_path, out.getvalue().replace(b"These words", b"Those words"))
    assert names(found) == ["Course/good.txt"]
    assert [(name, refusal) for name, refusal, _ in found.refused] == [("Course/bad.txt", Refusal.DAMAGED)]


def test_two_files_of_one_name_are_two(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = made(("a.txt", b"1"), ("a.txt", b"2"))
    assert names(unpacked(tmp_path, data)) == ["Course/a.txt", "Course/a (2).txt"]


def test_too_large_a_file_is_named_and_the_others_are_taken(tmp_path: Path) -> None:
    found = unpacked(tmp_path, made(("a.txt", b"A"), ("b.txt", random.Random(1).randbytes(1_100_000))))
    assert names(found) == ["Course/a.txt"]
    assert found.refused[0][0] == "Course/b.txt" and "more than the 1 MB" in found.refused[0][2]


def test_what_swells_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, made(("a.txt", b"\0" * 3_000_000)), megabytes=10)[0] is Refusal.REFUSED
    refusal, message = refused(tmp_path, made(*((f"{n}.txt", bytes(range(250)) * 3900) for n in range(6))))
    assert refusal is Refusal.REFUSED and "It unpacks to 6 MB" in message
    assert not list((tmp_path / "out").iterdir())


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_FILES", 2)
    data = made(("a.txt", b"A"), ("x.exe", b"X"), ("b.txt", b"B"))
    assert len(unpacked(tmp_path, data).files) == 2
    inner = made(("c.txt", b"C"), ("d.txt", b"D"), ("e.txt", b"E"))
    assert "more than 2 files" in refused(tmp_path, inner)[1]


# With names, for one of them has the time in it, and two processes that share the tests must call them alike.
@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"Not found", made(("a.txt", b"A"))[:-12], b"PK\x05\x06" + b"\xff" * 18],
    ids=["empty", "begun", "text", "cut", "wrong end"],
)
def test_what_is_no_whole_archive_is_damaged(tmp_path: Path, data: bytes) -> None:
    assert refused(tmp_path, data)[0] is Refusal.DAMAGED


def test_an_archive_with_nothing_to_read_says_so(tmp_path: Path) -> None:
    refusal, message = refused(tmp_path, made(("a.exe", b"A"), ("b.dll", b"B")))
    assert refusal is Refusal.REFUSED and "(a.exe, b.dll)" in message
    assert refused(tmp_path, made())[0] is Refusal.EMPTY


def test_a_locked_file_locks_the_archive(tmp_path: Path) -> None:
    data = bytearray(made(("a.txt", b"A"), ("b.exe", b"B")))
    places = [data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")]
    data[places[1] + 8] |= 1  # b.exe, which is not read
    assert names(unpacked(tmp_path, bytes(data))) == ["Course/a.txt"]
    data[places[0] + 8] |= 1
    assert refused(tmp_path, bytes(data))[0] is Refusal.PASSWORD


def test_a_document_that_is_called_an_archive_is_none(tmp_path: Path) -> None:
    page, archive = tmp_path / "page.zip", tmp_path / "a.ZIP"
    page.write_bytes(b"%PDF-1.7 ...")
    archive.write_bytes(made(("a.txt", b"A")))
    assert (is_archive(page), is_archive(archive)) == (False, True)
    stored = tmp_path / "stored.zip"
    with zipfile.ZipFile(stored, "w") as made_here:
        made_here.writestr("a.pdf", b"%PDF-1.7 stored as it is")
    assert is_archive(stored)


@pytest.mark.parametrize("raw, flag, extra, name", [
    ("Übung.txt".encode("cp437"), 0, b"", "Course/Übung.txt"),
    ("Übung.txt".encode(), 0x800, b"", "Course/Übung.txt"),
    ("Übung.txt".encode(), 0, b"", "Course/Übung.txt"),  # UTF-8 that does not say so
    (b"?.txt", 0, "練習.txt".encode(), "Course/練習.txt"),
])  # fmt: skip
def test_names_in_any_writing(tmp_path: Path, raw: bytes, flag: int, extra: bytes, name: str) -> None:
    if extra:
        extra = struct.pack("<BI", 1, zlib.crc32(raw)) + extra
        extra = struct.pack("<HH", 0x7075, len(extra)) + extra
    words = b"Words."
    common = struct.pack("<HHHHIII", flag, 0, 0, 0x21, zlib.crc32(words), len(words), len(words))
    common += struct.pack("<HH", len(raw), len(extra))
    local = b"PK\x03\x04" + struct.pack("<H", 20) + common + raw + extra + words
    central = b"PK\x01\x02" + struct.pack("<HH", 20, 20) + common
    central += struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw + extra
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    assert names(unpacked(tmp_path, local + central + end)) == [name]
