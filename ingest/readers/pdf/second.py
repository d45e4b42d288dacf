"""A second opinion: the file as pypdf reads it, opened only where it is asked for."""

import logging
from functools import cached_property
from pathlib import Path

import pypdf

log = logging.getLogger(__name__)


class SecondOpinion:
    """The text of pages, without places."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def count(self) -> int:
        """How many pages pypdf finds; 0 where it cannot read the file."""
        return 0 if self._reader is None else len(self._reader.pages)

    def text(self, index: int) -> str:
        """The text of a page by its 0-based index, "" where pypdf cannot read it."""
        if not index < self.count or self._reader is None:
            return ""
        try:
            return self._reader.pages[index].extract_text()
        except MemoryError:
            raise
        except Exception:  # broken files make pypdf raise nearly everything there is
            log.debug("pypdf: page %d of %s", index + 1, self._path.name, exc_info=True)
            return ""

    @cached_property
    def _reader(self) -> pypdf.PdfReader | None:
        try:
            reader = pypdf.PdfReader(self._path, strict=False)
            if reader.is_encrypted:
                reader.decrypt("")
            len(reader.pages)
            return reader
        except MemoryError:
            raise
        except Exception:  # as above
            log.debug("pypdf cannot open %s", self._path.name, exc_info=True)
            return None
