"""What a reader has beside the file: time for slow pages, a folder to keep pages in, pages to leave out.

It is not handed from reader to reader: only OCR, deep below some of them, asks for it.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

_LOADED = 3.0
"""Times as long by the clock a page may take where other programs have the processor meanwhile."""


class PageTooLong(Exception):
    """A page takes longer than it may; it is left out and named."""


@dataclass(frozen=True, slots=True)
class Desk:
    """`ocr_seconds` is how long one page or picture may take. `say` tells the parent that one is begun: its name, and
    how long it may take at most, on a computer that has other work too.

    What is read slowly is kept in the folder `keep`, where there is one, until the document is in the library; it may
    be emptied at any time. `left_out` are names of pages that took too long before.
    """

    ocr_seconds: float = 60.0
    keep: Path | None = None
    left_out: frozenset[str] = frozenset()
    say: Callable[[str, float], None] = field(default=lambda name, seconds: None)

    def begin(self, name: str, sheets: float = 1.0) -> Callable[[], None]:
        """Say that a page is begun, which has the time of so many. What is given raises PageTooLong once that is over,
        counted from its first call: by the clock, and by what this process had of the processor."""
        if name in self.left_out:
            raise PageTooLong
        seconds = self.ocr_seconds * sheets
        self.say(name, seconds * _LOADED)
        began: list[tuple[float, float]] = []

        def check() -> None:
            began.append((time.monotonic(), time.process_time()))
            taken, worked = (now - then for now, then in zip(began[-1], began[0], strict=True))
            if taken > seconds * _LOADED or (taken > seconds and worked > seconds):
                raise PageTooLong

        return check


_desk: ContextVar[Desk] = ContextVar("_desk", default=Desk())  # noqa: B039 (it cannot be changed)


def desk() -> Desk:
    """The one of the file that is being read."""
    return _desk.get()


@contextmanager
def at(one: Desk) -> Iterator[None]:
    """Read a file with this one."""
    before = _desk.set(one)
    try:
        yield
    finally:
        _desk.reset(before)
