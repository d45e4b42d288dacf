"""What the workers of a cluster do to one file after another. Nothing here knows Ray.

A row is {"work": Work}: one file. Whatever goes wrong with it is carried along and raised where it would be written.
"""

import platform
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from ingest.readers.base import READER, ReadFile
from ingest.reading import FileReader
from ingest.stages import Errand, Meanwhile, Prepared, digest, prepared, read_file
from rag.errors import LecternError, ModelUnavailable, Refusal, UnreadableFile
from rag.models.embedding.embedder import Embedder
from rag.settings import Ingestion, Models

TRIES = 2
"""How often a file is begun at a stage whose worker ended meanwhile, before it is told of as not read."""


@dataclass(frozen=True, slots=True)
class Work:
    """A file on its way: `read` after the first stage, `prepared` after the second, or the `error` that it met.

    `given_title` is what a person called the document; `seconds` is what the workers took for it.
    """

    errand: Errand
    given_title: str = ""
    read: ReadFile | None = None
    prepared: Prepared | None = None
    error: Exception | None = None
    seconds: float = 0.0


Row = dict[str, Work]


class Ledger(Protocol):
    """Who knows which stage of which file was begun and not ended."""

    def begin(self, key: str) -> int:
        """Note a beginning; how many before were never ended."""

    def end(self, key: str) -> None:
        """Note that what was begun last has ended, well or not."""


class Attempts:
    """A ledger in memory, for one run."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    def begin(self, key: str) -> int:
        self._open[key] += 1
        return self._open[key] - 1

    def end(self, key: str) -> None:
        self._open[key] -= 1


class ReadWorker:
    """The first stage, as a worker: a process of its own reads the file within the limits of `settings`."""

    def __init__(self, settings: Ingestion, version: object, ledger: Ledger) -> None:
        """`version` is that of the readers where the library is written."""
        self._reader, self._version, self._ledger = FileReader(settings), version, ledger

    def __call__(self, row: Row) -> Row:
        return _done(row, "read", self._ledger, self._read)

    def _read(self, work: Work) -> Work:
        errand = work.errand
        if self._version != READER:
            raise LecternError(
                f'On the computer "{platform.node()}" there is another version of Lectern. Install the same one on all '
                "computers of the cluster, and run the same command again."
            )
        if not errand.path.exists() or digest(errand.path) != errand.sha256:
            raise UnreadableFile(
                f'The computer "{platform.node()}" was to read it, and has no such file or another one at '
                f"{errand.path}. Put the files into a folder that all computers of the cluster see under the same "
                "path, and change none while it is read.",
                Refusal.REFUSED,
            )
        # The library's folder need not be there on another computer.
        keep = errand.keep if errand.keep and errand.keep.parent.parent.is_dir() else None
        return replace(work, read=read_file(replace(errand, keep=keep), self._reader, Meanwhile()))


class EmbedWorker:
    """The second stage, as a worker, with the model in its memory."""

    def __init__(
        self,
        models: Models,
        chunk_tokens: int,
        fingerprint: str,
        load: Callable[[Models], Embedder],
        ledger: Ledger,
    ) -> None:
        """`fingerprint` is that of the library's embedder; `load` gives the one of a computer."""
        self._models, self._chunk_tokens, self._fingerprint = models, chunk_tokens, fingerprint
        self._load, self._ledger = load, ledger
        self._embedder: Embedder | None = None

    def __call__(self, row: Row) -> Row:
        return _done(row, "embed", self._ledger, self._embed)

    def _embed(self, work: Work) -> Work:
        assert work.read is not None
        meanwhile = Meanwhile(given_title=lambda: work.given_title)
        made = prepared(work.errand, work.read, self._loaded(), self._chunk_tokens, meanwhile)
        return replace(work, read=None, prepared=made)

    def _loaded(self) -> Embedder:
        """Loaded with the first file, so that what is wrong with it is carried to where it can be told."""
        self._embedder = self._embedder or self._load(self._models)
        if self._embedder.fingerprint != self._fingerprint:
            raise ModelUnavailable(
                f'On the computer "{platform.node()}" the embedder is {self._embedder.fingerprint}, the library needs '
                f"{self._fingerprint}. Install the same one on all computers of the cluster."
            )
        return self._embedder


def _done(row: Row, stage: str, ledger: Ledger, do: Callable[[Work], Work]) -> Row:
    """The row after a stage; where it met an error before, or ended its workers, it goes on without."""
    work = row["work"]
    if work.error is not None:
        return row
    start, key = time.monotonic(), f"{stage} {work.errand.sha256}"
    try:
        if ledger.begin(key) >= TRIES:
            raise UnreadableFile(
                f"Its worker ended {TRIES} times while it was to {stage} it, perhaps for want of memory. Read it again "
                "with fewer workers (--workers), or split it."
            )
        work = do(work)
    except Exception as error:  # noqa: BLE001 (it is raised again where the file would be written)
        error.add_note(traceback.format_exc())
        work = replace(work, read=None, error=error)
    ledger.end(key)
    return {"work": replace(work, seconds=work.seconds + time.monotonic() - start)}
