"""The streams of a container (OLE), and what is said of files that cannot be read."""

from pathlib import Path
from struct import error as StructError

import olefile

from ingest.readers.legacy.summary import title_in
from rag.errors import Refusal, UnreadableFile

_BROKEN = (OSError, StructError, LookupError, ValueError, TypeError, RecursionError)
_MOST = 300_000_000  # bytes of one stream


def damaged(program: str) -> UnreadableFile:
    """The error for a file whose contents make no sense."""
    return UnreadableFile(
        f"It is damaged. If {program} or LibreOffice still opens it, save it again from there."
    )


def locked() -> UnreadableFile:
    """The error for a file that wants a password."""
    return UnreadableFile(
        "It is locked with a password. Give the password, or save it without one and add that.",
        Refusal.PASSWORD,
    )


def too_old(program: str, suffix: str) -> UnreadableFile:
    """The error for a file of a version that is not read."""
    return UnreadableFile(
        f"It is from a version of {program} that is too old to be read here. "
        f"Open it in {program} or LibreOffice, save it as {suffix}, and add that.",
        Refusal.REFUSED,
    )


class Container:
    """An opened container. Names of streams are compared as Windows does, without regard to case."""

    def __init__(self, path: Path, program: str) -> None:
        """Raises UnreadableFile where its directory cannot be read; `program` is what such files are made with."""
        self._program = program
        try:
            self._ole = olefile.OleFileIO(str(path))
        except _BROKEN as error:
            raise damaged(program) from error

    def has(self, name: str) -> bool:
        """Whether there is a stream of this name at the top."""
        try:
            return bool(self._ole.exists(name))
        except _BROKEN as error:
            raise damaged(self._program) from error

    def stream(self, name: str) -> bytes:
        """The bytes of a stream at the top, b"" where there is none or it cannot be read."""
        try:
            if not self._ole.exists(name):
                return b""
            with self._ole.openstream(name) as stream:
                return bytes(stream.read(_MOST))
        except _BROKEN:
            return b""

    @property
    def title(self) -> str:
        """What the file says that its title is, or ""."""
        return title_in(self.stream("\x05SummaryInformation"))

    def close(self) -> None:
        """Close the file."""
        self._ole.close()
