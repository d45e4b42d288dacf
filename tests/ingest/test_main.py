"""The command line: what it prints, and its exit status."""

import json
import zipfile
from pathlib import Path

import pytest

import ingest.__main__ as command
from rag.models.embedding.embedder import Embedder
from rag.settings import Models
from rag.store.library import Library
from tests.fakes import FakeEmbeddings


@pytest.fixture(autouse=True)
def fake_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "load_embedder", lambda models: Embedder(FakeEmbeddings(), "fake", 64))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "a.txt").write_text("Attention weighs tokens.")
    (folder / "b.pdf").write_bytes(b"%PDF-1.7 damaged")
    (folder / "c.xyz").write_bytes(b"\x00picture")
    return folder


def run(tmp_path: Path, *arguments: object) -> int:
    return command.main([*map(str, arguments), "--library", str(tmp_path / "library")])


def test_a_summary_for_people(tmp_path: Path, course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, course) == 1
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0].startswith("read      a.txt  1 page, 1 chunk, ")
    assert lines[1] == (
        "NOT READ  b.pdf  It is damaged: no page can be found in it. Download or export it again."
    )
    assert lines[2].startswith('2 files for "My course": 1 read, 1 not read, in ')
    assert lines[3] == "Not read, because their kind is not supported: .xyz (1)."
    assert err == ""


def test_json_is_one_object(tmp_path: Path, course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, course / "a.txt", "--json", "--collection", "Week 1") == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["collection"], summary["added"], summary["failed"]) == ("Week 1", 1, 0)
    assert summary["files"][0]["name"] == "a.txt"
    assert summary["files"][0]["state"] == "added"


def test_if_empty_does_nothing_to_a_library_with_documents(
    tmp_path: Path, course: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(tmp_path, course / "a.txt", "--if-empty") == 0

    def unwanted(models: Models) -> Embedder:
        raise AssertionError("no model is needed")

    monkeypatch.setattr(command, "load_embedder", unwanted)
    capsys.readouterr()
    assert run(tmp_path, course, "--if-empty") == 0
    assert capsys.readouterr().out == "The library has 1 document already.\n"


@pytest.mark.parametrize("other", ["--reembed", "--reread", "--rebuild", "--text"])
def test_workers_are_not_ignored_in_silence(
    tmp_path: Path, course: Path, capsys: pytest.CaptureFixture[str], other: str
) -> None:
    with pytest.raises(SystemExit):
        run(tmp_path, course, other, "--workers", 2)
    assert "without --reread, --rebuild, --reembed and --text" in capsys.readouterr().err
    assert not (tmp_path / "library").exists()


@pytest.mark.parametrize("other", ["--reembed", "--reread", "--rebuild", "--text"])
def test_ray_is_not_ignored_in_silence(
    tmp_path: Path, course: Path, capsys: pytest.CaptureFixture[str], other: str
) -> None:
    with pytest.raises(SystemExit):
        run(tmp_path, course, other, "--ray")
    assert "--ray is for files that are added" in capsys.readouterr().err


def test_a_folder_is_not_taken_for_the_address_of_ray(
    tmp_path: Path, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(tmp_path, course, "--ray", course)
    assert "--ray takes HOST:PORT, auto or nothing" in capsys.readouterr().err


def test_another_embedder_is_refused_until_reembedded(
    tmp_path: Path, course: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, course / "a.txt")
    monkeypatch.setattr(command, "load_embedder", lambda models: Embedder(FakeEmbeddings(), "other", 64))
    assert run(tmp_path, course / "a.txt") == 1
    assert "python -m ingest --reembed" in capsys.readouterr().err
    assert run(tmp_path, "--reembed") == 0
    assert capsys.readouterr().out == "1 chunk embedded with other.\n"
    library = Library.open(tmp_path / "library")
    assert library.fingerprint == "other"
    library.close()
    assert run(tmp_path, course / "a.txt") == 0


def test_nothing_to_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert run(tmp_path, tmp_path / "empty") == 1
    assert capsys.readouterr().err == "There is no file in these folders that can be read.\n"


def test_wrong_usage(tmp_path: Path) -> None:
    for arguments in ([], ["x", "--unknown"]):
        with pytest.raises(SystemExit) as exit_:
            run(tmp_path, *arguments)
        assert exit_.value.code == 2


def test_an_archive_is_brought_in_file_by_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "course.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("w1/a.txt", "Attention weighs tokens.")
        archive.writestr("w2/a.txt", "Sleep weighs nothing.")
        archive.writestr("torn.pdf", b"%PDF-1.7 nothing")
        archive.writestr("film.mp4", b"x")
    (tmp_path / "torn.zip").write_bytes(b"PK")
    assert run(tmp_path, path, tmp_path / "torn.zip", "--json") == 1
    summary = json.loads(capsys.readouterr().out)
    assert [(file["name"], file["state"], file["refusal"]) for file in summary["files"]] == [
        ("course/w1/a.txt", "added", ""),
        ("course/w2/a.txt", "added", ""),
        ("course/torn.pdf", "failed", "damaged"),
        ("torn.zip", "failed", "damaged"),
    ]
    assert [Path(path).name for path in summary["unsupported"]] == ["film.mp4"]
