"""What must not be done while Lectern is running with the library."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import LibraryInUse
from rag.store.claims.claims import ClaimKind
from rag.store.dialects.choosing import dialect_of

_RUNNING = (
    "Lectern is running with this library. Stop it, and do this then: "
    "what is asked and added meanwhile would be lost."
)


@contextmanager
def alone(folder: Path, *urls: str) -> Iterator[None]:
    """What whatever serves the library in `folder`, or in a database at one of the `urls`, holds. Raises LibraryInUse
    where something does."""
    with ExitStack() as held:
        try:
            held.enter_context(FileLock(folder / "server.lock").acquire(timeout=0))
        except Timeout as error:
            raise LibraryInUse(_RUNNING) from error
        for url in urls:
            claims = dialect_of(url, folder).claims()
            held.callback(claims.close)
            if not claims.take(ClaimKind.SERVING):
                raise LibraryInUse(_RUNNING)
        yield
