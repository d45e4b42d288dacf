"""A circuit breaker: a server that fails again and again is left alone for a while, so that nobody waits for it."""

import threading
import time
from collections.abc import Callable


class CircuitBreaker:
    """Closed at first. Opens after `failures` in a row; `rest` seconds later one call may try again, which closes it or
    leaves it open for as long once more. Safe to use from many threads."""

    def __init__(self, failures: int, rest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = failures
        self._rest = rest
        self._clock = clock
        self._lock = threading.Lock()
        self._failed = 0
        self._opened: float | None = None
        self._trying = False
        self._reason = ""

    def enter(self) -> bool:
        """Whether a call may be made now. Whoever was let in says afterwards that it `succeeded`, `failed`, or was
        `spared`."""
        with self._lock:
            if self._opened is None:
                return True
            if self._trying or self._clock() < self._opened + self._rest:
                return False
            self._trying = True
            return True

    def succeeded(self) -> None:
        """The server answered as it should."""
        with self._lock:
            self._failed, self._opened, self._trying, self._reason = 0, None, False, ""

    def failed(self, reason: str) -> None:
        """It did not; why, as people read it."""
        with self._lock:
            self._failed += 1
            self._reason = reason
            if self._trying or self._failed >= self._most:
                self._opened = self._clock()
            self._trying = False

    def spared(self) -> None:
        """The call failed by what was asked, which says nothing about the server's health."""
        with self._lock:
            self._trying = False

    @property
    def reason(self) -> str:
        """Why the last call failed; "" where it did not."""
        return self._reason

    @property
    def seconds_left(self) -> float:
        """Until a call may be made; 0 where one may."""
        with self._lock:
            if self._opened is None:
                return 0.0
            return max(0.0, self._opened + self._rest - self._clock())
