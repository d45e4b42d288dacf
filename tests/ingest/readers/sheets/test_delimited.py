"""Delimited text."""

from pathlib import Path

import pytest

from ingest.readers.base import ReadFile
from ingest.readers.sheets.delimited.dialect import dialect
from ingest.readers.sheets.delimited.reader import DelimitedReader
from rag.errors import Refusal, UnreadableFile
from rag.values.pages import Kind


def read(path: Path, content: str | bytes) -> ReadFile:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return DelimitedReader().read(path, 100, lambda done, total: None)


def rows(found: ReadFile) -> list[list[str]]:
    return [
        [page.text[cell.start : cell.end] for cell in block.cells]
        for page in found.pages
        for block in page.blocks
        if block.kind is Kind.ROW
    ]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n3,4", ","),
        ("a;b\n1,5;2,5\n3,5;4,5", ";"),
        ("a\tb\n1, 2\t3\n4, 5\t6", "\t"),
        ("a|b\nx, y|z\nu, v|w", "|"),
        ('"a;x",b\n"c;y",d', ","),
        ("one line\nanother, with a comma\na third one", ""),
        ("sep=;\na;b\n1;2", ";"),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    assert dialect(text).delimiter == delimiter


def test_quoted_line_breaks_marks_and_delimiters(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", 'name,note\r\nAnn,"one\r\ntwo"\r\nBob,"say ""hi"", now"\r\n')
    assert rows(found) == [["name", "note"], ["Ann", "one\ntwo"], ["Bob", 'say "hi", now']]
    assert rows(read(tmp_path / "b.csv", 'name,note\nAnn,"say \\"hi\\", now"\n'))[1] == [
        "Ann",
        'say "hi", now',
    ]


def test_a_mark_that_is_never_closed_does_not_swallow_the_file(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", 'size,name\n"5 inch,tube\n' + "3,pipe\n" * 400)
    assert len(rows(found)) == 402


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "Straße;Größe\nMühlweg;fünf\nHöhenstraße;acht\nSüdring;zwölf\n" * 3
    assert rows(read(tmp_path / "a.csv", text.encode(encoding)))[1] == ["Mühlweg", "fünf"]


def test_titles_and_comments_above_the_heads(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", "# made by hand, in May\nSales of fruit\n\nfruit,sum\napple,3\npear,4\n")
    assert rows(found) == [["fruit", "sum"], ["apple", "3"], ["pear", "4"]]
    assert "made by hand, in May" in found.pages[0].text
    assert [s.title for s in found.sections][-1:] == ["Sales of fruit"]
    assert [cell.address for cell in found.pages[0].blocks[-1].cells] == ["A6", "B6"]


def test_ragged_rows_keep_all_fields(tmp_path: Path) -> None:
    assert rows(read(tmp_path / "a.csv", "a,b,c\n1,2\n1,2,3,4\n"))[2] == ["1", "2", "3", "4"]


def test_numbers_alone_and_one_column(tmp_path: Path) -> None:
    assert rows(read(tmp_path / "a.csv", "1,2\n3,4\n")) == [["1", "2"], ["3", "4"]]
    found = read(tmp_path / "b.csv", "milk\ntea, black\n")
    assert [block.kind for block in found.pages[0].blocks] == [Kind.ITEM, Kind.ITEM]


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as empty:
        read(tmp_path / "a.csv", ",,,\n,,,\n")
    assert empty.value.refusal is Refusal.EMPTY
