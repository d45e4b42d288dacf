"""Files into a real library, with a fake embedder."""

import os
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import event

from ingest.pipeline import FileOutcome, FileResult, Ingester, IngestStage, Step, Summary, outdated
from ingest.readers.ocr.kept import keep
from ingest.readers.ocr.values import SeenLine, SeenPage, SeenWord
from ingest.reading import Stopped
from ingest.stages import digest, embed
from rag.errors import EmbedderMismatch
from rag.models.embedding.embedder import Embedder
from rag.store.library import Library
from rag.store.packs.known import keep_vectors
from tests.fakes import FakeEmbeddings
from tests.ingest.conftest import SETTINGS

COURSE = "Course"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "a.md").write_text("# Attention\n\nAttention weighs tokens. " + "It is a weighted sum. " * 20)
    (folder / "b.txt").write_text("A diffusion model removes noise step by step.")
    return folder


def states(summary: Summary) -> list[str]:
    return [f"{result.name} {result.state}" for result in summary.results]


def test_files_are_added_with_pages_chunks_and_vectors(
    library: Library, ingester: Ingester, folder: Path
) -> None:
    summary = ingester.ingest([folder], COURSE, owner="me")
    assert states(summary) == ["a.md added", "b.txt added"]
    first, second = library.documents(COURSE)
    assert (first.title, first.media_type, first.owner, first.pages) == (
        "Attention",
        "text/markdown",
        "me",
        1,
    )
    assert first.chunks == summary.results[0].chunks > 1
    assert second.chunks == 1
    assert library.original(second.id).read_text().startswith("A diffusion")  # type: ignore[union-attr]
    vector = Embedder(FakeEmbeddings()).encode(["A diffusion model removes noise step by step."])[0]
    assert max(library.search.dense(vector, 1).values()) > 0.9


def test_the_vectors_belong_to_their_chunks(library: Library, ingester: Ingester, folder: Path) -> None:
    # Chunks are embedded in order of length, and must be put back in theirs.
    ingester.ingest([folder], COURSE)
    embedder = Embedder(FakeEmbeddings())
    keys = library.search.dense(embedder.encode(["attention"])[0], 100)
    for chunk in library.search.chunks(keys).values():
        vector = embedder.encode([f"{chunk.header}\n{chunk.text}"])[0]
        assert library.search.cosines(vector, [chunk.key])[chunk.key] == pytest.approx(1.0)


def test_the_same_bytes_are_skipped(library: Library, ingester: Ingester, folder: Path) -> None:
    ingester.ingest([folder], COURSE)
    generation = library.generation
    (folder / "copy.txt").write_bytes((folder / "b.txt").read_bytes())
    summary = ingester.ingest([folder], COURSE)
    assert states(summary) == ["a.md skipped", "b.txt skipped", "copy.txt skipped"]
    assert summary.results[2].message == 'It is in the library already as "b.txt".'
    assert library.generation == generation
    assert states(ingester.ingest([folder / "b.txt"], "Another course")) == ["b.txt added"]


def test_a_scan_goes_on_where_it_was_stopped_and_leaves_nothing_behind(
    library: Library, ingester: Ingester, tmp_path: Path
) -> None:
    path = tmp_path / "scan.tif"
    Image.new("L", (300, 200), 255).save(path)  # nothing is on it: the words are those that were kept
    box = (10.0, 10.0, 90.0, 30.0)
    line = SeenLine((SeenWord("Mitochondria", 0.9, box, box),), 28.0, 20.0)
    kept = library.folder / "ocr" / digest(path)
    keep(kept, "page-1", SeenPage(300, 200, 300, 200, (line,)))
    assert states(ingester.ingest([path], COURSE)) == ["scan.tif added"]
    (page,) = library.pages(library.documents(COURSE)[0].id)
    assert (page.text, page.method, page.spots[0].sure) == ("Mitochondria", "ocr", 0.9)
    assert not kept.exists()


def test_a_changed_file_replaces_the_old_one(library: Library, ingester: Ingester, folder: Path) -> None:
    ingester.ingest([folder], COURSE)
    (folder / "b.txt").write_text("A variational autoencoder has a latent space.")
    assert states(ingester.ingest([folder], COURSE)) == ["a.md skipped", "b.txt replaced"]
    assert len(library.documents(COURSE)) == 2
    assert not library.search.lexical(["diffus"], 5)
    assert library.search.lexical(["latent"], 5)


