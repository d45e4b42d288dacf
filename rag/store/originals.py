"""The files that documents were read from, kept under their SHA-256."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Table, select

from rag.common import files
from rag.errors import UnreadableFile
from rag.store import schema
from rag.store.database import Database


class Originals:
    """A folder of files, each once however many documents have it."""

    def __init__(self, folder: Path, database: Database) -> None:
        self._folder = folder
        self._database = database

    def path(self, sha256: str, suffix: str) -> Path:
        """Where the file of those bytes is, or would be."""
        return self._folder / f"{sha256}{suffix}"

    def keep(self, original: Path, sha256: str, suffix: str) -> None:
        """Copy a file in, all or nothing. Raises UnreadableFile where it no longer is what was read."""
        target = self.path(sha256, suffix)
        if target.exists() and target.stat().st_size == original.stat().st_size:
            return
        with files.replacing(target) as temporary:
            shutil.copyfile(original, temporary)
            if files.sha256(temporary) != sha256:
                raise UnreadableFile("It changed while it was read. Add it again when it is complete.")

    def drop_unused(self, dropped: Sequence[tuple[str, str]]) -> None:
        """Delete those files (SHA-256, suffix) that no document refers to any more, nor an earlier version of one."""
        for sha256, suffix in dropped:
            if not any(self._uses(table, sha256, suffix) for table in (schema.documents, schema.versions)):
                self.path(sha256, suffix).unlink(missing_ok=True)

    def _uses(self, table: Table, sha256: str, suffix: str) -> bool:
        query = select(table.c.id).where(table.c.sha256 == sha256, table.c.suffix == suffix)
        with self._database.read() as connection:
            return connection.execute(query).first() is not None
