"""The files that documents were read from, kept under their SHA-256.

A file comes into the folder, and goes from it, only while the write lock of the database is held. So nobody can drop
one that another process is about to refer to, and what no document refers to under that lock was left by a process that
was killed.
"""

import logging
import os
import shutil
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, select

from rag.common import files
from rag.errors import LibraryUnavailable, UnreadableFile
from rag.store import schema
from rag.store.database import Database

log = logging.getLogger(__name__)

NO_ORIGINAL = "-"
"""The suffix of a document whose file was not kept. No name ends so, so that it has no other person's file by telling
its hash."""

_FRESH = 3600.0  # seconds in which a file may still get its document: a backup is being restored
_MAKING = 86400.0  # seconds
_KEPT = 30 * 86400.0  # seconds for which a file that was swept can be fetched back


class Originals:
    """A folder of files, each once however many documents have it."""

    def __init__(self, folder: Path, database: Database) -> None:
        self._folder = folder
        self._unused = folder.parent / "unused"
        self._database = database

    def find(self, sha256: str, suffix: str) -> Path | None:
        """The file of those bytes; None where it is not kept, or what is told is no name of one."""
        path = self._folder / f"{sha256}{suffix}"
        return path if is_original(sha256, suffix) and path.exists() else None

    @contextmanager
    def copied(self, original: Path, sha256: str) -> Iterator[Path]:
        """A copy of a file beside the others, to be put in with `put`; removed at the end where it was not.

        Raises UnreadableFile where the file no longer is what was read.
        """
        temporary = self._folder / f"{sha256}.{uuid.uuid4().hex}.new"
        try:
            temporary.touch(files.PRIVATE)
            shutil.copyfile(original, temporary)
            if files.sha256(temporary) != sha256:
                raise UnreadableFile("It changed while it was read. Add it again when it is complete.")
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            yield temporary
        finally:
            temporary.unlink(missing_ok=True)

    def put(self, copy: Path, sha256: str, suffix: str) -> None:
        """Put a copy in its place, within the caller's write transaction. One that is there already is replaced: it may
        have been damaged."""
        if not is_original(sha256, suffix):
            raise ValueError(f"no name of an original: {sha256}{suffix}")
        os.replace(copy, self._folder / f"{sha256}{suffix}")

    def drop_unused(self, dropped: Sequence[tuple[str, str]]) -> None:
        """Delete those files (SHA-256, suffix) that no document refers to any more, nor an earlier version of one."""
        if not dropped:
            return
        with self._database.begin() as connection:
            used = _used(connection)
            for sha256, suffix in dropped:
                path = self.find(sha256, suffix)
                if path is not None and path.name not in used:
                    path.unlink(missing_ok=True)

    def sweep(self) -> int:
        """Move to `unused/` what a process left that was killed, and forget what was moved there a month ago; how many
        were moved. A folder that cannot be written is left as it is."""
        try:
            _forget(self._unused, _KEPT)
            with self._database.read() as connection:
                if not self._strays(connection):
                    return 0
            with self._database.begin() as connection:
                strays = self._strays(connection)
                for path in strays:
                    files.private_folder(self._unused)
                    os.utime(path)
                    path.replace(self._unused / path.name)
        except (OSError, LibraryUnavailable) as error:
            log.warning("The originals cannot be swept: %s", error)
            return 0
        return len(strays)

    def _strays(self, connection: Connection) -> list[Path]:
        """The files that no document refers to and that are not being put in just now."""
        used, before = _used(connection), time.time() - _FRESH
        with os.scandir(self._folder) as entries:
            return [
                Path(entry.path)
                for entry in entries
                if entry.name not in used and entry.is_file() and entry.stat().st_mtime < before
            ]


def is_original(sha256: object, suffix: object) -> bool:
    """Whether a document that says so has a file, in the folder of originals and nowhere else."""
    named = (
        isinstance(suffix, str)
        and (not suffix or suffix.startswith("."))
        and not {"/", "\\", "\0"} & {*suffix}
    )
    return named and files.is_sha256(sha256)


def _used(connection: Connection) -> set[str]:
    """The names of the files that documents and their earlier versions refer to."""
    return {
        f"{sha256}{suffix}"
        for table in (schema.documents, schema.versions)
        for sha256, suffix in connection.execute(select(table.c.sha256, table.c.suffix))
    }


def _forget(folder: Path, seconds: float) -> None:
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        age = time.time() - path.stat().st_mtime
        if path.is_file() and age > seconds:
            path.unlink(missing_ok=True)
        elif path.is_dir() and age > _MAKING:  # of a backup that was killed
            shutil.rmtree(path, ignore_errors=True)
