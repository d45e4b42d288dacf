"""Real and broken PDFs: what can be read is read, and of the others it is said why not."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.reading import FileReader
from rag.errors import UnreadableFile
from rag.settings import Ingestion
from rag.values import Kind

DATA = Path(os.environ.get("LECTERN_DATA", Path(__file__).parents[3] / "shared" / "data"))

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.exists(), reason=f"{DATA} is not here"),
]


def manifest(folder: str) -> list[dict[str, Any]]:
    path = DATA / folder / "manifest.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


@pytest.fixture(scope="module")
def reader() -> Iterator[FileReader]:
    with FileReader(Ingestion(page_seconds=60)) as reader:
        yield reader


@pytest.mark.parametrize("entry", manifest("weird_pdfs"), ids=lambda entry: Path(entry["file"]).stem)
def test_weird_pdfs(reader: FileReader, entry: dict[str, Any]) -> None:
    expected = entry["expected"]
    try:
        read = reader.read(DATA / "weird_pdfs" / entry["file"])
    except UnreadableFile as error:
        assert expected["text_chars_first10pages"] == 0
        assert "\n" not in str(error)
        if "needs_password" in entry["cats"]:
            assert "password" in str(error)
        if not expected["opens"] and "needs_password" not in entry["cats"]:
            assert str(error).startswith("It is damaged")
    else:
        assert "needs_password" not in entry["cats"]
        assert len(read.pages) == expected["pages"] or not expected["opens"]
        added = any(block.kind in (Kind.COMMENT, Kind.FIELD) for page in read.pages for block in page.blocks)
        if 0 < expected["text_chars_first10pages"] < 20 and not added:  # comments and fields are text, too
            assert any("almost no text" in problem for problem in read.problems)


@pytest.mark.parametrize("entry", manifest("aragog"), ids=lambda entry: Path(entry["file"]).stem)
def test_papers(reader: FileReader, entry: dict[str, Any]) -> None:
    read = reader.read(DATA / "aragog" / entry["file"])
    assert len(read.pages) == entry["expected"]["pages"]
    characters = sum(len(page.text) for page in read.pages)
    # Hyphens and line ends go, blank lines between paragraphs come.
    assert characters == pytest.approx(entry["expected"]["chars"], rel=0.04)
    assert [problem for problem in read.problems if not problem.startswith("Pictures on ")] == []
    assert len(read.sections) >= 5
    assert "\ufffe" not in "".join(page.text for page in read.pages)


def test_course(reader: FileReader) -> None:
    """They are Markdown under another name: every word of every line is read, in order, without the marks and without
    the addresses of links, and without the commands of TeX."""
    for path in sorted((DATA / "course").glob("*.txt")):
        text, position = reader.read(path).pages[0].text, 0
        for line in path.read_text(encoding="utf-8").splitlines():
            shown = re.sub(
                r"!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)", r"\1", re.sub(r"\\[A-Za-z]+", "", line)
            )
            for word in re.findall(r"\w+", shown):
                position = text.index(word, position) + len(word)
