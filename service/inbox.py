"""What is handed in to be read: a copy of each file, kept until it is read, and a job for it.

It needs no model, so files can be handed in while the models still load.
"""

import shutil
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from ingest.archives.names import is_archive_name
from ingest.archives.unpacking import Unpacked
from ingest.files import library_name
from ingest.readers import kind_of
from ingest.reading import FileReader
from rag.common.files import private_folder, replacing, sha256
from rag.errors import LecternError, Refusal, UnreadableFile
from rag.settings import Ingestion
from rag.store.jobs import Job, Jobs, JobState, NewJob
from rag.store.library import Library
from rag.values import Document

_ANEW = "anew-"  # begins the name of a copy whose document is read again, though its bytes are the same
_LISTED = 100  # names of files that were left out
_ORPHAN = 3600.0  # seconds after which a copy without a job is not about to get one


class Inbox:
    """The files of one library that wait to be read. Safe to use from many threads and processes."""

    def __init__(self, library: Library, settings: Ingestion) -> None:
        self.jobs = Jobs(library.database, library.asker)
        self._library = library
        self._settings = settings
        self._megabytes = settings.file_megabytes
        self._folder = library.folder / "staging"

    def enqueue(self, name: str, data: bytes | Path, collection: str, owner: str = "") -> int:
        """Keep a copy of an upload and queue it; returns the job's id.

        `name` may be a path: two files of one name in different folders are two. One that exceeds the limit of size
        or is of a kind that is not read becomes a failed job at once, which says so. Earlier jobs of the same name that
        failed are forgotten: this is another try.
        """
        job_id = self._enqueue(library_name(name), data, collection, owner)
        self.jobs.forget_failed(job_id)
        return job_id

    def _enqueue(self, name: str, data: bytes | Path, collection: str, owner: str) -> int:
        size = len(data) if isinstance(data, bytes) else data.stat().st_size
        if size > self._megabytes * 1_000_000:
            message = f"It has {size / 1e6:.0f} MB, more than the {self._megabytes} MB allowed. Split it."
            return self._refused(collection, name, owner, message)
        staged, sha256 = self._staged(data, _suffix(name))
        try:
            if not is_archive_name(name):
                kind_of(staged)
        except UnreadableFile as error:
            if error.refusal is Refusal.REFUSED:
                staged.unlink()
                return self._refused(
                    collection, name, owner, str(error).replace(staged.name, PurePosixPath(name).name)
                )
        return self.jobs.add(collection, name, str(staged), sha256, owner)

    def _refused(self, collection: str, name: str, owner: str, message: str) -> int:
        job_id = self.jobs.add(collection, name, "", "", owner)
        self.jobs.finish(job_id, JobState.FAILED, message, Refusal.REFUSED)
        return job_id

    def spread(self, archive: Job, unpacked: Unpacked) -> None:
        """Queue the files that were taken out of an archive; the archive itself is not needed any more."""
        private_folder(self._folder)
        files = []
        for path, name in unpacked.files:
            staged = self._folder / f"{uuid.uuid4().hex}{_suffix(name)}"
            path.replace(staged)
            files.append(NewJob(name, str(staged), sha256(staged)))
        files += [
            NewJob(name, message=message, refusal=refusal.value)
            for name, refusal, message in unpacked.refused
        ]
        ids = self.jobs.spread(archive, files, _left_out(unpacked.other_kinds))
        for job_id in ids:
            self.jobs.forget_failed(job_id)
        Path(archive.path).unlink(missing_ok=True)

    def unlock(self, job_id: int, password: str) -> None:
        """Queue a locked file again, without its password, which is kept nowhere.

        Raises UnreadableFile where the password is wrong or does not help, LecternError where the copy is gone.
        """
        job = self.jobs.get(job_id)
        if job is None or not job.path or not Path(job.path).exists():
            raise LecternError("The uploaded copy of this file is gone. Upload it again.")
        target = self._folder / f"{uuid.uuid4().hex}{Path(job.path).suffix}"
        try:
            with FileReader(self._settings) as reader:
                reader.unlock(Path(job.path), password, target)
            self.jobs.unlocked(job_id, str(target), sha256(target))
        except UnreadableFile:
            target.unlink(missing_ok=True)
            raise

    def read_again(self, document: Document) -> int:
        """Queue the kept original of a document, which stays as it is until it has been read anew.

        Returns the job's id. Raises LecternError where no original was kept.
        """
        self._library.check_change(document.id, "read it again")
        original = self._library.original(document.id)
        if original is None:
            raise LecternError(f'The original of "{document.name}" was not kept. Add the file again.')
        staged, sha256 = self._staged(original, original.suffix, _ANEW)
        return self.jobs.add(
            document.collection, document.name, str(staged), sha256, document.owner, document.only_for
        )

    def sweep(self) -> None:
        """Delete the copies that no job refers to: their process ended before it queued them. To be called where no
        archive is being unpacked: what is left of one that was is deleted, too."""
        known = {job.path for job in Jobs(self._library.database).list()}  # of everybody
        for path in self._copies():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif str(path) not in known and time.time() - path.stat().st_mtime > _ORPHAN:
                path.unlink(missing_ok=True)

    @contextmanager
    def unpacking(self) -> Iterator[Path]:
        """An empty folder to unpack an archive into, deleted afterwards."""
        private_folder(self._folder)
        with TemporaryDirectory(prefix="unpacking-", dir=self._folder) as folder:
            yield Path(folder)

    def _copies(self) -> Iterator[Path]:
        return self._folder.glob("*") if self._folder.exists() else iter(())

    def _staged(self, data: bytes | Path, suffix: str, prefix: str = "") -> tuple[Path, str]:
        private_folder(self._folder)
        target = self._folder / f"{prefix}{uuid.uuid4().hex}{suffix}"
        with replacing(target) as temporary:
            if isinstance(data, bytes):
                temporary.write_bytes(data)
            else:
                shutil.copyfile(data, temporary)
            digest = sha256(temporary)
        return target, digest


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _left_out(names: Sequence[str]) -> str:
    """What was in an archive and is of kinds that cannot be read."""
    if not names:
        return ""
    listed = ", ".join(PurePosixPath(name).name for name in names[:_LISTED])
    if len(names) > _LISTED:
        listed += f" and {len(names) - _LISTED} more"
    are = "1 file in it is of a kind that cannot be read and was" if len(names) == 1 else (
        f"{len(names)} files in it are of kinds that cannot be read and were"
    )  # fmt: skip
    return f"{are} left out: {listed}. Save what you need as another kind and add that."


def is_anew(job: Job) -> bool:
    """Whether the job reads a document again that is in the library already."""
    return Path(job.path).name.startswith(_ANEW)
