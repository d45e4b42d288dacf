"""`kill -9` during ingestion: the library opens, holds whole documents only, and the next run completes it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from ingest.pipeline import outdated
from rag.store.library import Library

DATA = Path(os.environ.get("LECTERN_DATA", Path(__file__).parents[3] / "shared" / "data"))


def start(command: Sequence[str], wait_for: bytes = b"") -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stderr is not None
    if wait_for:
        assert process.stderr.readline().strip() == wait_for
    return process


def kill(process: "subprocess.Popen[bytes]", seconds: float) -> None:
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stderr is not None
    process.stderr.close()


def contents(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Each document's hash, pages and chunks; everything that can be searched is checked to belong to one."""
    library = Library.open(folder)
    try:
        documents = library.documents()
        with library.database.read() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            for table in ("chunks", "chunk_terms"):
                count = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
                assert count == sum(document.chunks for document in documents), table
        for document in documents:
            assert document.pages == len(library.pages(document.id)) > 0
            original = library.original(document.id)
            assert original is not None
            assert original.stat().st_size == document.size
        return {document.name: (document.sha256, document.pages, document.chunks) for document in documents}
    finally:
        library.close()


def run_killed(
    command: Sequence[str],
    library: Path,
    whole: dict[str, tuple[str, int, int]],
    moments: Sequence[float],
    wait_for: bytes,
) -> None:
    for moment in moments:
        kill(start(command, wait_for), moment)
        kept = contents(library)
        assert kept.items() <= whole.items()
    process = start(command, wait_for)
    assert process.communicate()[1] is not None
    assert process.returncode == 0
    assert contents(library) == whole


def test_three_kills(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    for number in range(8):
        words = "\n\n".join(f"Paragraph {i} of text {number} is here. " * 12 for i in range(15))
        (course / f"{number}.txt").write_text(words)
    command = ["tests.ingest.slow_ingest"]
    assert start([*command, str(tmp_path / "whole"), str(course)]).wait() == 0
    whole = contents(tmp_path / "whole")
    assert len(whole) == 8
    chance = random.Random(7)
    moments = [chance.uniform(0, 0.6) for _ in range(3)]
    library = tmp_path / "killed"
    run_killed([*command, str(library), str(course)], library, whole, moments, b"started")


def test_reading_again_is_killed_and_goes_on(tmp_path: Path) -> None:
    course, folder = tmp_path / "course", tmp_path / "library"
    course.mkdir()
    for number in range(6):
        (course / f"{number}.txt").write_text(
            "\n\n".join(f"Part {i} of text {number}. " * 12 for i in range(15))
        )
    command = ["tests.ingest.slow_ingest", str(folder)]
    assert start([*command, str(course)]).wait() == 0
    whole = contents(folder)
    with _opened(folder) as library, library.database.begin() as connection:
        connection.exec_driver_sql("UPDATE documents SET reader = 0")
        before = [document.id for document in library.documents()]
    process = start([*command, "--reread"], b"started")
    left = len(whole)
    while left == len(whole) and process.poll() is None:  # until one is done, and not all
        time.sleep(0.05)
        with _opened(folder) as library:
            left = len(outdated(library))
    kill(process, 0)
    assert contents(folder) == whole
    with _opened(folder) as library:
        halfway = len(outdated(library))
    assert 0 < halfway < len(whole)
    assert start([*command, "--reread"]).wait() == 0
    assert contents(folder) == whole
    with _opened(folder) as library:
        assert outdated(library) == [] and [document.id for document in library.documents()] == before


@contextmanager
def _opened(folder: Path) -> Iterator[Library]:
    library = Library.open(folder)
    try:
        yield library
    finally:
        library.close()


@pytest.mark.data
@pytest.mark.models
@pytest.mark.timeout(900)
@pytest.mark.skipif(not (DATA / "aragog").exists(), reason=f"{DATA} is not here")
def test_ten_kills_of_the_real_command(tmp_path: Path) -> None:
    began = time.monotonic()
    command = ["ingest", str(DATA / "course"), str(DATA / "aragog" / "pdfs" / "distilbert.pdf"), "--library"]
    assert start([*command, str(tmp_path / "whole")]).wait() == 0
    took = time.monotonic() - began
    chance = random.Random()
    library = tmp_path / "killed"
    moments = [chance.uniform(0.1, 0.7) * took for _ in range(10)]
    run_killed([*command, str(library)], library, contents(tmp_path / "whole"), moments, b"")
