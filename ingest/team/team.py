"""Files brought in by several workers at once, each file by one of them, as one alone would do it."""

import os
import queue
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from ingest.files import find
from ingest.pipeline import Brought, FileResult, Ingester, Listener, Step, Summary, Target, is_changed
from ingest.reading import Stopped
from ingest.team.remote import RemoteEmbeddings, like
from rag.models.embedding.embedder import Embedder
from rag.settings import Settings
from rag.store.library import Library


def threads_of_each(workers: int) -> int:
    """With how many threads each worker computes, so that all together take the computer's cores once."""
    return max(1, (os.cpu_count() or 1) // workers)


class Team:
    """`workers` ingesters of one library. Close it, or use it as a context: each keeps two processes, one that reads
    and one that embeds. The library is written by this process alone, one file at a time."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        settings: Settings,
        workers: int,
        embeddings: Callable[[], RemoteEmbeddings] | None = None,
    ) -> None:
        self._library = library
        self._stack = ExitStack()
        self._stopping = threading.Event()
        self._free: queue.SimpleQueue[Ingester] = queue.SimpleQueue()
        self._workers = workers
        threads = threads_of_each(workers)
        for _ in range(workers):
            made = embeddings() if embeddings else RemoteEmbeddings(settings.models, threads=threads)
            own = like(embedder, self._stack.enter_context(made))
            self._free.put(self._stack.enter_context(Ingester(library, own, settings, threads)))

    def ingest(
        self,
        paths: Iterable[Path],
        collection: str,
        owner: str = "",
        on_event: Listener = lambda event: None,
    ) -> Summary:
        """As `Ingester.ingest`; results in the order of the files, events as they come, one at a time.

        Of two files with the same bytes either may be the one that is kept.
        """
        start = time.monotonic()
        found = find(paths)
        target = Target(self._library, collection)
        telling = threading.Lock()

        def told(event: Step | FileResult) -> None:
            with telling:
                on_event(event)

        def bring(path: Path, name: str) -> Brought:
            if self._stopping.is_set():
                raise Stopped
            ingester = self._free.get()
            try:
                return ingester.bring(path, name, target, owner, told, self._stopping.is_set)
            finally:
                self._free.put(ingester)

        with ThreadPoolExecutor(self._workers, thread_name_prefix="ingest") as pool:
            try:
                waiting = [pool.submit(bring, path, name) for path, name in found.files]
                brought = [one.result() for one in waiting]
            except (
                BaseException
            ):  # an interrupt from the keyboard, too: what is at work stops, and is not kept
                self._stopping.set()
                pool.shutdown(cancel_futures=True)
                raise
        results = [result for one in brought for result in one.results]
        if any(map(is_changed, results)):
            self._library.save_vectors()
        unsupported = [*found.unsupported, *(path for one in brought for path in one.unsupported)]
        return Summary(tuple(results), tuple(unsupported), time.monotonic() - start, found.leading_out)

    def close(self) -> None:
        """End the processes. The library stays open."""
        self._stack.close()

    def __enter__(self) -> "Team":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
