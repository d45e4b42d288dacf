"""The child process: limits, crashes, stopping, and that one bad file does not cost the next."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import pace
from ingest.reading import FileReader, Stopped
from rag.errors import UnreadableFile
from rag.settings import Ingestion

LIMITS = Ingestion(page_seconds=2.0, ocr_seconds=1.0, megabytes=512, file_megabytes=1)


@pytest.fixture
def reader() -> Iterator[FileReader]:
    with FileReader(LIMITS, "tests.ingest.unruly_child") as reader:
        yield reader


def file(folder: Path, name: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text("words")
    return path


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hang", "Page 2 of 3 takes longer than 2 seconds to read. .* ingestion.page_seconds"),
        ("crash", "The reader crashed on it. It is probably damaged"),
        ("bug", r"The reader crashed on it \(KeyError: '/Kids'\)"),
        ("huge", "needs more than 512 MB of memory"),
        ("endless", "it refers to itself without end"),
    ],
)
def test_a_bad_file_is_reported_and_the_next_is_read(
    reader: FileReader, tmp_path: Path, name: str, said: str
) -> None:
    with pytest.raises(UnreadableFile, match=said):
        reader.read(file(tmp_path, name))
    assert reader.read(file(tmp_path, "good")).pages[0].text == "words"


def test_the_limit_is_one_of_each_page(reader: FileReader, tmp_path: Path) -> None:
    assert (
        reader.read(file(tmp_path, "steps")).pages[0].text == "words"
    )  # three seconds, where a page has two


def test_a_page_that_ocr_hangs_on_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_GRACE", 0.0)
    with FileReader(LIMITS, "tests.ingest.unruly_child") as reader:
        began = time.monotonic()
        assert reader.read(file(tmp_path, "slow")).pages[0].text == "words"
    assert time.monotonic() - began > 3.0  # the time of the page and that of OCR, then once more without it


def test_noise_of_libraries_is_not_taken_for_answers(
    reader: FileReader, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert reader.read(file(tmp_path, "noisy")).pages[0].text == "words"
    assert capfd.readouterr() == ("", "")


def test_progress_is_told(reader: FileReader, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    reader.read(file(tmp_path, "good"), lambda done, total: told.append((done, total)))
    assert told == [(1, 3)]


def test_the_process_is_used_again(reader: FileReader, tmp_path: Path) -> None:
    path = file(tmp_path, "good")
    assert reader.read(path).title == reader.read(path).title  # the title is the process's id


def test_what_fails_in_a_used_process_is_tried_in_a_new_one(reader: FileReader, tmp_path: Path) -> None:
    path = file(tmp_path, "worn")  # which each process can read once
    assert reader.read(path).title != reader.read(path).title


def test_stop_ends_the_process_at_once(reader: FileReader, tmp_path: Path) -> None:
    asked = time.monotonic()
    with pytest.raises(Stopped):
        reader.read(file(tmp_path, "hang"), stop=lambda: time.monotonic() > asked + 0.3)
    assert time.monotonic() - asked < 1.0


@pytest.mark.parametrize(
    ("size", "said"), [(0, "It is empty"), (1_000_001, "It has 1 MB, more than the 1 MB allowed")]
)
def test_sizes(reader: FileReader, tmp_path: Path, size: int, said: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * size)
    with pytest.raises(UnreadableFile, match=said):
        reader.read(path)


def test_a_missing_file(reader: FileReader, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="It cannot be opened: No such file"):
        reader.read(tmp_path / "none.txt")


def test_the_child_starts_light() -> None:
    heavy = "torch|streamlit|sqlalchemy|numpy|faiss|transformers|langchain_core|pypdf"
    code = f"import ingest.child, ingest.readers.pdf, sys; print([m for m in '{heavy}'.split('|') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_without_a_parent_the_child_ends() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ingest.child"], stdin=subprocess.DEVNULL, capture_output=True, timeout=20
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
