"""From files to the library: read, split, embed, keep. A file is in the library whole, or not at all."""

import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from ingest.archives.names import is_archive_name
from ingest.archives.unpacking import Unpacked
from ingest.files import find
from ingest.readers.base import READER, is_outdated
from ingest.reading import FileReader, Stopped
from ingest.stages import Errand, Meanwhile, Prepared, Preparing, digest, prepared, read_file
from rag.common.exclusive import alone_with
from rag.common.machine import TOO_LITTLE_MEMORY
from rag.common.names import composed
from rag.errors import LibraryUnavailable, UnreadableFile
from rag.models.embedding.embedder import Embedder
from rag.settings import Settings
from rag.store.collection_links import CollectionKey
from rag.store.library import Library
from rag.store.rows import NewDocument
from rag.values import Document
from rag.values.people import ALONE, Asker, ClassRole

_LOCKS = "locks"
_KEPT = "ocr"
"""The folder of the library that keeps the pages of scans while they are read; it may be deleted at any time."""


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
    """What became of all files, in order; `unsupported` are those in folders whose kind cannot be read, `leading_out`
    links in them that lead out of them, which are not followed."""

    results: tuple[FileResult, ...]
    unsupported: tuple[Path, ...] = ()
    seconds: float = 0.0
    leading_out: tuple[Path, ...] = ()

    def count(self, *states: FileOutcome) -> int:
        return sum(result.state in states for result in self.results)


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a file, or of each file of an archive, and the files in that of kinds that cannot be read."""

    results: tuple[FileResult, ...]
    unsupported: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The files of an archive, each with its name in the library, or the one file that is none; what became of those
    that cannot be taken out, and those of kinds that cannot be read."""

    files: tuple[tuple[Path, str], ...]
    refused: tuple[FileResult, ...] = ()
    unsupported: tuple[Path, ...] = ()


def is_changed(result: FileResult) -> bool:
    """Whether the library has other passages than before."""
    return result.state in (FileOutcome.ADDED, FileOutcome.REPLACED)


_NO_ORIGINAL = (
    "An earlier Lectern read it, and its file was not kept, so it stays as it is. To have it read anew, add the file "
    "again under this name."
)
"""What is said of a document that cannot be read again."""

Listener = Callable[[Step | FileResult], None]


