"""`python -m ingest --text`: what is read, printed and kept nowhere."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from ingest.texts import print_texts
from rag.settings import Ingestion

NOTES = "# Pond\n\n| Fish | Weight |\n|---|---|\n| Tench | 2 kg |\n\nIt is deep.\n"


def printed(*paths: Path) -> tuple[int, list[dict[str, Any]]]:
    out = io.StringIO()
    status = print_texts(paths, Ingestion(), out)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_pages_blocks_and_units_are_printed_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "pond.md").write_text(NOTES)
    status, (line,) = printed(tmp_path / "pond.md")
    assert (status, line["outcome"], line["kind"], line["title"]) == (0, "read", "Markdown", "Pond")
    (page,) = line["pages"]
    assert (page["page"], page["label"]) == (1, "1")
    kinds = [block["kind"] for block in page["blocks"]]
    assert kinds == ["heading", "row", "row", "paragraph"]
    assert page["blocks"][3]["headings"] == ["Pond"]
    said = {unit["kind"]: page["text"][unit["start"] : unit["end"]] for unit in page["units"]}
    assert said == {"heading": "Pond", "row": "Tench\t2 kg", "paragraph": "It is deep."}
    row = next(unit for unit in page["units"] if unit["kind"] == "row")
    assert row["context"] == ["Pond", "Fish | Weight"]
    assert [cell["head"] for cell in row["cells"]] == ["Fish", "Weight"]


def test_each_kind_of_refusal_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "blank.txt").write_text("\n \n")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "deck.key").write_bytes(b"\x00\x01")
    status, lines = printed(*sorted(tmp_path.iterdir()))
    assert status == 1
    found = {Path(line["file"]).name: line["outcome"] for line in lines}
    assert found == {
        "empty.txt": "empty",
        "blank.txt": "empty",
        "broken.pdf": "damaged",
        "deck.key": "refused",
    }
    assert all(line["message"] and line["pages"] == [] for line in lines)


def test_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "pond.md").write_text(NOTES)
    printed(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["pond.md"]


def test_an_archive_gives_a_line_for_each_of_its_files(tmp_path: Path) -> None:
    path = tmp_path / "week.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("in/pond.md", NOTES)
        archive.writestr("torn.pdf", b"%PDF-1.7 nothing")
        archive.writestr("song.mp3", b"x")
    status, lines = printed(path)
    assert status == 1
    found = [(Path(line["file"]).relative_to(tmp_path).as_posix(), line["outcome"]) for line in lines]
    assert found == [
        ("week/in/pond.md", "read"), ("week/torn.pdf", "damaged"), ("week/song.mp3", "refused"),
    ]  # fmt: skip
    assert lines[0]["title"] == "Pond" and all(line["message"] for line in lines[1:])


def test_an_archive_that_cannot_be_read_gives_a_line_for_itself(tmp_path: Path) -> None:
    (tmp_path / "torn.zip").write_bytes(b"PK\x03\x04")
    (tmp_path / "page.zip").write_bytes(b"# No archive\n\nbut words")
    (tmp_path / "empty.zip").write_bytes(b"")
    status, lines = printed(*sorted(tmp_path.iterdir()))
    assert status == 1
    assert {Path(line["file"]).name: line["outcome"] for line in lines} == {
        "empty.zip": "empty", "page.zip": "damaged", "torn.zip": "damaged",
    }  # fmt: skip
