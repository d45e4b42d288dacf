"""What is handed in to be read: a copy of each file, kept until it is read, and a job for it.

It needs no model, so files can be handed in while the models still load.
"""

import shutil
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from rag.common.files import replacing, sha256
from rag.errors import LecternError
from rag.settings import Ingestion
from rag.store.jobs import Job, Jobs, JobState
from rag.store.library import Library
from rag.values import Document

_ANEW = "anew-"  # begins the name of a copy whose document is read again, though its bytes are the same
_ORPHAN = 3600.0  # seconds after which a copy without a job is not about to get one


class Inbox:
    """The files of one library that wait to be read. Safe to use from many threads and processes."""

    def __init__(self, library: Library, settings: Ingestion) -> None:
        self.jobs = Jobs(library.database)
        self._library = library
        self._megabytes = settings.file_megabytes
        self._folder = library.folder / "staging"

    def enqueue(self, name: str, data: bytes | Path, collection: str, owner: str = "") -> int:
        """Keep a copy of an upload and queue it; returns the job's id.

        One that exceeds the limit of size becomes a failed job, which says so. Earlier jobs of the same
        name that failed are forgotten: this is another try.
        """
        job_id = self._enqueue(Path(name).name, data, collection, owner)
        self.jobs.forget_failed(job_id)
        return job_id

    def _enqueue(self, name: str, data: bytes | Path, collection: str, owner: str) -> int:
        size = len(data) if isinstance(data, bytes) else data.stat().st_size
        if size > self._megabytes * 1_000_000:
            job_id = self.jobs.add(collection, name, "", "", owner)
            message = f"It has {size / 1e6:.0f} MB, more than the {self._megabytes} MB allowed. Split it."
            self.jobs.finish(job_id, JobState.FAILED, message)
            return job_id
        staged, sha256 = self._staged(data, Path(name).suffix.lower())
        return self.jobs.add(collection, name, str(staged), sha256, owner)

    def read_again(self, document: Document) -> int:
        """Queue the kept original of a document, which stays as it is until it has been read anew.

        Returns the job's id. Raises LecternError where no original was kept.
        """
        original = self._library.original(document.id)
        if original is None:
            raise LecternError(f'The original of "{document.name}" was not kept. Add the file again.')
        staged, sha256 = self._staged(original, original.suffix, _ANEW)
        return self.jobs.add(document.collection, document.name, str(staged), sha256, document.owner)

    def sweep(self) -> None:
        """Delete the copies that no job refers to: their process ended before it queued them."""
        known = {job.path for job in self.jobs.list()}
        for path in self._copies():
            if str(path) not in known and time.time() - path.stat().st_mtime > _ORPHAN:
                path.unlink(missing_ok=True)

    def _copies(self) -> Iterator[Path]:
        return self._folder.glob("*") if self._folder.exists() else iter(())

    def _staged(self, data: bytes | Path, suffix: str, prefix: str = "") -> tuple[Path, str]:
        self._folder.mkdir(exist_ok=True)
        target = self._folder / f"{prefix}{uuid.uuid4().hex}{suffix}"
        with replacing(target) as temporary:
            if isinstance(data, bytes):
                temporary.write_bytes(data)
            else:
                shutil.copyfile(data, temporary)
            digest = sha256(temporary)
        return target, digest


def is_anew(job: Job) -> bool:
    """Whether the job reads a document again that is in the library already."""
    return Path(job.path).name.startswith(_ANEW)
