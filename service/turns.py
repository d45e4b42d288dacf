"""One model for everybody: people go first, and runs of test sets take what is left."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK = 0.2  # seconds


class Left(Exception):
    """Somebody waits no longer."""


class Turns:
    """Lets one at a time in. A run that has just ended a case lets every waiting person go before its next."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._busy = False
        self._people = 0

    @contextmanager
    def person(self, left: Callable[[], bool] = lambda: False) -> Iterator[None]:
        """Held while a person's question is answered. Raises Left where `left()` comes true before it is their turn."""
        with self._changed:
            self._people += 1
            while self._busy and not left():
                self._changed.wait(_LOOK)
            if left():
                self._people -= 1
                self._changed.notify_all()
                raise Left
            self._busy = True
        try:
            yield
        finally:
            with self._changed:
                self._people -= 1
                self._leave()

    @contextmanager
    def case(self) -> Iterator[None]:
        """Held while a case of a run is asked."""
        with self._changed:
            self._changed.wait_for(lambda: not self._busy and not self._people)
            self._busy = True
        try:
            yield
        finally:
            with self._changed:
                self._leave()

    def _leave(self) -> None:
        self._busy = False
        self._changed.notify_all()
