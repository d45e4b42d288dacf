"""What must not be done while Lectern is running with the library."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import LibraryInUse


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """The lock that whatever serves the library in `folder` holds. Raises LibraryInUse where something does."""
    try:
        with FileLock(folder / "server.lock").acquire(timeout=0):
            yield
    except Timeout as error:
        raise LibraryInUse(
            "Lectern is running with this library. Stop it, and do this then: what is asked and added meanwhile would "
            "be lost."
        ) from error
