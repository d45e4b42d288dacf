"""The queue of uploads: read one after another on a thread, cancelled and resumed at will.

The jobs are in the library, so every process and tab sees how far they are. A lock file makes one worker
work for each library, however many are started; when it ends, another takes over what it left.
"""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.archives.names import is_archive_name
from ingest.pipeline import FileOutcome, FileResult, Ingester, IngestStage, Step, reader_of
from ingest.reading import Stopped
from rag.errors import LecternError, UnreadableFile
from rag.models.embedding.embedder import Embedder
from rag.settings import Settings
from rag.store.claims.claims import Claimed, ClaimKind, held
from rag.store.jobs import Job, Jobs, JobState
from rag.store.library import Library
from rag.values.people import ALONE, Asker
from service.inbox import Inbox, is_anew

log = logging.getLogger(__name__)

_IDLE = 0.5  # seconds between looks for jobs that another process queued
_WITHOUT_LOCK = 2.0
_AFTER_AN_ERROR = 5.0
_WAY = 1.0  # seconds that a batch, which takes a fraction of that, waits for people
_TELL = 0.25  # seconds between two writes of how far a job is, and two looks whether it was cancelled

_STATES = {
    FileOutcome.ADDED: JobState.DONE,
    FileOutcome.REPLACED: JobState.DONE,
    FileOutcome.SKIPPED: JobState.SKIPPED,
    FileOutcome.FAILED: JobState.FAILED,
}


