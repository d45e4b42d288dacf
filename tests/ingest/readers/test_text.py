"""Plain text; Markdown has a module of its own."""

from pathlib import Path

import pytest

from ingest.readers.base import ReadFile
from ingest.readers.markdown import MarkdownReader
from ingest.readers.text import TextReader
from rag.errors import UnreadableFile


def read(tmp_path: Path, content: bytes, name: str = "week_1 notes.txt") -> ReadFile:
    path = tmp_path / name
    path.write_bytes(content)
    reader = MarkdownReader() if name.endswith(".md") else TextReader()
    return reader.read(path, 10, lambda done, total: None)


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-8", 0), ("utf-8-sig", 0), ("utf-16", 0), ("utf-32", 0), ("cp1252", 1)]
)
def test_encodings(tmp_path: Path, encoding: str, said: int) -> None:
    text = "Überblick\nDie Größe des Gerätes ändert sich für alle Übungen, außer für die erste.\n" * 3
    found = read(tmp_path, text.encode(encoding))
    assert [(page.number, page.text, page.method) for page in found.pages] == [(1, text.strip("\n"), "text")]
    assert len(found.problems) == said


def test_text_is_kept_but_for_line_ends_and_controls(tmp_path: Path) -> None:
    found = read(tmp_path, b"\n\nA  line\r\n    indented\x00 code\r\n")
    assert found.pages[0].text == "A  line\n    indented code"
    assert found.title == "A line"


def test_no_title_where_the_first_line_is_a_sentence_or_a_placeholder(tmp_path: Path) -> None:
    assert read(tmp_path, b"This is a sentence.\nAnd more.").title == ""
    assert read(tmp_path, b"# Untitled\nAnd more.", "a.md").title == ""


def test_comments_in_plain_text_are_no_headings(tmp_path: Path) -> None:
    assert read(tmp_path, b"Code\n# a comment\nx = 1").sections == ()


@pytest.mark.parametrize("content", [b" \n\t\n", b"\x00\x00", b"--- ***"])
def test_no_text(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="There is no text in it"):
        read(tmp_path, content)