def test_a_file_that_cannot_be_read_costs_only_itself(
    library: Library, ingester: Ingester, folder: Path
) -> None:
    ingester.ingest([folder], COURSE)
    (folder / "a.md").write_bytes(b"")
    (folder / "c.pdf").write_bytes(b"%PDF-1.7 damaged")
    (folder / "d.xyz").write_bytes(b"\x00picture")
    summary = ingester.ingest([folder, folder / "missing.txt", folder / "d.xyz"], COURSE)
    assert states(summary) == [
        "a.md failed",
        "b.txt skipped",
        "c.pdf failed",
        "missing.txt failed",
        "d.xyz failed",
    ]
    messages = [result.message for result in summary.results]
    assert messages[0] == (
        "It is empty (0 bytes). Download or save it again. The version that was added before is kept."
    )
    assert messages[2].startswith("It is damaged")
    assert messages[3] == "There is no such file or folder. Check the path."
    assert messages[4].startswith('Files like ".xyz" cannot be read.')
    assert summary.unsupported == (folder / "d.xyz",)
    assert summary.count(FileOutcome.FAILED, FileOutcome.SKIPPED) == 5


def test_steps_and_results_are_told(ingester: Ingester, folder: Path) -> None:
    told: list[Step | FileResult] = []
    ingester.ingest([folder / "b.txt"], COURSE, on_event=told.append)
    reading, *embedding, result = told
    assert reading == Step("b.txt", IngestStage.READING, 1, 1)
    assert embedding == [Step("b.txt", IngestStage.EMBEDDING, done, 1) for done in (0, 1)]
    assert isinstance(result, FileResult)


def test_stopping_keeps_nothing(library: Library, ingester: Ingester, folder: Path) -> None:
    stop = threading.Event()

    def listen(event: Step | FileResult) -> None:
        if isinstance(event, Step) and event.stage is IngestStage.EMBEDDING:
            stop.set()

    with pytest.raises(Stopped):
        ingester.ingest_file(folder / "a.md", "a.md", COURSE, on_event=listen, stop=stop.is_set)
    assert library.collections() == []
    assert ingester.ingest_file(folder / "a.md", "a.md", COURSE).state is FileOutcome.ADDED


def test_another_embedder_is_refused(library: Library, ingester: Ingester, folder: Path) -> None:
    ingester.ingest([folder], COURSE)
    other = Ingester(library, Embedder(FakeEmbeddings(), fingerprint="other"), SETTINGS)
    with pytest.raises(EmbedderMismatch, match="python -m ingest --reembed"):
        other.ingest([folder], COURSE)


class Interrupted(BaseException):
    """What a kill looks like from inside."""


