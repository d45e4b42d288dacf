"""One process at a time, by a lock file that the system frees when its process ends."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_LOOK = 0.2  # seconds
_FILES = 64


@contextmanager
def alone_with(name: str, folder: Path, poll: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Held by one thread of one process for each `name`; two names may wait for each other, so hold one at a time.

    `poll` is called while it waits for another process, and may raise. The lock files, at most 64 in `folder`, stay:
    to delete one would let two in.
    """
    folder.mkdir(exist_ok=True)
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:2], "big") % _FILES
    lock = FileLock(folder / f"{number:02}.lock", thread_local=False)
    while True:
        poll()
        try:
            lock.acquire(timeout=_LOOK)
            break
        except Timeout:
            continue
    try:
        yield
    finally:
        lock.release()
