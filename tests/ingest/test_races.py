"""Two that work on one library at once: nothing is left behind, nothing comes back, nothing is done twice."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest.files import find
from ingest.pipeline import FileOutcome, FileResult, Ingester, IngestStage, Step
from rag.common.exclusive import alone_with
from rag.errors import UnknownCollection
from rag.models.embedding.embedder import Embedder
from rag.store.care.check import check
from rag.store.library import Library
from tests.fakes import FakeEmbeddings
from tests.ingest.conftest import SETTINGS

ROOT = Path(__file__).parents[2]


class CountedEmbeddings(FakeEmbeddings):
    def __init__(self) -> None:
        self.texts = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.texts += len(texts)
        time.sleep(0.002 * len(texts))
        return super().embed_documents(texts)


@pytest.fixture
def other(library: Library) -> Iterator[Library]:
    """The same library, as another process has it."""
    other = Library.open(library.folder)
    yield other
    other.close()


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"Text {number} tells of apples and pears. " * 30)
    return folder


def is_empty(library: Library) -> bool:
    with closing(sqlite3.connect(library.folder / "library.db")) as connection:
        tables = ("collections", "documents", "pages", "chunks", "units", "chunk_terms")
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
    return not any(counts) and not list((library.folder / "files").iterdir())


@pytest.mark.parametrize("stage", list(IngestStage))
def test_a_collection_deleted_meanwhile_leaves_nothing_and_does_not_come_back(
    library: Library, other: Library, ingester: Ingester, course: Path, stage: IngestStage
) -> None:
    def listen(event: Step | FileResult) -> None:
        if isinstance(event, Step) and event.name == "2.txt" and event.stage is stage and other.collections():
            other.delete_collection("Course")

    with pytest.raises(UnknownCollection, match="was deleted while"):
        ingester.ingest([course], "Course", on_event=listen)
    assert is_empty(library)


def test_a_collection_renamed_meanwhile_gets_the_rest(
    library: Library, other: Library, ingester: Ingester, course: Path
) -> None:
    def listen(event: Step | FileResult) -> None:
        if isinstance(event, Step) and event.name == "2.txt" and other.place("Course"):
            other.rename_collection("Course", "Fruit")

    ingester.ingest([course], "Course", on_event=listen)
    assert [(c.name, c.documents) for c in library.collections()] == [("Fruit", 4)]


def test_one_made_anew_under_the_old_name_is_another(
    library: Library, other: Library, ingester: Ingester, course: Path
) -> None:
    def listen(event: Step | FileResult) -> None:
        if isinstance(event, Step) and event.name == "2.txt" and event.done == event.total:
            other.delete_collection("Course")
            other.create_collection("Course")

    with pytest.raises(UnknownCollection):
        ingester.ingest([course], "Course", on_event=listen)
    assert library.documents() == []


def test_a_document_deleted_while_it_is_read_again_does_not_come_back(
    library: Library, other: Library, ingester: Ingester, course: Path
) -> None:
    ingester.ingest([course / "0.txt"], "Course")
    with library.database.begin() as connection:
        connection.exec_driver_sql("UPDATE documents SET reader = 0")

    def listen(event: Step | FileResult) -> None:
        for document in other.documents():
            other.remove_document(document.id)

    (result,) = ingester.reread(on_event=listen).results
    assert result.state is FileOutcome.FAILED and "was deleted" in result.message
    assert library.documents() == []


def test_two_at_once_embed_the_same_bytes_once(library: Library, other: Library, course: Path) -> None:
    embeddings = [CountedEmbeddings(), CountedEmbeddings()]
    outcomes: list[FileOutcome] = []

    def run(where: Library, by: CountedEmbeddings) -> None:
        with Ingester(where, Embedder(by, fingerprint="fake", dimension=64), SETTINGS) as ingester:
            outcomes.extend(result.state for result in ingester.ingest([course], "Course").results)

    threads = [
        threading.Thread(target=run, args=pair) for pair in zip((library, other), embeddings, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Ingester(library, Embedder(CountedEmbeddings(), fingerprint="fake", dimension=64), SETTINGS) as once:
        alone = CountedEmbeddings()
        once._embedder = Embedder(alone, fingerprint="fake", dimension=64)
        once.ingest([course], "Another")
    assert embeddings[0].texts + embeddings[1].texts == alone.texts
    assert sorted(outcomes) == [FileOutcome.ADDED] * 4 + [FileOutcome.SKIPPED] * 4


def test_a_name_is_one_name_composed_or_not(library: Library, ingester: Ingester, tmp_path: Path) -> None:
    for number, form in enumerate(("NFC", "NFD")):
        folder = tmp_path / form
        folder.mkdir()
        path = folder / unicodedata.normalize(form, "Übung.txt")  # type: ignore[arg-type]
        path.write_text(f"Version {number}. " * 20)
        ingester.ingest([folder], unicodedata.normalize(form, "Höhere Mathematik"))  # type: ignore[arg-type]
    (document,) = library.documents()
    assert (document.name, document.collection) == ("Übung.txt", "Höhere Mathematik")
    assert library.page(document.id, 1).text.startswith("Version 1.")
    library.check_collection(unicodedata.normalize("NFD", "Höhere Mathematik"))


def test_a_name_kept_before_is_found_composed_or_not(
    library: Library, ingester: Ingester, course: Path
) -> None:
    ingester.ingest([course / "0.txt"], "Course")
    with library.database.begin() as connection:  # as an earlier Lectern kept it
        connection.exec_driver_sql("UPDATE documents SET name = ?", (unicodedata.normalize("NFD", "é.txt"),))
    assert library.find_document("Course", name="é.txt") is not None


def test_links_that_lead_out_of_a_folder_are_not_followed(
    ingester: Ingester, course: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("root:x:0:0")
    (tmp_path / "private").mkdir()
    (course / "passwords.txt").symlink_to(tmp_path / "secret.txt")
    (course / "more").symlink_to(tmp_path / "private")
    (course / "inside.txt").symlink_to(course / "0.txt")
    (course / "nowhere.txt").symlink_to(tmp_path / "missing.txt")
    found = find([course])
    assert [name for _, name in found.files] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert sorted(path.name for path in found.leading_out) == ["more", "nowhere.txt", "passwords.txt"]
    summary = ingester.ingest([course], "Course")
    assert sorted(path.name for path in summary.leading_out) == ["more", "nowhere.txt", "passwords.txt"]


def test_what_a_killed_process_left_is_swept_and_nothing_else(
    library: Library, ingester: Ingester, course: Path
) -> None:
    ingester.ingest([course], "Course")
    files = library.folder / "files"
    left = [files / f"{'a' * 64}.txt", files / f"{'b' * 64}.0123.new", files / f"{'c' * 64}.txt"]
    for path in left:
        path.write_text("left")
    for path in (*left[:2], *[path for path in files.iterdir() if path not in left]):
        os.utime(path, (0, 0))
    Library.open(library.folder).close()
    assert sorted(path.name[0] for path in (library.folder / "unused").iterdir()) == ["a", "b"]
    assert left[2].exists()  # it may get its document yet
    assert check(library.folder, full=True) == []


def test_a_file_that_another_document_needs_at_that_moment_is_not_dropped(
    library: Library, other: Library, ingester: Ingester, course: Path
) -> None:
    """The document is deleted while the same bytes come into another collection."""
    ingester.ingest([course / "0.txt"], "One")

    def listen(event: Step | FileResult) -> None:
        if isinstance(event, Step) and event.stage is IngestStage.EMBEDDING and other.documents("One"):
            other.remove_document(other.documents("One")[0].id)

    ingester.ingest([course / "0.txt"], "Two", on_event=listen)
    (document,) = library.documents()
    assert library.original(document.id) is not None


def test_a_process_that_ends_frees_what_it_held(library: Library, ingester: Ingester, course: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from rag.common.exclusive import alone_with\n"
        "with alone_with('x', Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(library.folder / "locks")], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with alone_with("x", library.folder / "locks"):
        pass