class Ingester:
    """Brings files into a library. Close it, or use it as a context: it keeps a process for reading."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        settings: Settings,
        threads: int | None = None,
        preparing: Preparing | None = None,
    ) -> None:
        """`preparing` is where files are read and embedded, None for here."""
        self._library, self._embedder, self._settings = library, embedder, settings.ingestion
        self._reader = FileReader(settings.ingestion, threads=threads)
        self._preparing = preparing or self._prepared_here

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
        target = Target(self._library, collection)
        for path, name in found.files:
            brought = self.bring(path, name, target, owner, on_event)
            results += brought.results
            unsupported += brought.unsupported
        if any(map(is_changed, results)):
            self._library.save_vectors()
        return Summary(tuple(results), tuple(unsupported), time.monotonic() - start, found.leading_out)

    def bring(
        self,
        path: Path,
        name: str,
        target: "Target",
        owner: str,
        on_event: Listener,
        stop: Callable[[], bool] = lambda: False,
    ) -> "Brought":
        """Bring in one file, or those of an archive, and tell what became of each. Raises as `ingest_file` does."""
        results: list[FileResult] = []

        def add(result: FileResult) -> None:
            results.append(result)
            on_event(result)

        with TemporaryDirectory(prefix="lectern-") as folder:
            opened = self.opened(path, name, Path(folder), stop)
            for inner, inner_name in opened.files:
                place = target.place()
                add(self.ingest_file(inner, inner_name, target.name, owner, on_event, stop, place=place))
            for result in opened.refused:
                add(result)
        return Brought(tuple(results), opened.unsupported)

    def opened(
        self, path: Path, name: str, folder: Path, stop: Callable[[], bool] = lambda: False
    ) -> Enclosed:
        """What is to be brought in of the file at `path`: itself, or the files of an archive, put into `folder`. Raises
        Stopped."""
        failed = FileResult(path, name, FileOutcome.FAILED)
        try:
            unpacked = self.unpack(path, name, folder, stop) if is_archive_name(path.name) else None
        except UnreadableFile as error:
            return Enclosed((), (replace(failed, message=str(error), refusal=error.refusal.value),))
        if unpacked is None:  # a document, whatever it is called
            return Enclosed(((path, name),))
        refused = (
            replace(failed, name=inner, message=message, refusal=refusal.value)
            for inner, refusal, message in unpacked.refused
        )
        others = tuple(path.parent / other for other in unpacked.other_kinds)
        return Enclosed(unpacked.files, tuple(refused), others)

    def unpack(
        self, path: Path, name: str, target: Path, stop: Callable[[], bool] = lambda: False
    ) -> Unpacked | None:
        """The files of the archive at `path`, called `name`, put into the folder `target`; None where it is none.

        Raises UnreadableFile where nothing can be taken from it, and Stopped.
        """
        return self._reader.unpack(path, name, target, stop)

    def ingest_file(
        self,
        path: Path,
        name: str,
        collection: str,
        owner: str = "",
        on_event: Listener = lambda event: None,
        stop: Callable[[], bool] = lambda: False,
        anew: bool = False,
        place: CollectionKey | None = None,
        asker: Asker = ALONE,
    ) -> FileResult:
        """Bring in one file as `name`, in place of the document of that name.

        The same bytes are skipped, unless they are to be read `anew`; then the document must be there. `place` is the
        collection where it is known already, which may have another name by now. Another process that reads the same
        bytes for it is waited for. It is brought in by `asker`: to where they may, in place of what is theirs.

        Raises Stopped, soon after `stop()` is true, with nothing of the file kept; EmbedderMismatch if
        the library was made with another embedder; UnknownCollection if the one at `place` was deleted.
        """
        start = time.monotonic()
        name = composed(name)
        library = self._library.seen_by(asker)
        library.check_embedder(self._embedder.fingerprint)
        place = place or library.place(collection)
        if place is not None:
            collection = library.name_of(place)
        result = FileResult(path, name, FileOutcome.FAILED)
        task = _Task(library, collection, place, owner, on_event, stop, anew)
        try:
            result = self._alone(result, task)
        except UnreadableFile as error:
            result = replace(result, message=str(error), refusal=error.refusal.value)
        except LibraryUnavailable as error:
            result = replace(result, message=str(error))
        except OSError as error:
            result = replace(result, message=f"It cannot be read or kept: {error.strerror or error}.")
        except MemoryError:
            result = replace(result, message=TOO_LITTLE_MEMORY)
        if result.state is FileOutcome.FAILED:
            result = replace(result, message=_said(result.message, name, task))
        return replace(result, seconds=time.monotonic() - start)

    def reread(self, on_event: Listener = lambda event: None) -> Summary:
        """Read again what an earlier version of the readers read, where the original was kept; chats are kept.

        What is done is not done again, so it can be stopped and called again. Documents without their original are
        skipped, each with a message.
        """
        start = time.monotonic()
        results = []
        for document in outdated(self._library):
            original, name = self._library.original(document.id), document.name
            if original is None:
                results.append(FileResult(Path(name), name, FileOutcome.SKIPPED, message=_NO_ORIGINAL))
            else:
                owner, asker, place = document.owner, reader_of(document.only_for), document.collection
                results.append(
                    self.ingest_file(original, name, place, owner, on_event, anew=True, asker=asker)
                )
            on_event(results[-1])
        if any(result.state is FileOutcome.REPLACED for result in results):
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

    def _alone(self, result: FileResult, task: "_Task") -> FileResult:
        """What becomes of a file, while nobody else reads the same bytes."""
        sha256 = digest(result.path)

        def poll() -> None:
            if task.stop():
                raise Stopped

        with alone_with(sha256, self._library.folder / _LOCKS, poll):
            return self._ingested(result, sha256, task)

    def _ingested(self, result: FileResult, sha256: str, task: "_Task") -> FileResult:
        path, name = result.path, result.name
        same = task.library.find_document(task.collection, sha256=sha256)
        if same is not None and not task.anew and not (same.name == name and self._wants_its_file(same)):
            other = "" if same.name == name else f' as "{same.name}"'
            return replace(
                result,
                state=FileOutcome.SKIPPED,
                pages=same.pages,
                chunks=same.chunks,
                problems=same.problems,
                message=f"It is in the library already{other}.",
            )
        before = task.library.find_document(task.collection, name=name)
        if task.anew and before is None:
            return result
        keep = self._library.folder / _KEPT / sha256
        ready = self._preparing(Errand(path, name, sha256, keep), self._meanwhile(name, task))
        new = NewDocument(
            task.collection,
            name,
            ready.title,
            sha256,
            ready.read.media_type,
            path.stat().st_size,
            task.owner,
            ready.read.problems,
            reader=READER,
            place=task.place,
            again=before.id if task.anew and before else None,
        )
        fingerprint = self._embedder.fingerprint
        task.library.add_document(
            new,
            ready.read.pages,
            ready.chunks,
            ready.vectors,
            fingerprint,
            path,
            ready.units,
            ready.unit_vectors,
        )
        shutil.rmtree(keep, ignore_errors=True)
        return replace(
            result,
            state=FileOutcome.ADDED if before is None else FileOutcome.REPLACED,
            pages=len(ready.read.pages),
            chunks=len(ready.chunks),
            problems=ready.read.problems,
        )

    def _wants_its_file(self, document: Document) -> bool:
        """Whether a document could be read better, had its file been kept."""
        return is_outdated(document) and self._library.original(document.id) is None

    def _meanwhile(self, name: str, task: "_Task") -> Meanwhile:
        def told(stage: IngestStage) -> Callable[[int, int], None]:
            return lambda done, total: task.on_event(Step(name, stage, done, total))

        return Meanwhile(
            told(IngestStage.READING),
            told(IngestStage.EMBEDDING),
            task.stop,
            lambda: task.library.known_vectors(self._embedder.fingerprint).of,
            lambda: task.library.given_title(task.collection, name),
        )

    def _prepared_here(self, errand: Errand, meanwhile: Meanwhile) -> Prepared:
        read = read_file(errand, self._reader, meanwhile)
        return prepared(errand, read, self._embedder, self._settings.chunk_tokens, meanwhile)


@dataclass(frozen=True, slots=True)
class _Task:
    """Where a file comes, in the library as who brings it sees it, and who is told and asked meanwhile."""

    library: Library
    collection: str
    place: CollectionKey | None
    owner: str
    on_event: Listener
    stop: Callable[[], bool]
    anew: bool


def _said(why: str, name: str, task: _Task) -> str:
    """Why a file was not kept, with what that means for the document that it is of."""
    if task.library.find_document(task.collection, name=name):
        return f"{why} The version that was added before is kept."
    if not task.anew:
        return why
    if task.library.asker == ALONE:
        return f'"{name}" was deleted meanwhile, so it is not read again.'
    return f'"{name}" is not read again: it was deleted, or its course is not open any more to whose it is.'


class Target:
    """A collection that files come into one after another. Once it is there it is known by its place, so that it does
    not come back under its name when it was renamed or deleted meanwhile."""

    def __init__(self, library: Library, name: str) -> None:
        self.name = name
        self._library = library
        self._place: CollectionKey | None = None

    def place(self) -> CollectionKey | None:
        """The collection; None before there is one of that name."""
        self._place = self._place or self._library.place(self.name)
        return self._place


def reader_of(only_for: str) -> Asker:
    """As whom the program reads a document again that is there: who had it added may have another role by now, or be
    gone, and for whom it is does not change by that. "" are all members."""
    return Asker(only_for, ClassRole.STUDENT) if only_for else ALONE


def outdated(library: Library, collection: str | None = None) -> list[Document]:
    """The documents of a collection (None: of all) that an earlier version of the readers read."""
    return [document for document in library.documents(collection) if is_outdated(document)]
