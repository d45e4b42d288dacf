"""Claims as advisory locks of PostgreSQL, held by a connection of their own: the server frees them when that ends."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from rag.errors import LecternError
from rag.store.claims.claims import ClaimKind

_log = logging.getLogger(__name__)
_TAKE = "SELECT pg_try_advisory_lock(%s, %s)"
_TAKE_SHARED = "SELECT pg_try_advisory_lock_shared(%s, %s)"
_DROP = "SELECT pg_advisory_unlock(%s, %s)"
_DROP_SHARED = "SELECT pg_advisory_unlock_shared(%s, %s)"

_Key = tuple[int, int]


class ServerClaims:
    """A `Claims`. Where the connection breaks, all is taken again by a new one, but for what others have by then."""

    are_shared = True

    def __init__(
        self, engine: Engine, in_words: Callable[[BaseException | None], LecternError | None]
    ) -> None:
        self._engine = engine
        self._in_words = in_words
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._held: dict[_Key, bool] = {}  # whether with others

    def take(self, claim: ClaimKind, number: int = 0, with_others: bool = False) -> bool:
        """See `Claims`. Raises LecternError where the server cannot be asked."""
        key = (int(claim), number)
        with self._lock, self._explained():
            connection = self._connected()
            if key not in self._held and _taken(connection, key, with_others):
                self._held[key] = with_others
            return key in self._held

    def drop(self, claim: ClaimKind, number: int = 0) -> None:
        """See `Claims`. Where the server cannot be asked it has freed it already."""
        key = (int(claim), number)
        with self._lock:
            if key not in self._held:
                return
            query = _DROP_SHARED if self._held.pop(key) else _DROP
            try:
                if self._connection is not None:
                    self._connection.exec_driver_sql(query, key)
            except DatabaseError:
                self._forget_connection()

    def close(self) -> None:
        """See `Claims`."""
        with self._lock:
            self._held.clear()
            self._forget_connection()
            self._engine.dispose()

    def _connected(self) -> Connection:
        """The connection, alive; what is held is held by it."""
        if self._connection is not None:
            try:
                self._connection.exec_driver_sql("SELECT 1")
            except DatabaseError:
                self._forget_connection()
            else:
                return self._connection
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        lost = [key for key, with_others in self._held.items() if not _taken(connection, key, with_others)]
        for key in lost:
            _log.warning("The connection broke, and another process has claim %s by now.", key)
            del self._held[key]
        self._connection = connection
        return connection

    def _forget_connection(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()  # or the pool would keep it, with all that it holds
            self._connection.close()
            self._connection = None

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise self._in_words(error.orig) or error from error


def _taken(connection: Connection, key: _Key, with_others: bool) -> bool:
    return bool(connection.exec_driver_sql(_TAKE_SHARED if with_others else _TAKE, key).scalar())
