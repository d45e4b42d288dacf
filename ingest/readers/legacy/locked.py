"""Files of Office 2007 and later that are locked: their container has nothing to read but a parcel."""

from pathlib import Path

from ingest.readers.base import Progress, ReadFile
from ingest.readers.legacy.container import locked


class LockedReader:
    """Says that a password is needed."""

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        raise locked()
