"""The full check finds what the quick one cannot."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.store.__main__ import main
from rag.store.care.check import check
from tests.rag.store.care.conftest import garble


def texts(folder: Path, full: bool = True) -> list[str]:
    return [finding.text for finding in check(folder, full)]


def test_a_whole_library_has_no_findings(folder: Path) -> None:
    assert texts(folder) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE pages SET text = 'x' || text WHERE document_id = 1",
            "not what stands on their page: dogs.txt",
        ),
        ("UPDATE chunks SET text = 'other' WHERE document_id = 2", "passages that are not .*: cats.txt"),
        ("UPDATE units SET text = 'other' WHERE document_id = 2", "units that are not .*: cats.txt"),
        ("UPDATE units SET vector = x'0102' WHERE document_id = 2", "vectors of units .*: cats.txt"),
        (
            "UPDATE chunks SET vector = CAST(zeroblob(31) || x'42' AS BLOB) WHERE document_id = 2",
            "vectors of chunks .*: cats.txt",
        ),
        ("UPDATE units SET kind = 'qaragraph'", "units of a kind that there is not: qaragraph"),
        ("UPDATE pages SET blocks = '{['", "cannot be read in pages: blocks"),
        ("UPDATE documents SET size = 'abc' WHERE id = 1", "entries of another kind in documents: size"),
        ("DELETE FROM chunk_terms WHERE rowid = 1", "lacks 1 passages"),
        ("DELETE FROM chunks WHERE key = 1", "has 1 that are no more"),
        ("DELETE FROM documents WHERE id = 1", "refer to what is not there"),
        ("UPDATE meta SET value = '' WHERE key = 'library'", "lost its identity"),
        ("DELETE FROM chunk_terms_data WHERE id > 10", "the index of words is damaged"),
    ],
)
def test_what_is_wrong_is_named(
    folder: Path, change: Callable[..., None], statement: str, found: str
) -> None:
    change(statement)
    (text, *_) = texts(folder)
    assert re.search(found, text), texts(folder)


def test_originals_are_missed_and_read(folder: Path) -> None:
    first, second, _ = sorted((folder / "files").iterdir(), key=lambda path: path.read_text())
    first.unlink()
    second.write_text("other")
    assert [finding.broken for finding in check(folder, full=True)] == [False, False]
    assert texts(folder)[0] == "the originals of these documents are missing; add the files again: birds.txt"
    assert texts(folder)[1] == "the originals of these documents are damaged; add the files again: cats.txt"
    assert len(texts(folder, full=False)) == 1


def test_the_command_says_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--full", "--library", str(folder)]) == 0
    assert capsys.readouterr().out == "The library is whole.\n"
    garble(folder / "library.db", 9)
    assert main(["check", "--library", str(folder)]) == 1
    told = capsys.readouterr()
    assert (
        told.out.startswith("- a part of library.db cannot be read")
        or "library.db cannot be read" in told.out
    )
    assert "--rebuild" in told.err
