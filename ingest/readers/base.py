"""What a reader is, and what it hands on. A new kind of file is one module with one `read`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rag.values import Document, Page, Unit

READER = 7
"""The version of the readers: it grows when what they read of a file has become better, so that it is worth to read
files again. Documents that were read before there was a number have 0."""


def is_outdated(document: Document) -> bool:
    """Whether an earlier Lectern read it, so that reading it again is worth it."""
    return document.reader < READER


Progress = Callable[[int, int], None]
"""Called with the pages read so far and the pages of the file."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading: everything from `start` (a character of the 1-based `page`) on is under `title`."""

    page: int
    start: int
    title: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as read. `pages` are in order and may have empty texts, `sections` are in reading order.

    `title` is what the file says of itself, "" where it says nothing: the reader does not know the file's own name,
    because it is given a copy of another name.
    `problems` are plain lines for the health report: what could not be read, and what to do. `units` are found by the
    child (`ingest.units`), after the reader.
    """

    title: str
    media_type: str
    pages: tuple[Page, ...]
    problems: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    units: tuple[Unit, ...] = ()


class FormatReader(Protocol):
    """Reads one kind of file, in the child process (`ingest.child`), where it may crash or hang."""

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        """The file's pages, at most the first `page_limit`.

        Raises UnreadableFile, with the remedy, where nothing can be read.
        """