class IngestWorker:
    """Reads what is enqueued into a library, in order. Make one for each process, and start it once."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        settings: Settings,
        asker_of: Callable[[str], Asker] = lambda owner: ALONE,
        give_way: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        """`asker_of` tells as whom the files of an owner are brought in. `give_way` returns when no question waits, but
        after so many seconds at most: it is called before each batch that is embedded."""
        self._give_way = give_way
        self._asker_of = asker_of
        self.jobs = Jobs(library.database)
        self._library = library
        self._claims = library.database.claims()
        self._ingester = Ingester(library, embedder, settings)
        self.inbox = Inbox(library, settings.ingestion)
        self._wake = threading.Event()
        self._ending = threading.Event()
        self._look = threading.Event()  # somebody cancelled just now
        self._thread = threading.Thread(target=self._run, name="ingest", daemon=True)

    def start(self) -> "IngestWorker":
        """Begin to work, with what was queued or interrupted before."""
        self._thread.start()
        return self

    def close(self) -> None:
        """End the thread within a second; the job at work is resumed by the next worker."""
        self._ending.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
        self._claims.close()
        self._ingester.close()

    def enqueue(self, name: str, data: bytes | Path, collection: str, owner: str = "") -> int:
        """Keep a copy of an upload and queue it; returns the job's id."""
        job_id = self.inbox.enqueue(name, data, collection, owner)
        self._wake.set()
        return job_id

    def cancel(self, job_id: int) -> bool:
        """Cancel a job; it stops within a second. False where it is finished already."""
        cancelled = self.jobs.cancel(job_id)
        self._look.set()
        return cancelled

    def cancel_all(self, collection: str | None = None) -> int:
        """Cancel every job of a collection (None: of all) that is not finished; returns how many."""
        cancelled = self.jobs.cancel_all(collection)
        self._look.set()
        return cancelled

    def retry(self, job_id: int) -> None:
        """Queue a failed or cancelled job again; raises LecternError where its copy is gone."""
        self.jobs.retry(job_id)
        self._wake.set()

    def _run(self) -> None:
        lock = FileLock(self._library.folder / "ingest.lock", thread_local=False)
        while not self._ending.is_set():
            try:
                with lock.acquire(timeout=0), held(self._claims, ClaimKind.UPLOADS):
                    self.inbox.sweep()
                    self.jobs.requeue_interrupted()
                    self._work()
            except (Timeout, Claimed):
                self._ending.wait(_WITHOUT_LOCK)
            except Exception:
                log.exception("The queue of uploads failed; it goes on in %g seconds.", _AFTER_AN_ERROR)
                self._ending.wait(_AFTER_AN_ERROR)

    def _work(self) -> None:
        unsaved = False
        while not self._ending.is_set():
            self._wake.clear()
            job = self.jobs.claim()
            if job is not None:
                self._process(job)
                unsaved = True
                continue
            if unsaved:
                self._library.save_vectors()
                unsaved = False
            self._wake.wait(_IDLE)

    def _process(self, job: Job) -> None:
        try:
            if is_archive_name(Path(job.path).name) and self._spread(job):
                return
            result = self._ingester.ingest_file(
                Path(job.path),
                job.name,
                job.collection,
                job.owner,
                self._teller(job.id),
                self._asker(job.id),
                is_anew(job),
                job.place,
                self._reader(job),
            )
        except Stopped:
            log.info("%s was stopped", job.name)
            return
        except UnreadableFile as error:
            self._fail(job, str(error), error.refusal)
            return
        except LecternError as error:
            self._fail(job, str(error))
            return
        except Exception as error:
            log.exception("%s could not be read", job.name)
            self._fail(job, f"Lectern failed on it ({error!r}). The log says more.")
            return
        self._finish(job, result)

    def _reader(self, job: Job) -> Asker:
        """As whom a file is read: what somebody handed in for themselves alone stays so, though they teach by now."""
        owner = self._asker_of(job.owner)
        kept = is_anew(job) or (job.only_for and owner.teaches)
        return reader_of(job.only_for) if kept else owner

    def _spread(self, job: Job) -> bool:
        """Take the files out of an archive and queue them; False where it is none.

        Raises UnreadableFile where nothing can be taken out of it, and Stopped.
        """
        with self.inbox.unpacking() as folder:
            unpacked = self._ingester.unpack(Path(job.path), job.name, folder, self._asker(job.id))
            if unpacked is None:
                return False
            if self.jobs.is_at_work(job.id):
                self.inbox.spread(job, unpacked)
            return True

    def _fail(self, job: Job, message: str, refusal: str = "") -> None:
        if not Path(job.path).exists():
            message, refusal = "The uploaded copy is gone. Upload the file again.", ""
        self.jobs.finish(job.id, JobState.FAILED, message, refusal)
        self.jobs.forget_failed(job.id)

    def _finish(self, job: Job, result: FileResult) -> None:
        state = _STATES[result.state]
        if state in (JobState.DONE, JobState.SKIPPED):
            self.jobs.report(job.id, JobState.EMBEDDING, result.chunks, result.chunks)
        if state is JobState.FAILED:
            self._fail(job, result.message, result.refusal)
            return
        self.jobs.finish(job.id, state, result.message or " ".join(result.problems))
        if state in (JobState.DONE, JobState.SKIPPED):
            Path(job.path).unlink(missing_ok=True)

    def _teller(self, job_id: int) -> Callable[[Step | FileResult], None]:
        last, stage = 0.0, ""

        def tell(event: Step | FileResult) -> None:
            nonlocal last, stage
            if not isinstance(event, Step):
                return
            if (
                event.stage is IngestStage.EMBEDDING
                and event.done < event.total
                and not self._ending.is_set()
            ):
                self._give_way(_WAY)
            now = time.monotonic()
            if now - last >= _TELL or event.stage != stage or event.done == event.total:
                last, stage = now, event.stage
                self.jobs.report(job_id, JobState(event.stage), event.done, event.total)

        return tell

    def _asker(self, job_id: int) -> Callable[[], bool]:
        last, cancelled = 0.0, False

        def ask() -> bool:
            nonlocal last, cancelled
            now = time.monotonic()
            if not cancelled and (now - last >= _TELL or self._look.is_set()):
                self._look.clear()
                last, cancelled = now, not self.jobs.is_at_work(job_id)
            return cancelled or self._ending.is_set()

        return ask
