"""From files to the library: read, split, embed, keep. A file is in the library whole, or not at all."""

import shutil
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from ingest.archives.names import is_archive_name
from ingest.archives.unpacking import Unpacked
from ingest.embedding import embed
from ingest.files import find
from ingest.readers.base import READER, ReadFile
from ingest.reading import FileReader, Stopped
from ingest.splitter import split
from ingest.units.embedded import embedded_units
from ingest.units.summaries import summarised
from rag.common import files
from rag.common.titles import title_from_name
from rag.errors import LibraryUnavailable, Refusal, UnreadableFile
from rag.models.embedding.embedder import Embedder
from rag.settings import Settings
from rag.store.library import Library, embedded_text
from rag.store.rows import NewDocument
from rag.values import Document, Page
from rag.values.people import ALONE, Asker, ClassRole

_KEPT = "ocr"
"""The folder of the library that keeps the pages of scans while they are read; it may be deleted at any time."""
_BATCH = 8  # small, so that stopping takes well under a second


class FileOutcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    SKIPPED = "skipped"
    FAILED = "failed"


class IngestStage(StrEnum):
    """What is being done to a file: `Step.done` counts its pages, then its chunks."""

    READING = "reading"
    EMBEDDING = "embedding"


@dataclass(frozen=True, slots=True)
class Step:
    """How far a file is: `done` of `total` pages or chunks."""

    name: str
    stage: IngestStage
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file. `problems` is its health report; `message` says why it was not read.

    `name` is what the file is called in the library; `seconds` is wall time; `refusal` of which kind the reason is
    (`rag.errors.Refusal`), "" where it is of none.
    """

    path: Path
    name: str
    state: FileOutcome
    pages: int = 0
    chunks: int = 0
    problems: tuple[str, ...] = ()
    message: str = ""
    seconds: float = 0.0
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of all files, in order; `unsupported` are those in folders whose kind cannot be read."""

    results: tuple[FileResult, ...]
    unsupported: tuple[Path, ...] = ()
    seconds: float = 0.0

    def count(self, *states: FileOutcome) -> int:
        return sum(result.state in states for result in self.results)


Listener = Callable[[Step | FileResult], None]


