"""The driver of a cluster, with workers in this process: what is written, what is sent, and what is told."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ingest.cluster.fleet import Fleet, Spreading, Stages
from ingest.cluster.work import Attempts, Work
from ingest.pipeline import FileOutcome, FileResult, Ingester, Step, Summary
from rag.errors import EmbedderMismatch
from rag.models.embedding.embedder import Embedder
from rag.settings import Models
from rag.store.library import Library
from tests.fakes import FakeEmbeddings
from tests.ingest.cluster.kept import kept
from tests.ingest.conftest import SETTINGS


def loaded(models: Models) -> Embedder:
    return Embedder(FakeEmbeddings(), fingerprint="fake", dimension=64)


def here(works: Sequence[Work], stages: Stages) -> Iterator[Work]:
    """All stages in this process, one file after another."""
    ledger = Attempts()
    workers = [made(*arguments, ledger) for made, arguments in stages]
    for work in works:
        row = {"work": work}
        for worker in workers:
            row = worker(row)
        yield row["work"]


def backwards(works: Sequence[Work], stages: Stages) -> Iterator[Work]:
    """As workers may: those that were sent last are done first."""
    return here(works[::-1], stages)


def brought(library: Library, folder: Path, spreading: Spreading = backwards) -> Summary:
    with Fleet(library, loaded(Models()), SETTINGS, spreading, loaded) as fleet:
        return fleet.ingest([folder], "Course")


def states(summary: Summary) -> dict[str, FileOutcome]:
    return {one.name: one.state for one in summary.results}


@pytest.fixture
def material(tmp_path: Path) -> Path:
    folder = tmp_path / "material"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Dogs of the kind {number} run. Cats sleep on {number} mats.")
    (folder / "empty.txt").write_text("")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 damaged")
    (folder / "picture.xyz").write_text("no kind that is read")
    (folder / "none.zip").write_text("no archive")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("inner.txt", "Birds fly far away.")
        archive.writestr("empty.txt", "")
        archive.writestr("picture.xyz", "no kind that is read")
    return folder


def test_a_fleet_does_what_one_computer_alone_does(library: Library, material: Path, tmp_path: Path) -> None:
    events: list[Step | FileResult] = []
    with Fleet(library, loaded(Models()), SETTINGS, backwards, loaded) as fleet:
        summary = fleet.ingest([material], "Course", on_event=events.append)
    other = Library.open(tmp_path / "other")
    with Ingester(other, loaded(Models()), SETTINGS) as alone:
        expected = alone.ingest([material], "Course")
    other.close()

    def told(results: Sequence[FileResult]) -> list[tuple[object, ...]]:
        return [(r.name, r.state, r.pages, r.chunks, r.message, r.refusal) for r in results]

    assert told(summary.results) == told(expected.results)
    assert summary.count(FileOutcome.ADDED) == 4 and summary.count(FileOutcome.FAILED) == 4
    assert summary.unsupported == expected.unsupported
    assert kept(library.folder) == kept(tmp_path / "other")
    assert sorted(told([one for one in events if isinstance(one, FileResult)])) == sorted(
        told(summary.results)
    )
    assert all(result.seconds >= 0 for result in summary.results)
    assert list((library.folder / "unpacked").iterdir()) == []


def test_what_is_there_is_not_sent_and_a_new_version_takes_the_place_of_the_old(
    library: Library, material: Path
) -> None:
    brought(library, material)
    sent: list[str] = []

    def noted(works: Sequence[Work], stages: Stages) -> Iterator[Work]:
        sent.extend(work.errand.name for work in works)
        return here(works, stages)

    (material / "1.txt").write_text("Now something else.")
    found = states(brought(library, material, noted))
    assert found["0.txt"] is found["more/inner.txt"] is FileOutcome.SKIPPED
    assert found["1.txt"] is FileOutcome.REPLACED
    # Two empty files have the same bytes: one at a time.
    assert sorted(sent) == ["1.txt", "broken.pdf", "empty.txt", "more/empty.txt"]
    assert len(library.documents()) == 4


def test_of_two_files_with_the_same_bytes_one_is_kept(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "twins"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"Dogs run. {number // 2}")
    summary = brought(library, folder)
    assert [one.state for one in summary.results] == [FileOutcome.ADDED, FileOutcome.SKIPPED] * 2
    assert [one.message for one in summary.results][1] == 'It is in the library already as "0.txt".'
    assert len(library.documents()) == 2


def test_a_run_that_is_ended_is_gone_on_with(library: Library, material: Path) -> None:
    sent: list[str] = []

    def ended(works: Sequence[Work], stages: Stages) -> Iterator[Work]:
        for number, work in enumerate(here(works, stages)):
            if number == 2:
                raise KeyboardInterrupt
            yield work

    def noted(works: Sequence[Work], stages: Stages) -> Iterator[Work]:
        sent.extend(work.errand.name for work in works)
        return here(works, stages)

    with pytest.raises(KeyboardInterrupt):
        brought(library, material, ended)
    assert [document.name for document in library.documents()] == ["0.txt", "1.txt"]
    assert states(brought(library, material, noted))["2.txt"] is FileOutcome.ADDED
    assert "2.txt" in sent and not {"0.txt", "1.txt"} & set(sent)
    assert len(library.documents()) == 4


def test_a_file_that_changes_meanwhile_is_not_kept(library: Library, material: Path) -> None:
    def changed(works: Sequence[Work], stages: Stages) -> Iterator[Work]:
        for work in here(works, stages):
            if work.errand.name == "1.txt":
                work.errand.path.write_text("Other words.")
            yield work

    summary = brought(library, material, changed)
    (failed,) = (one for one in summary.results if one.name == "1.txt")
    assert failed.state is FileOutcome.FAILED and "changed while it was read" in failed.message
    assert "1.txt" not in [document.name for document in library.documents()]


def test_what_another_process_brought_in_meanwhile_is_not_written_again(
    library: Library, material: Path
) -> None:
    def overtaken(works: Sequence[Work], stages: Stages) -> Iterator[Work]:
        for work in here(works, stages):
            if work.errand.name == "1.txt":
                with Ingester(library, loaded(Models()), SETTINGS) as other:
                    other.ingest([material / "1.txt"], "Course")
            yield work

    assert states(brought(library, material, overtaken))["1.txt"] is FileOutcome.SKIPPED
    assert len(library.documents()) == 4


def test_a_title_that_a_person_gave_goes_with_the_file(library: Library, material: Path) -> None:
    brought(library, material)
    (document,) = (one for one in library.documents() if one.name == "1.txt")
    library.rename_document(document.id, "Of dogs")
    (material / "1.txt").write_text("Now something else.")
    brought(library, material)
    headers = [row["header"] for row in kept(library.folder)["chunks"] if row["of"] == "1.txt"]
    assert headers and all(header.startswith("Of dogs") for header in headers)


def test_files_that_do_not_come_back_are_not_passed_over(library: Library, material: Path) -> None:
    with pytest.raises(RuntimeError, match="of 6 files nothing came back"):
        brought(library, material, lambda works, stages: [])


def test_a_mistake_of_the_program_surfaces(library: Library, material: Path) -> None:
    class Wrong(FakeEmbeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            raise ZeroDivisionError("no vectors")

    def wrong(models: Models) -> Embedder:
        return Embedder(Wrong(), fingerprint="fake", dimension=64)

    fleet = Fleet(library, loaded(Models()), SETTINGS, here, wrong)
    with fleet, pytest.raises(ZeroDivisionError) as raised:
        fleet.ingest([material], "Course")
    assert "embed_documents" in " ".join(raised.value.__notes__)
    assert library.documents() == []


def test_another_embedder_stops_all_before_anything_is_sent(library: Library, material: Path) -> None:
    with Ingester(library, Embedder(FakeEmbeddings(), fingerprint="other"), SETTINGS) as other:
        other.ingest([material / "0.txt"], "Course")

    def never(works: Sequence[Work], stages: Stages) -> Iterator[Work]:
        raise AssertionError("nothing is to be sent")

    with pytest.raises(EmbedderMismatch):
        brought(library, material, never)
