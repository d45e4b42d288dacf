"""Files of Office 2007 and later that are locked: their container has nothing to read but a parcel."""

import tempfile
from pathlib import Path

from ingest.locks.office import USUAL, unlock_office
from ingest.readers import reader_for, sniffing
from ingest.readers.base import Progress, ReadFile
from ingest.readers.legacy.container import locked
from rag.errors import UnreadableFile


class LockedReader:
    """Reads those that Office opens by itself, and says that the others need a password."""

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "opened"
            try:
                unlock_office(path, USUAL, target)
            except UnreadableFile as error:
                raise locked() from error
            target = target.rename(target.with_suffix(f".{sniffing.sniff(target)}"))
            return reader_for(target).read(target, page_limit, progress)