class Ingester:
    """Brings files into a library. Close it, or use it as a context: it keeps a process for reading."""

    def __init__(self, library: Library, embedder: Embedder, settings: Settings) -> None:
        self._library = library
        self._embedder = embedder
        self._settings = settings.ingestion
        self._reader = FileReader(settings.ingestion)

    def ingest(
        self,
        paths: Iterable[Path],
        collection: str,
        owner: str = "",
        on_event: Listener = lambda event: None,
    ) -> Summary:
        """Bring in files and folders, one after another; one that cannot be read does not stop the others.

        Raises EmbedderMismatch if the library was made with another embedder.
        """
        start = time.monotonic()
        found = find(paths)
        results: list[FileResult] = []
        unsupported = list(found.unsupported)
        for path, name in found.files:
            if is_archive_name(path.name):
                unsupported += self._ingest_archive(path, name, collection, owner, on_event, results)
                continue
            results.append(self.ingest_file(path, name, collection, owner, on_event))
            on_event(results[-1])
        if any(result.state in (FileOutcome.ADDED, FileOutcome.REPLACED) for result in results):
            self._library.save_vectors()
        return Summary(tuple(results), tuple(unsupported), time.monotonic() - start)

    def unpack(
        self, path: Path, name: str, target: Path, stop: Callable[[], bool] = lambda: False
    ) -> Unpacked | None:
        """The files of the archive at `path`, called `name`, put into the folder `target`; None where it is none.

        Raises UnreadableFile where nothing can be taken from it, and Stopped.
        """
        return self._reader.unpack(path, name, target, stop)

    def _ingest_archive(
        self,
        path: Path,
        name: str,
        collection: str,
        owner: str,
        on_event: Listener,
        results: list[FileResult],
    ) -> list[Path]:
        """Bring in the files of an archive, and add what became of each to `results`; those of other kinds."""
        with TemporaryDirectory(prefix="lectern-") as folder:
            failed = FileResult(path, name, FileOutcome.FAILED)
            try:
                unpacked = self.unpack(path, name, Path(folder))
            except UnreadableFile as error:
                results.append(replace(failed, message=str(error), refusal=error.refusal.value))
                on_event(results[-1])
                return []
            if unpacked is None:  # a document that is called an archive
                unpacked = Unpacked(((path, name),))
            for inner, inner_name in unpacked.files:
                results.append(self.ingest_file(inner, inner_name, collection, owner, on_event))
                on_event(results[-1])
            for inner_name, refusal, message in unpacked.refused:
                results.append(replace(failed, name=inner_name, message=message, refusal=refusal.value))
                on_event(results[-1])
            return [path.parent / other for other in unpacked.other_kinds]

    def ingest_file(
        self,
        path: Path,
        name: str,
        collection: str,
        owner: str = "",
        on_event: Listener = lambda event: None,
        stop: Callable[[], bool] = lambda: False,
        anew: bool = False,
        asker: Asker = ALONE,
    ) -> FileResult:
        """Bring in one file as `name`, in place of the document of that name.

        The same bytes are skipped, unless they are to be read `anew`. It is brought in by `asker`: to where they may,
        in place of what is theirs.

        Raises Stopped, soon after `stop()` is true, with nothing of the file kept; EmbedderMismatch if
        the library was made with another embedder.
        """
        start = time.monotonic()
        library = self._library.seen_by(asker)
        library.check_embedder(self._embedder.fingerprint)
        result = FileResult(path, name, FileOutcome.FAILED)
        try:
            result = self._ingested(library, result, collection, owner, on_event, stop, anew)
        except UnreadableFile as error:
            result = replace(result, message=str(error), refusal=error.refusal.value)
        except LibraryUnavailable as error:
            result = replace(result, message=str(error))
        except OSError as error:
            result = replace(result, message=f"It cannot be read or kept: {error.strerror or error}.")
        if result.state is FileOutcome.FAILED and library.find_document(collection, name=name):
            result = replace(result, message=f"{result.message} The version that was added before is kept.")
        return replace(result, seconds=time.monotonic() - start)

    def reread(self, on_event: Listener = lambda event: None) -> Summary:
        """Read again what an earlier version of the readers read, where the original was kept; chats are kept.

        What is done is not done again, so it can be stopped and called again.
        """
        start = time.monotonic()
        results = []
        for document in outdated(self._library):
            original = self._library.original(document.id)
            if original is not None:
                name, owner, alone = document.name, document.owner, document.only_for
                asker = Asker(alone, ClassRole.STUDENT) if alone else ALONE
                place = document.collection
                results.append(
                    self.ingest_file(original, name, place, owner, on_event, anew=True, asker=asker)
                )
                on_event(results[-1])
        if results:
            self._library.save_vectors()
        return Summary(tuple(results), (), time.monotonic() - start)

    def close(self) -> None:
        """End the reading process. The library stays open."""
        self._reader.close()

    def __enter__(self) -> "Ingester":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ingested(
        self,
        library: Library,
        result: FileResult,
        collection: str,
        owner: str,
        on_event: Listener,
        stop: Callable[[], bool],
        anew: bool,
    ) -> FileResult:
        path, name = result.path, result.name
        sha256 = digest(path)
        same = library.find_document(collection, sha256=sha256)
        if same is not None and not anew:
            other = "" if same.name == name else f' as "{same.name}"'
            return replace(
                result,
                state=FileOutcome.SKIPPED,
                pages=same.pages,
                chunks=same.chunks,
                problems=same.problems,
                message=f"It is in the library already{other}.",
            )
        keep = library.folder / _KEPT / sha256
        read = self._reader.read(
            path, lambda done, of: on_event(Step(name, IngestStage.READING, done, of)), stop, keep
        )
        replaces = library.find_document(collection, name=name) is not None
        title = read.title or title_from_name(name)
        size = path.stat().st_size
        new = NewDocument(
            collection, name, title, sha256, read.media_type, size, owner, read.problems, reader=READER
        )
        chunks = self._kept(library, new, read, path, on_event, stop)
        shutil.rmtree(keep, ignore_errors=True)
        return replace(
            result,
            state=FileOutcome.REPLACED if replaces else FileOutcome.ADDED,
            pages=len(read.pages),
            chunks=chunks,
            problems=read.problems,
        )

    def _kept(
        self,
        library: Library,
        new: NewDocument,
        read: ReadFile,
        path: Path,
        on_event: Listener,
        stop: Callable[[], bool],
    ) -> int:
        """Cut, embed and keep a file as read; how many chunks it has."""
        shown = library.given_title(new.collection, new.name) or new.title
        pages, size = _until(stop, read.pages), self._settings.chunk_tokens
        chunks = split(pages, shown, new.sha256, self._embedder, size, read.sections, read.units)
        count = len(chunks)

        def progress(share: float) -> None:
            on_event(Step(new.name, IngestStage.EMBEDDING, int(share * count), count))

        texts = [embedded_text(chunk.header, chunk.text) for chunk in chunks]
        texts += embedded_units(read.pages, read.units)
        vectors = embed(texts, self._embedder, _BATCH, progress, stop)
        units = summarised(read.units, texts[count:], vectors[count:])
        fingerprint = self._embedder.fingerprint
        library.add_document(
            new, read.pages, chunks, vectors[:count], fingerprint, path, units, vectors[count:]
        )
        return count


def outdated(library: Library, collection: str | None = None) -> list[Document]:
    """The documents of a collection (None: of all) that an earlier version of the readers read."""
    return [document for document in library.documents(collection) if document.reader < READER]


def _until(stop: Callable[[], bool], pages: Iterable[Page]) -> Iterator[Page]:
    for page in pages:
        if stop():
            raise Stopped
        yield page


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal; raises UnreadableFile where there is no such file."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # opening a pipe would wait for ever
            raise UnreadableFile(
                "It is a pipe or a device, not a file. Save what it gives as a file and add that.",
                Refusal.REFUSED,
            )
        return files.sha256(path)
    except FileNotFoundError as error:
        raise UnreadableFile("There is no such file or folder. Check the path.") from error
