"""How often somebody may try to sign in: guessing passwords must not pay, and trying must not take the server.

The tries are in the database, so that all processes that serve a library count the same ones, and a new start forgets
none. Of names and addresses only hashes are there, and not for longer than they count.
"""

import hashlib
import ipaddress
import time
import uuid
from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select

from rag.store import schema
from rag.store.database import Database

_WINDOW = 900.0  # seconds
_PER_PAIR = 6  # of one name from one address
_PER_NAME = (
    30  # from wherever: who guesses from many addresses; more, so that a stranger does not keep somebody out
)
_PER_ADDRESS = 60  # a class behind one address has many people
_GUESTS = 200  # that come new from one address: a school may have only one


class Tries:
    """Counts the tries of the last quarter of an hour, by what was tried and from where. A try counts when it begins,
    so that a thousand at once are not all let through; one that goes well is taken back. For any thread and process."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """`clock` gives UNIX seconds."""
        self._database = database
        self._clock = clock

    def begin(self, name: str, address: str) -> int:
        """Count a try; 0 where it may go on, else how many minutes nobody may try that name from there (then it does
        not count)."""
        return self._begun(_limits(name, address))

    def come_as_guest(self, address: str) -> int:
        """Count a new guest from there; as `begin`."""
        return self._begun({_key("guest", network_of(address)): _GUESTS})

    def _begun(self, limits: Mapping[str, int]) -> int:
        now, table = self._clock(), schema.tries
        with self._database.read() as connection:  # who has to wait keeps no writer waiting
            if wait := _wait(connection, limits, now):
                return wait
        with self._database.begin() as connection:
            if wait := _wait(connection, limits, now):  # others came meanwhile
                return wait
            connection.execute(delete(table).where(~table.c.moment.between(*_counted(now))))
            rows = [{"counts_for": key, "id": uuid.uuid4().hex, "moment": now} for key in limits]
            connection.execute(insert(table), rows)
        return 0

    def take_back(self, name: str, address: str) -> None:
        """A try counts no more: it went well, or there was no room to look at it."""
        with self._database.begin() as connection:
            _take_back(connection, _limits(name, address))

    def succeeded(self, name: str, address: str) -> None:
        """A try went well: the name begins anew from there. Elsewhere, and for the address as such, only this try is
        taken back, or one account would pay for all guesses."""
        with self._database.begin() as connection:
            _take_back(connection, _limits(name, address))
            connection.execute(delete(schema.tries).where(schema.tries.c.counts_for == _pair(name, address)))


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


def _wait(connection: Connection, limits: Mapping[str, int], now: float) -> int:
    """Minutes until each of the keys has room for one more; 0 where all have."""
    table, longest = schema.tries.c, 0
    for key, most in limits.items():
        query = select(table.moment).where(table.counts_for == key, table.moment.between(*_counted(now)))
        full = connection.execute(query.order_by(table.moment.desc()).offset(most - 1).limit(1)).scalar()
        if full is not None:
            longest = max(longest, int((_WINDOW - max(0.0, now - full)) // 60) + 1)
    return longest


def _counted(now: float) -> tuple[float, float]:
    """From when to when tries count. Beyond is one that was made before the clock was set back."""
    return now - _WINDOW, now + _WINDOW


def _take_back(connection: Connection, keys: Iterable[str]) -> None:
    table = schema.tries
    for key in keys:
        latest = select(table.c.id).where(table.c.counts_for == key).order_by(table.c.moment.desc()).limit(1)
        found = connection.execute(latest).scalar()
        connection.execute(delete(table).where(table.c.counts_for == key, table.c.id == found))


def _limits(name: str, address: str) -> dict[str, int]:
    """What a try counts for, and how many of each there may be."""
    return {
        _pair(name, address): _PER_PAIR,
        _key("name", name): _PER_NAME,
        _key("address", network_of(address)): _PER_ADDRESS,
    }


def _pair(name: str, address: str) -> str:
    return _key("pair", name, network_of(address))


def _key(*parts: str) -> str:
    """64 hex digits: what somebody typed for a name may be their password."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
