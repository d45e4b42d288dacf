"""Several workers bring in what one alone would, and one that is killed costs at most the file at hand."""

import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from ingest.pipeline import FileOutcome, FileResult, Ingester, Step
from ingest.team.remote import RemoteEmbeddings
from ingest.team.team import Team, threads_of_each
from rag.common import child
from rag.errors import EmbedderMismatch
from rag.models.embedding.embedder import Embedder
from rag.settings import Models
from rag.store import schema
from rag.store.library import Library
from tests.fakes import FakeEmbeddings
from tests.ingest.conftest import SETTINGS

EMBEDDER = Embedder(FakeEmbeddings(), fingerprint="fake", dimension=64)


@pytest.fixture
def team(library: Library) -> Iterator[Team]:
    with Team(
        library, EMBEDDER, SETTINGS, 2, lambda: RemoteEmbeddings(Models(), f"{__package__}.fake_child")
    ) as team:
        yield team


@pytest.fixture
def material(tmp_path: Path) -> Path:
    folder = tmp_path / "material"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"Dogs of the kind {number} run. Cats sleep on {number} mats.")
    (folder / "empty.txt").write_text("")
    (folder / "picture.xyz").write_text("no kind that is read")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("inner.txt", "Birds fly far away.")
        archive.writestr("locked.txt", "")
    return folder


def kept(library: Library) -> list[tuple[str, str, bytes]]:
    """The name of the document, the text and the vector of each passage."""
    chunk, document = schema.chunks.c, schema.documents.c
    query = select(document.name, chunk.text, chunk.vector).join(
        schema.documents, document.id == chunk.document_id
    )
    with library.database.read() as connection:
        return sorted((row[0], row[1], row[2]) for row in connection.execute(query))


def outcomes(results: tuple[FileResult, ...]) -> list[tuple[str, FileOutcome, int, int, str]]:
    return [(one.name, one.state, one.pages, one.chunks, one.message) for one in results]


def test_of_two_files_with_the_same_bytes_one_is_kept(team: Team, library: Library, tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"Dogs run. {number // 2}")
    found = team.ingest([tmp_path / f"{number}.txt" for number in range(6)], "new")
    assert found.count(FileOutcome.ADDED) == len(library.documents()) == 3


def test_a_team_does_what_one_alone_does(
    library: Library, team: Team, material: Path, tmp_path: Path
) -> None:
    events: list[Step | FileResult] = []
    summary = team.ingest([material], "Course", on_event=events.append)
    other = Library.open(tmp_path / "other")
    with Ingester(other, EMBEDDER, SETTINGS) as alone:
        expected = alone.ingest([material], "Course")
    assert outcomes(summary.results) == outcomes(expected.results)
    assert summary.count(FileOutcome.ADDED) == 6 and summary.count(FileOutcome.FAILED) == 2
    assert summary.unsupported == expected.unsupported
    assert kept(library) == kept(other) != []
    told = [event for event in events if isinstance(event, FileResult)]
    assert sorted(outcomes(tuple(told))) == sorted(outcomes(summary.results))
    assert [one.state for one in team.ingest([material], "Course").results].count(FileOutcome.SKIPPED) == 6
    other.close()


def test_a_worker_that_is_killed_goes_on(
    library: Library, team: Team, material: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LECTERN_TEST_ONCE", str(tmp_path / "died"))
    (material / "1.txt").write_text("Who dies once is read.")
    (material / "2.txt").write_text("Who dies always is told of.")
    summary = team.ingest([material], "Course")
    assert (tmp_path / "died").exists()
    state = {one.name: one.state for one in summary.results}
    assert state["1.txt"] is FileOutcome.ADDED and state["2.txt"] is FileOutcome.FAILED
    (failed,) = (one for one in summary.results if one.name == "2.txt")
    assert "ended twice" in failed.message and "--workers" in failed.message
    assert {name for name, *_ in kept(library)} == {"0.txt", "1.txt", "3.txt", "4.txt", "more/inner.txt"}


def test_another_embedder_stops_all(library: Library, team: Team, material: Path) -> None:
    with Ingester(library, Embedder(FakeEmbeddings(), fingerprint="other"), SETTINGS) as other:
        other.ingest([material / "0.txt"], "Course")
    with pytest.raises(EmbedderMismatch):
        team.ingest([material], "Course")
    assert {name for name, *_ in kept(library)} == {"0.txt"}


@pytest.mark.parametrize(
    ("cores", "workers", "each"), [(8, 2, 4), (2, 2, 1), (2, 5, 1), (7, 2, 3), (None, 2, 1)]
)
def test_workers_share_the_cores(
    monkeypatch: pytest.MonkeyPatch, cores: int | None, workers: int, each: int
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert threads_of_each(workers) == each


@pytest.mark.parametrize(("said", "expected"), [(None, {"1"}), ("5", {"5"})])
def test_both_processes_of_a_worker_are_told_how_many_threads(
    library: Library, material: Path, monkeypatch: pytest.MonkeyPatch, said: str | None, expected: set[str]
) -> None:
    """What a person set goes before."""
    told: dict[str, set[str]] = {}

    class Told(subprocess.Popen[str]):
        def __init__(self, command: list[str], **options: Any) -> None:
            told.setdefault(command[-1], set()).add(options["env"].get("OMP_NUM_THREADS", ""))
            super().__init__(command, **options)

    monkeypatch.setattr(child.subprocess, "Popen", Told)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if said:
        monkeypatch.setenv("OMP_NUM_THREADS", said)
    fake = f"{__package__}.fake_child"
    threads = threads_of_each(2)
    with Team(library, EMBEDDER, SETTINGS, 2, lambda: RemoteEmbeddings(Models(), fake, threads)) as team:
        team.ingest([material], "Course")
    assert told == {"ingest.child": expected, fake: expected}
