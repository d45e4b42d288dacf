"""How often somebody may try to sign in: guessing passwords must not pay."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable

_WINDOW = 900.0  # seconds
_PER_NAME, _PER_ADDRESS = 6, 60  # a class behind one address has many people
_REMEMBERED = 10_000


class Tries:
    """Counts failures of the last quarter of an hour, by what was tried and from where. For any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: dict[tuple[str, str], deque[float]] = defaultdict(deque)

    def minutes_to_wait(self, name: str, address: str) -> int:
        """How long nobody may try that name, or from that address; 0 for not at all."""
        now = self._clock()
        with self._lock:
            waits = [self._wait(key, most, now) for key, most in _limits(name, address)]
        return max(waits)

    def failed(self, name: str, address: str) -> None:
        """Count a failure."""
        now = self._clock()
        with self._lock:
            if len(self._failed) > _REMEMBERED:
                self._forget(now)
            for key, _ in _limits(name, address):
                self._failed[key].append(now)

    def succeeded(self, name: str) -> None:
        """A name that was signed in begins anew; an address does not, or one account would pay for all guesses."""
        with self._lock:
            self._failed.pop(("name", name), None)

    def _wait(self, key: tuple[str, str], most: int, now: float) -> int:
        times = self._failed.get(key)
        if times is None:
            return 0
        while times and now - times[0] > _WINDOW:
            times.popleft()
        return 0 if len(times) < most else int((_WINDOW - (now - times[-most])) // 60) + 1

    def _forget(self, now: float) -> None:
        for key in [key for key, times in self._failed.items() if not times or now - times[-1] > _WINDOW]:
            del self._failed[key]


def _limits(name: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    return (("name", name), _PER_NAME), (("address", address), _PER_ADDRESS)
