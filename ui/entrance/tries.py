"""How often somebody may try to sign in: guessing passwords must not pay, and trying must not take the server."""

import ipaddress
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping

_WINDOW = 900.0  # seconds
_PER_PAIR = 6  # of one name from one address
_PER_NAME = (
    30  # from wherever: who guesses from many addresses; more, so that a stranger does not keep somebody out
)
_PER_ADDRESS = 60  # a class behind one address has many people
_GUESTS = 200  # that come new from one address: a school may have only one
_REMEMBERED = 10_000
Key = tuple[str, ...]


class Tries:
    """Counts the tries of the last quarter of an hour, by what was tried and from where. A try counts when it begins,
    so that a thousand at once are not all let through; one that goes well is taken back. For any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tried: dict[Key, deque[float]] = defaultdict(deque)

    def begin(self, name: str, address: str) -> int:
        """Count a try; 0 where it may go on, else how many minutes nobody may try that name from there (then it does
        not count)."""
        return self._begun(_limits(name, address))

    def come_as_guest(self, address: str) -> int:
        """Count a new guest from there; as `begin`."""
        return self._begun({("guest", network_of(address)): _GUESTS})

    def _begun(self, limits: Mapping[Key, int]) -> int:
        now = self._clock()
        with self._lock:
            if len(self._tried) > _REMEMBERED:
                self._forget(now)
            wait = max(self._wait(key, most, now) for key, most in limits.items())
            if not wait:
                for key in limits:
                    self._tried[key].append(now)
        return wait

    def take_back(self, name: str, address: str) -> None:
        """A try counts no more: it went well, or there was no room to look at it."""
        with self._lock:
            for key in _limits(name, address):
                if times := self._tried.get(key):
                    times.pop()

    def succeeded(self, name: str, address: str) -> None:
        """A try went well: the name begins anew from there. Elsewhere, and for the address as such, only this try is
        taken back, or one account would pay for all guesses."""
        self.take_back(name, address)
        with self._lock:
            self._tried.pop(_pair(name, address), None)

    def _wait(self, key: Key, most: int, now: float) -> int:
        times = self._tried.get(key)
        if times is None:
            return 0
        while times and now - times[0] > _WINDOW:
            times.popleft()
        return 0 if len(times) < most else int((_WINDOW - (now - times[-most])) // 60) + 1

    def _forget(self, now: float) -> None:
        for key in [key for key, times in self._tried.items() if not times or now - times[-1] > _WINDOW]:
            del self._tried[key]


def network_of(host: str) -> str:
    """Where somebody comes from: an address; of IPv6 the network of 64 bits, which one household has all of."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((int(address) >> 64 << 64, 64)))
    return str(address)


def _limits(name: str, address: str) -> dict[Key, int]:
    """What a try counts for, and how many of each there may be."""
    return {
        _pair(name, address): _PER_PAIR,
        ("name", name): _PER_NAME,
        ("address", network_of(address)): _PER_ADDRESS,
    }


def _pair(name: str, address: str) -> Key:
    return ("pair", name, network_of(address))
