"""Ending long work from outside, between two of its steps: because a person stopped it, or its time is over.

Whoever starts the work gives a `Watch` to its thread; whoever does it calls `check` every now and then, and need not
know who watches.
"""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_thread = threading.local()


class Interrupted(Exception):
    """The work was ended before it was done."""


class Watch:
    """Lets work go on until `stop` is set (None: it never is), and for `seconds` from now."""

    def __init__(self, stop: threading.Event | None, seconds: float) -> None:
        self._stop = stop
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def seconds(self) -> float:
        """How long the work may take in all."""
        return self._seconds

    @property
    def stopped(self) -> bool:
        """Whether somebody stopped the work."""
        return self._stop is not None and self._stop.is_set()

    @property
    def over(self) -> bool:
        """Whether the work is to end, for either reason."""
        return self.stopped or time.monotonic() > self._end

    def during(self, work: Callable[[], T]) -> T:
        """The result of `work`. Raises Interrupted from within it, or before it begins, once it is to end."""
        outer: Watch | None = getattr(_thread, "watch", None)
        _thread.watch = self
        try:
            check()
            return work()
        finally:
            _thread.watch = outer


def check() -> None:
    """Raise Interrupted where the work of this thread is to end."""
    watch: Watch | None = getattr(_thread, "watch", None)
    if watch is not None and watch.over:
        raise Interrupted


def watching() -> Callable[[], bool]:
    """Whether the work of this thread is to end, asked later and from any thread: for engines with threads of their
    own."""
    watch: Watch | None = getattr(_thread, "watch", None)
    return lambda: watch is not None and watch.over