def test_an_interruption_at_any_step_leaves_the_library_whole(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.open(tmp_path / "library")
    with Ingester(library, Embedder(FakeEmbeddings()), SETTINGS) as ingester:
        ingester.ingest([folder / "b.txt"], COURSE)
        for broken in ("rag.store.rows.insert_pages", "rag.store.rows.insert_chunks"):
            with monkeypatch.context() as patch:
                patch.setattr(broken, _interrupt(broken))
                with pytest.raises(Interrupted):
                    ingester.ingest([folder], COURSE)
            assert [document.name for document in library.documents(COURSE)] == ["b.txt"]
        assert states(ingester.ingest([folder], COURSE)) == ["a.md added", "b.txt skipped"]
    library.close()


def _interrupt(name: str) -> Callable[..., None]:
    def interrupt(*_: object) -> None:
        raise Interrupted(name)

    return interrupt


class OrderedEmbeddings(FakeEmbeddings):
    """Remembers how many texts it was given at once."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.sizes.append(len(texts))
        return super().embed_documents(texts)


def test_texts_are_embedded_in_small_batches(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(f"Paragraph {i} has so many words. " * 5 for i in range(20)))
    embeddings = OrderedEmbeddings()
    with Ingester(library, Embedder(embeddings, fingerprint="f", dimension=64), SETTINGS) as ingester:
        result = ingester.ingest([path], COURSE).results[0]
    units = library.units.of_document(library.documents()[0].id)
    assert sum(embeddings.sizes) == result.chunks + len(units)
    assert max(embeddings.sizes) <= 8


def test_a_full_disk_costs_only_what_does_not_fit(library: Library, ingester: Ingester, folder: Path) -> None:
    (folder / "c.txt").write_text("Every word of it is said again and again. " * 2000)
    (folder / "d.txt").write_text("A small one fits.")
    with library.database.read() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    event.listen(
        library.database._engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count={used + 20}")
    )
    library.close()  # so that every later connection has the limit
    summary = ingester.ingest([folder], COURSE)
    assert states(summary) == ["a.md added", "b.txt added", "c.txt failed", "d.txt added"]
    assert "the disk is full. Free some space" in summary.results[2].message
    assert len(list((library.folder / "files").iterdir())) == 3


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    library: Library, ingester: Ingester, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ingester._reader.read

    def read(path: Path, *arguments: object) -> object:
        found = real(path, *arguments)  # type: ignore[arg-type]
        path.write_text("It says something else now.")
        return found

    monkeypatch.setattr(ingester._reader, "read", read)
    (result,) = ingester.ingest([folder / "b.txt"], COURSE).results
    assert (result.state, result.message) == (
        FileOutcome.FAILED,
        "It changed while it was read. Add it again when it is complete.",
    )
    assert library.documents() == []
    assert list((library.folder / "files").iterdir()) == []


def test_a_pipe_is_not_waited_for(ingester: Ingester, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (result,) = ingester.ingest([tmp_path / "pipe.txt"], COURSE).results
    assert result.message.startswith("It is a pipe or a device, not a file.")


def test_a_name_that_is_not_unicode_can_be_kept(library: Library, ingester: Ingester, tmp_path: Path) -> None:
    path = tmp_path / "caf\udce9.txt"
    path.write_text("We meet in the café at the corner of the long street, every Monday.")
    assert states(ingester.ingest([path], COURSE)) == ["caf?.txt added"]
    assert library.documents()[0].title == "caf?"  # as the library calls the file


def test_the_title_is_the_files_own_name_where_it_says_none(
    library: Library, ingester: Ingester, tmp_path: Path
) -> None:
    staged = tmp_path / f"anew-{uuid.uuid4().hex}.txt"
    staged.write_text("We meet in the cafe at the corner of the long street, every Monday.")
    ingester.ingest_file(staged, "week_1 notes.txt", COURSE)
    (document,) = library.documents()
    assert document.title == "week 1 notes"
    (key,) = library.search.lexical(["note"], 5)  # the header of the passage has it, too
    assert library.search.chunks([key])[key].header == "week 1 notes"


def test_progress_counts_characters_because_long_passages_take_longer(ingester: Ingester) -> None:
    lengths = [10, 30] * 8  # embedded in batches of 8, the short ones first
    told: list[float] = []
    embed(["x" * length for length in lengths], ingester._embedder, 8, told.append)
    assert told == [0, 0.25, 1]  # 80 of 320 characters are a quarter


def test_a_given_title_heads_the_passages_of_a_file_that_is_read_again(
    library: Library, ingester: Ingester, folder: Path
) -> None:
    ingester.ingest([folder / "b.txt"], COURSE)
    library.rename_document(library.documents()[0].id, "Diffusion")
    ingester.ingest_file(folder / "b.txt", "b.txt", COURSE, anew=True)
    assert library.documents()[0].title == "Diffusion"
    (key,) = library.search.lexical(["nois"], 5)
    assert library.search.chunks([key])[key].header == "Diffusion"


def test_what_an_earlier_lectern_read_is_read_again_once(
    library: Library, ingester: Ingester, folder: Path
) -> None:
    ingester.ingest([folder / "b.txt"], COURSE)
    assert outdated(library) == [] and ingester.reread().results == ()
    with library.database.begin() as connection:
        connection.exec_driver_sql("UPDATE documents SET reader = 0")
    before = library.documents()[0].id
    (again,) = ingester.reread().results
    assert (again.name, again.state) == ("b.txt", FileOutcome.REPLACED)
    assert library.documents()[0].id == before
    assert outdated(library) == []
    assert library.units.of_document(before)


def test_what_came_with_a_pack_is_not_embedded_again(library: Library, folder: Path) -> None:
    embedded: list[str] = []

    class Counted(FakeEmbeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            embedded.extend(texts)
            return super().embed_documents(texts)

    embedder = Embedder(Counted(), fingerprint="fake", dimension=64)
    with Ingester(library, embedder, SETTINGS) as ingester:
        ingester.ingest([folder / "a.md"], COURSE)
        texts = list(dict.fromkeys(embedded))
        (library.folder / "packs").mkdir()
        vectors = [np.full(64, 0.125, dtype=np.float32)] * len(texts)
        keep_vectors(library.folder / "packs" / "p.npz", "fake", texts, vectors)
        embedded.clear()
        ingester.ingest([folder / "a.md"], "Another")
    assert embedded == []
    found = library.search.dense(np.full(64, 0.125, dtype=np.float32), 1, "Another")
    assert list(found.values()) == [pytest.approx(1.0)]
