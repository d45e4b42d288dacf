"""What a file is, by its bytes."""

import zipfile
from pathlib import Path

import pytest

from ingest.readers.sniffing import check_archive, sniff
from rag.errors import Refusal, UnreadableFile


def archive(path: Path, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"junk\n%PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n...", "picture"),
        (b"RIFF....WEBPVP8", "picture"),
        (b"{\\rtf1 words}", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello", "vtt"),
        (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHello", "srt"),
        (b"\xff\xfe" + "1\n00:00:01,000 --> 00:00:02,000\n".encode("utf-16-le"), "srt"),
        (b"<!-- saved -->\n<!DOCTYPE html><p>", "html"),
        (b"about <html> pages", "words"),
        ("Grüße".encode("utf-16-le"), "words"),
        ("Grüße".encode("latin-1"), "words"),
        (b"\x00\x01\x02\x03" * 40, "bytes"),
        (b"", "words"),
    ],
)
def test_bytes_tell(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(content)
    assert sniff(path) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"[Content_Types].xml": "", "ppt/presentation.xml": ""}, "pptx"),
        ({"[Content_Types].xml": "", "word/document.xml": ""}, "docx"),
        ({"[Content_Types].xml": "", "xl/workbook.xml": ""}, "xlsx"),
        ({"[Content_Types].xml": "", "xl/workbook.bin": ""}, "xlsb"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}, "ods"),
        ({"mimetype": "application/epub+zip"}, "epub"),
        ({"word/notes.txt": "not Word"}, "zip"),
    ],
)
def test_parts_tell(tmp_path: Path, parts: dict[str, str], expected: str) -> None:
    assert sniff(archive(tmp_path / "a.bin", **parts)) == expected


def test_a_broken_archive_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(UnreadableFile, match="Download or save it again"):
        sniff(path)


def test_what_swells_is_refused(tmp_path: Path) -> None:
    check_archive(archive(tmp_path / "small.zip", a="words"), 1_000_000)
    for name, most in (("large", 1_000_000), ("swollen", 100_000_000)):
        with pytest.raises(UnreadableFile, match="unpacks to 5 MB") as refused:
            check_archive(archive(tmp_path / f"{name}.zip", a=" " * 5_000_000), most)
        assert refused.value.refusal is Refusal.REFUSED
