"""Which reader reads what."""

from pathlib import Path

import pytest

from ingest.readers import is_mislabelled, is_readable, kind_of, reader_for
from ingest.readers.markdown import MarkdownReader
from ingest.readers.pdf.reader import PdfReader
from ingest.readers.sheets.delimited.reader import DelimitedReader
from ingest.readers.sheets.xls.reader import XlsReader
from ingest.readers.text import TextReader
from rag.errors import UnreadableFile


def file(folder: Path, name: str, content: bytes = b"words") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "reader"),
    [
        ("a.PDF", b"whatever", PdfReader),
        ("a.txt", b"words", TextReader),
        ("a.md", b"words", MarkdownReader),
        ("a.csv", b"a,b", DelimitedReader),
        ("a.xls", b"a\tb", XlsReader),
        ("a.xlsx", b"\x09\x08\x10\x00", XlsReader),
        ("a.txt", b"%PDF-1.7 ...", PdfReader),  # what it is counts, not what it is called
    ],
)
def test_reader_for(tmp_path: Path, name: str, content: bytes, reader: type) -> None:
    assert type(reader_for(file(tmp_path, name, content))) is reader


def test_other_kinds_are_named_with_what_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r'"\.xyz" cannot be read. Lectern reads PDF \(\.pdf\)'):
        kind_of(file(tmp_path, "a.xyz"))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.pdf", b"%PDF-1.4 and then nothing", False),
        ("a.pdf", b"<!doctype html>", True),  # what came instead of the PDF
        ("a.html", b"<p>a part of a web page", False),
        ("a.html", b"\x00\x01\x02\x03" * 99, True),
        ("a.txt", b"words", False),
        ("a.txt", b"%PDF-1.4", False),  # read as what it is
        ("a.xls", b"cells", True),
    ],
)
def test_is_mislabelled(tmp_path: Path, name: str, content: bytes, expected: bool) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert is_mislabelled(path) is expected
    path.unlink()
    assert not is_mislabelled(path)


def test_is_readable() -> None:
    assert is_readable(Path("a.Pdf"))
    assert is_readable(Path("a.JPG"))
    assert not is_readable(Path("a.xyz"))
