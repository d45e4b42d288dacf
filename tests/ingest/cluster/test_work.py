"""What a worker does to a file, and what it carries along instead."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.cluster.work import Attempts, EmbedWorker, ReadWorker, Work
from ingest.readers.base import READER
from ingest.stages import Errand, digest
from rag.errors import LecternError, ModelUnavailable, Refusal, UnreadableFile
from rag.models.embedding.embedder import Embedder
from rag.settings import Ingestion, Models
from tests.fakes import FakeEmbeddings


def loaded(models: Models) -> Embedder:
    return Embedder(FakeEmbeddings(), fingerprint="fake", dimension=64)


@pytest.fixture
def work(tmp_path: Path) -> Work:
    path = tmp_path / "a.txt"
    path.write_text("Dogs run. Cats sleep.")
    return Work(Errand(path, "a.txt", digest(path), tmp_path / "library" / "ocr" / "kept"))


def read(work: Work, tries: Attempts | None = None, version: object = READER) -> Work:
    return ReadWorker(Ingestion(), version, tries or Attempts())({"work": work})["work"]


def embedded(work: Work, tries: Attempts | None = None, fingerprint: str = "fake") -> Work:
    return EmbedWorker(Models(), 32, fingerprint, loaded, tries or Attempts())({"work": work})["work"]


def test_a_ledger_counts_what_was_begun_and_not_ended() -> None:
    tries = Attempts()
    assert tries.begin("a") == 0
    tries.end("a")
    assert [tries.begin("a"), tries.begin("a"), tries.begin("b"), tries.begin("a")] == [0, 1, 0, 2]


def test_a_file_goes_through_both_stages(work: Work) -> None:
    first = read(work)
    assert first.read is not None and first.read.pages[0].text == "Dogs run. Cats sleep."
    done = embedded(first)
    assert done.read is None and done.prepared is not None and done.error is None
    assert [chunk.text for chunk in done.prepared.chunks] == ["Dogs run. Cats sleep."]
    assert done.prepared.vectors.shape == (1, 64)
    assert len(done.prepared.units) == len(done.prepared.unit_vectors) == 2
    assert done.seconds >= first.seconds > 0


@pytest.mark.parametrize("stage", ["read", "embed"])
def test_a_file_that_ended_its_worker_twice_is_not_begun_again(work: Work, stage: str) -> None:
    tries, key = Attempts(), f"{stage} {work.errand.sha256}"
    tries.begin(key)  # and its worker was gone
    assert embedded(read(work, tries), tries).prepared is not None  # the second time it went well
    tries.begin(key)
    done = embedded(read(work, tries), tries)
    assert done.prepared is None and isinstance(done.error, UnreadableFile)
    assert f"ended 2 times while it was to {stage} it" in str(done.error)


def test_other_files_are_begun_all_the_same(work: Work) -> None:
    tries = Attempts()
    tries.begin("read 0")
    tries.begin("read 0")
    assert read(work, tries).error is None


def test_what_cannot_be_read_is_carried_along_and_embedded_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    done = embedded(read(Work(Errand(path, "empty.txt", digest(path), None))))
    assert isinstance(done.error, UnreadableFile) and done.error.refusal is Refusal.EMPTY
    assert done.read is done.prepared is None


def test_a_computer_that_has_another_file_there_or_none_says_so(work: Work) -> None:
    other = replace(work, errand=replace(work.errand, sha256="0" * 64))
    gone = replace(work, errand=replace(work.errand, path=work.errand.path.with_name("gone.txt")))
    for one in (other, gone):
        error = read(one).error
        assert isinstance(error, UnreadableFile) and "under the same path" in str(error)


def test_a_computer_with_another_lectern_or_another_model_stops_all(work: Work) -> None:
    error = read(work, version=-1).error
    assert isinstance(error, LecternError) and not isinstance(error, UnreadableFile)
    assert "another version of Lectern" in str(error)
    error = embedded(read(work), fingerprint="another").error
    assert isinstance(error, ModelUnavailable) and "the library needs another" in str(error)
