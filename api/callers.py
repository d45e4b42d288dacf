"""Who calls: the one place that makes of what a request shows the caller that all others ask about.

People of a class are put in here: whoever they are, they come as a `Caller`.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from api.errors import ApiError
from rag.errors import LecternError
from rag.store.access.keys import GOOD_FOR, Keys, KeyScope
from rag.values.people import ALONE, NOBODY, Asker

_log = logging.getLogger(__name__)
_SCHEME = "bearer "
_NOTED = 60.0  # seconds between two notes that a key was used
_HOW = (
    "Make a key on the page Settings or by `lectern keys make` (in a class: on the page You), and send it as "
    "`Authorization: Bearer lectern_…`."
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: the number of the key, whose it is ("" where there is one person only), what it is good for, and the
    person as one who asks: the key opens what they read, and nothing else."""

    key: int
    owner: str
    scopes: frozenset[KeyScope]
    asker: Asker = ALONE

    def check(self, scope: KeyScope) -> None:
        """Raise ApiError (403) where the key is not good for that."""
        if scope not in self.scopes:
            raise ApiError(
                403,
                f"This key may not {GOOD_FOR[scope]} (scope “{scope}”). Make one that may, on the page Settings (in a "
                "class: You).",
                "missing_scope",
            )


class Callers:
    """Tells who shows which key. Safe to use from many threads."""

    def __init__(self, keys: Keys, asker_of: Callable[[str], Asker] = lambda owner: ALONE) -> None:
        """`asker_of` tells as whom the keys of an owner act."""
        self._keys = keys
        self._asker_of = asker_of
        self._lock = threading.Lock()
        self._noted: dict[int, float] = {}
        # A library that is being written must hold up nobody who only asks.
        self._notes = ThreadPoolExecutor(1, thread_name_prefix="keys")

    def caller(self, authorization: str) -> Caller:
        """The caller of a request with that header. Raises ApiError (401) where it shows no key that is good."""
        if not authorization:
            raise ApiError(401, f"This needs a key. {_HOW}", "missing_key")
        if authorization[: len(_SCHEME)].lower() != _SCHEME:
            raise ApiError(401, f"This is no key. {_HOW}", "invalid_key")
        key = self._keys.find(authorization[len(_SCHEME) :].strip())
        if key is None:
            raise ApiError(401, f"There is no such key. {_HOW}", "invalid_key")
        if key.revoked is not None:
            raise ApiError(401, f"This key was revoked. {_HOW}", "revoked_key")
        asker = self._asker_of(key.owner)
        if asker == NOBODY:
            raise ApiError(401, f"This key is of nobody who has an account here. {_HOW}", "invalid_key")
        self._note(key.id)
        return Caller(key.id, key.owner, key.scopes, asker)

    def _note(self, key: int) -> None:
        now = time.monotonic()
        with self._lock:
            if now - self._noted.get(key, -_NOTED) < _NOTED:
                return
            self._noted[key] = now
        self._notes.submit(self._write, key)

    def _write(self, key: int) -> None:
        try:
            self._keys.note_use(key)
        except LecternError as error:
            _log.warning("That key %d was used is not noted: %s", key, error)
