"""Word documents that are broken, locked, empty or not safe to read."""

import zipfile
from pathlib import Path

import pytest

from ingest.readers import kind_of
from ingest.readers.word.reader import WordReader
from rag.errors import Refusal, UnreadableFile
from tests.ingest.readers.word.making import p, part, read, save


def refused(path: Path) -> Refusal:
    with pytest.raises(UnreadableFile) as error:
        WordReader().read(path, 10, lambda done, total: None)
    assert "Traceback" not in str(error.value)
    return error.value.refusal


def test_what_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 and no more")
    assert refused(path) is Refusal.DAMAGED
    whole = save(tmp_path / "b.docx", p("Words")).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert refused(path) is Refusal.DAMAGED


def test_parts_that_are_missing_or_no_xml(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/styles.xml", "<x/>")
    assert refused(path) is Refusal.DAMAGED
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document><w:body>")
    assert refused(path) is Refusal.DAMAGED


def test_a_broken_part_beside_the_text_is_told_of(tmp_path: Path) -> None:
    found = read(tmp_path, p("Words."), {"numbering": "<w:numbering>"})
    assert found.pages[0].text == "Words."
    assert "numbering.xml" in found.problems[0]


def test_no_words(tmp_path: Path) -> None:
    assert refused(save(tmp_path / "a.docx", p("") + "<w:sectPr/>")) is Refusal.EMPTY


def test_entities_are_not_resolved_and_bombs_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("private words")
    path = save(tmp_path / "a.docx", p("Words."))
    bomb = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>' + part("document", "").partition("?>")[2]
    bomb = bomb.replace("></w:document>", f"><w:body>{p('Words &e; here')}</w:body></w:document>")
    with zipfile.ZipFile(tmp_path / "b.docx", "w") as archive:
        archive.writestr("word/document.xml", bomb)
    found = WordReader().read(tmp_path / "b.docx", 10, lambda done, total: None)
    assert found.pages[0].text.split() == ["Words"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<x>" + " " * 30_000_000 + "</x>")
    assert refused(path) is Refusal.REFUSED


@pytest.mark.parametrize("name", ["a.docx", "a.docm", "a.dotx", "a.doc", "a.txt"])
def test_it_is_told_by_its_bytes(tmp_path: Path, name: str) -> None:
    assert kind_of(save(tmp_path / name, p("Words."))).label == "Word"


def test_pages_beyond_the_limit_and_progress(tmp_path: Path) -> None:
    path = save(
        tmp_path / "a.docx", "".join(p(f"{name}", "H1") + p("Text.") for name in ("One", "Two", "Three"))
    )
    told: list[tuple[int, int]] = []
    found = WordReader().read(path, 2, lambda done, total: told.append((done, total)))
    assert [page.label for page in found.pages] == ["One", "Two"]
    assert found.problems and told[-1] == (2, 2)
