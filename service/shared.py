"""The one engine of this process: the pages and the ways in for other programs use the same models.

And the one process of a library, where its database is a file: two that serve it would answer the same questions, each
from its own memory. Beside a database on a server there may be several, which claim what they do (`rag/store/claims`).
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from rag.common.files import private_folder
from rag.errors import LibraryInUse, LibraryUnavailable

if TYPE_CHECKING:
    from rag.store.claims.claims import Claims
    from service.engine import Engine

IN_USE = (
    "Another Lectern serves this library already. Use that one; or stop it, and load this page again. To serve another "
    "library, start Lectern with LECTERN_LIBRARY set to its folder."
)

_making = threading.Lock()
_made: "list[Engine]" = []
_held: list[Callable[[], object]] = []


def engine() -> "Engine":
    """The engine, its models loading in the background; made by whoever asks first, and a class is opened with it.

    Raises LibraryUnavailable where the library cannot be opened, LibraryInUse where another process serves it; the next
    who asks tries again.
    """
    # Imported late: it takes seconds, which a process that is only started does not wait for.
    from rag.settings import database_url, default_library
    from rag.store.care.belonging import on_server
    from service.classroom.opening import open_class
    from service.engine import Engine

    with _making:
        if not _made:
            folder = default_library()
            url = on_server(database_url(), folder)
            free = serving(folder).release if url is None else serving_beside(folder, url).close
            try:
                made = Engine(folder)
            except BaseException:
                free()
                raise
            _held.append(free)
            made.warm_up()
            _made.append(made)
            if made.by_class:
                open_class(made)
        return _made[0]


def serving(folder: Path) -> FileLock:
    """The lock of the process that serves the library in `folder`, held; the system frees it when the process ends.

    Raises LibraryInUse. Commands that read files in, check or back up need none: they work beside a server.
    """
    lock = FileLock(folder / "server.lock", thread_local=False)
    try:
        private_folder(folder)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LibraryInUse(IN_USE) from error
    except OSError as error:
        why = error.strerror or error
        raise LibraryUnavailable(
            f"The library in {folder} cannot be opened: {why}. Check the folder."
        ) from error
    return lock


def serving_beside(folder: Path, url: str) -> "Claims":
    """The claim of one of the processes that serve the library in `folder`, whose database is at `url`, on a server,
    which frees it when the process ends.

    Raises LibraryInUse where the database is being copied or remade.
    """
    from rag.store.claims.claims import ClaimKind
    from rag.store.dialects.choosing import dialect_of

    private_folder(folder)
    claims = dialect_of(url, folder).claims()
    try:
        if claims.take(ClaimKind.SERVING, with_others=True):
            return claims
    except BaseException:
        claims.close()
        raise
    claims.close()
    raise LibraryInUse(
        "The library's database is being copied or changed. Wait for that, and load this page again."
    )


def close() -> None:
    """Close it, if it was made: the process is about to end."""
    with _making:
        for made in _made:
            made.close()
        while _held:
            _held.pop()()
