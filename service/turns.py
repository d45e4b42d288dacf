"""One model for everybody: people go first, and runs of test sets take what is left."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Lets one at a time in. A run that has just ended a case lets every waiting person go before its next."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._busy = False
        self._people = 0

    @contextmanager
    def person(self) -> Iterator[None]:
        """Held while a person's question is answered."""
        with self._changed:
            self._people += 1
            self._changed.wait_for(lambda: not self._busy)
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
