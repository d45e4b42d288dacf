"""From files to the library: read, split, embed, keep. A file is in the library whole, or not at all."""

import shutil
import stat
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from ingest.archives.names import is_archive_name
from ingest.archives.unpacking import Unpacked
from ingest.embedding import embed
from ingest.files import find
from ingest.readers.base import READER, ReadFile, is_outdated
from ingest.reading import FileReader, Stopped, until
from ingest.splitter import split
from ingest.units.embedded import embedded_units
from ingest.units.summaries import summarised
from rag.common import files
from rag.common.exclusive import alone_with
from rag.common.machine import TOO_LITTLE_MEMORY
from rag.common.names import composed
from rag.common.titles import title_from_name
from rag.errors import LibraryUnavailable, Refusal, UnreadableFile
from rag.models.embedding.embedder import Embedder
from rag.settings import Settings
from rag.store.collection_links import CollectionKey
from rag.store.library import Library, embedded_text
from rag.store.rows import NewDocument
from rag.values import Document
from rag.values.people import ALONE, Asker, ClassRole

_LOCKS = "locks"
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
        self, library: Library, embedder: Embedder, settings: Settings, threads: int | None = None
    ) -> None:
        self._library, self._embedder, self._settings = library, embedder, settings.ingestion
        self._reader = FileReader(settings.ingestion, threads=threads)

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
        if is_archive_name(path.name):
            return self._bring_archive(path, name, target, owner, on_event, stop)
        result = self.ingest_file(path, name, target.name, owner, on_event, stop, place=target.place())
        on_event(result)
        return Brought((result,))

    def unpack(
        self, path: Path, name: str, target: Path, stop: Callable[[], bool] = lambda: False
    ) -> Unpacked | None:
        """The files of the archive at `path`, called `name`, put into the folder `target`; None where it is none.

        Raises UnreadableFile where nothing can be taken from it, and Stopped.
        """
        return self._reader.unpack(path, name, target, stop)

    def _bring_archive(
        self,
        path: Path,
        name: str,
        target: "Target",
        owner: str,
        on_event: Listener,
        stop: Callable[[], bool],
    ) -> "Brought":
        """Bring in the files of an archive, and tell what became of each."""
        results: list[FileResult] = []

        def add(result: FileResult) -> None:
            results.append(result)
            on_event(result)

        with TemporaryDirectory(prefix="lectern-") as folder:
            failed = FileResult(path, name, FileOutcome.FAILED)
            try:
                unpacked = self.unpack(path, name, Path(folder), stop)
            except UnreadableFile as error:
                add(replace(failed, message=str(error), refusal=error.refusal.value))
                return Brought(tuple(results))
            if unpacked is None:  # a document that is called an archive
                unpacked = Unpacked(((path, name),))
            for inner, inner_name in unpacked.files:
                place = target.place()
                add(self.ingest_file(inner, inner_name, target.name, owner, on_event, stop, place=place))
            for inner_name, refusal, message in unpacked.refused:
                add(replace(failed, name=inner_name, message=message, refusal=refusal.value))
            return Brought(tuple(results), tuple(path.parent / other for other in unpacked.other_kinds))

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
        read = self._reader.read(
            path,
            lambda done, of: task.on_event(Step(name, IngestStage.READING, done, of)),
            task.stop,
            keep,
        )
        title = read.title or title_from_name(name)
        new = NewDocument(
            task.collection,
            name,
            title,
            sha256,
            read.media_type,
            path.stat().st_size,
            task.owner,
            read.problems,
            reader=READER,
            place=task.place,
            again=before.id if task.anew and before else None,
        )
        chunks = self._kept(task, new, read, path)
        shutil.rmtree(keep, ignore_errors=True)
        return replace(
            result,
            state=FileOutcome.ADDED if before is None else FileOutcome.REPLACED,
            pages=len(read.pages),
            chunks=chunks,
            problems=read.problems,
        )

    def _wants_its_file(self, document: Document) -> bool:
        """Whether a document could be read better, had its file been kept."""
        return is_outdated(document) and self._library.original(document.id) is None

    def _kept(self, task: "_Task", new: NewDocument, read: ReadFile, path: Path) -> int:
        """Cut, embed and keep a file as read; how many chunks it has."""
        library, stop = task.library, task.stop
        shown = library.given_title(new.collection, new.name) or new.title
        size, check = self._settings.chunk_tokens, until(stop)
        chunks = split(read.pages, shown, new.sha256, self._embedder, size, read.sections, read.units, check)
        count = len(chunks)

        def progress(share: float) -> None:
            task.on_event(Step(new.name, IngestStage.EMBEDDING, int(share * count), count))

        texts = [embedded_text(chunk.header, chunk.text) for chunk in chunks]
        texts += embedded_units(read.pages, read.units)
        known = library.known_vectors(self._embedder.fingerprint)
        vectors = embed(texts, self._embedder, _BATCH, progress, stop, known.of)
        units = summarised(read.units, texts[count:], vectors[count:])
        fingerprint = self._embedder.fingerprint
        library.add_document(
            new, read.pages, chunks, vectors[:count], fingerprint, path, units, vectors[count:]
        )
        return count


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
