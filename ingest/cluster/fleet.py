"""Files brought in by the workers of a cluster, and written by this process as one computer alone would."""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from ingest.archives.names import is_archive_name
from ingest.cluster.work import EmbedWorker, ReadWorker, Work
from ingest.files import find
from ingest.pipeline import FileResult, Ingester, Listener, Summary, Target, is_changed
from ingest.readers.base import READER
from ingest.stages import Errand, Meanwhile, Prepared
from rag.errors import Refusal, UnreadableFile
from rag.models.embedding.embedder import Embedder
from rag.settings import Models, Settings
from rag.store.library import Library

_UNPACKED = "unpacked"
"""The folder of the library in which the files of archives wait; where nothing is read it may be deleted."""

Stages = Sequence[tuple[type, tuple[Any, ...]]]
"""The class of the workers of each stage, and what one is made with; a `Ledger` comes last."""
Spreading = Callable[[Sequence[Work], Stages], Iterable[Work]]
"""Gives each work when all stages have done theirs, as they come."""


class _NotYet(Exception):
    """A file is to be brought in that no worker has prepared."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.work = work


class _Returned:
    """Takes for prepared what came back from the workers; where nothing has, `_NotYet` says what they need to know."""

    def __init__(self) -> None:
        self.work: Work | None = None

    def prepare(self, errand: Errand, meanwhile: Meanwhile) -> Prepared:
        work, self.work = self.work, None
        if work is None:
            path, keep = (
                Path(os.path.abspath(errand.path)),
                errand.keep and Path(os.path.abspath(errand.keep)),
            )
            raise _NotYet(Work(replace(errand, path=path, keep=keep), meanwhile.given_title()))
        if work.errand.sha256 != errand.sha256:
            raise UnreadableFile(
                "It was changed while it was read. Add it when it is complete.", Refusal.REFUSED
            )
        if work.error is not None:
            raise work.error
        assert work.prepared is not None
        return work.prepared


class Fleet:
    """Brings files into a library with the workers that `spreading` has. Close it, or use it as a context.

    What is in the library already is not given to them, and each file is looked up once more under the lock of its
    bytes before it is written: so a run that was ended goes on, and nothing is written twice.
    """

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        settings: Settings,
        spreading: Spreading,
        load: Callable[[Models], Embedder],
    ) -> None:
        """`load` gives the embedder of a worker's computer; it is sent to them by its name."""
        self._library, self._spreading = library, spreading
        self._returned = _Returned()
        self._ingester = Ingester(library, embedder, settings, preparing=self._returned.prepare)
        limits = settings.ingestion
        self._stages: Stages = (
            (ReadWorker, (limits, READER)),
            (EmbedWorker, (settings.models, limits.chunk_tokens, embedder.fingerprint, load)),
        )

    def ingest(
        self,
        paths: Iterable[Path],
        collection: str,
        owner: str = "",
        on_event: Listener = lambda event: None,
    ) -> Summary:
        """As `Ingester.ingest`; results in the order of the files, events as they come."""
        start = time.monotonic()
        found = find(paths)
        target = Target(self._library, collection)
        results: dict[int, FileResult] = {}
        unsupported = list(found.unsupported)

        def settle(number: int, result: FileResult) -> None:
            results[number] = result
            on_event(result)

        with ExitStack() as stack:
            waiting: dict[int, tuple[Path, str]] = {}
            for path, name in found.files:
                folder = self._folder(stack) if is_archive_name(path.name) else path.parent
                enclosed = self._ingester.opened(path, name, folder)
                unsupported += enclosed.unsupported
                for file in enclosed.files:
                    waiting[len(waiting) + len(results)] = file
                for refused in enclosed.refused:
                    settle(len(waiting) + len(results), refused)
            while waiting:
                waiting = self._round(waiting, target, owner, settle)
        if any(map(is_changed, results.values())):
            self._library.save_vectors()
        in_order = tuple(results[number] for number in sorted(results))
        return Summary(in_order, tuple(unsupported), time.monotonic() - start, found.leading_out)

    def _round(
        self,
        waiting: dict[int, tuple[Path, str]],
        target: Target,
        owner: str,
        settle: Callable[[int, FileResult], None],
    ) -> dict[int, tuple[Path, str]]:
        """Bring in all of the files but those with the bytes of another, which are given back for the next round."""
        later: dict[int, tuple[Path, str]] = {}
        sent: dict[str, int] = {}
        works: list[Work] = []
        for number, file in waiting.items():
            try:
                settle(number, self._brought(file, target, owner))
            except _NotYet as wanted:
                sha256 = wanted.work.errand.sha256
                if sha256 in sent:
                    later[number] = file
                else:
                    sent[sha256] = number
                    works.append(wanted.work)
        for work in self._spreading(works, self._stages) if works else ():
            number = sent.pop(work.errand.sha256)
            self._returned.work = work
            try:
                result = self._brought(waiting[number], target, owner)
            finally:
                self._returned.work = None
            settle(number, replace(result, seconds=result.seconds + work.seconds))
        if sent:
            raise RuntimeError(f"of {len(sent)} files nothing came back from the workers")
        return later

    def _brought(self, file: tuple[Path, str], target: Target, owner: str) -> FileResult:
        return self._ingester.ingest_file(*file, target.name, owner, place=target.place())

    def _folder(self, stack: ExitStack) -> Path:
        """A folder for what is in an archive: within the library's, which all computers see."""
        above = self._library.folder / _UNPACKED
        above.mkdir(exist_ok=True)
        return Path(stack.enter_context(TemporaryDirectory(dir=above)))

    def close(self) -> None:
        """End what reads archives. The library stays open."""
        self._ingester.close()

    def __enter__(self) -> "Fleet":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
