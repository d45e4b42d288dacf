"""One model for everybody: people go first, in turn, and runs of test sets take what is left."""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from service.fairness import Waiting, in_turn

_LOOK = 0.2  # seconds


class Left(Exception):
    """Somebody waits no longer."""


class Turns:
    """Lets one at a time in. A run that has just ended a case lets every waiting person go before its next."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._busy = False
        self._moment = 0  # grows with everybody who comes or has had their turn
        self._waiting: dict[int, Waiting] = {}
        self._served: dict[Hashable, int] = {}  # who -> when their last turn ended, of those who wait again

    @property
    def waiting(self) -> int:
        """How many people wait for their turn."""
        with self._changed:
            return len(self._waiting)

    @contextmanager
    def person(self, left: Callable[[], bool] = lambda: False, who: Hashable = "") -> Iterator[None]:
        """Held while a question of `who` is answered. Raises Left where `left()` comes true before it is their turn."""
        with self._changed:
            self._moment += 1
            ticket = self._moment
            self._waiting[ticket] = Waiting(ticket, who, ticket)
            try:
                while not left() and (self._busy or self._next() != ticket):
                    self._changed.wait(_LOOK)
                if left():
                    raise Left
                self._busy = True
            finally:
                del self._waiting[ticket]
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._moment += 1
                self._served[who] = self._moment
                here = {waiting.person for waiting in self._waiting.values()}
                self._served = {one: when for one, when in self._served.items() if one in here}
                self._leave()

    @contextmanager
    def case(self) -> Iterator[None]:
        """Held while a case of a run is asked."""
        with self._changed:
            self._changed.wait_for(lambda: not self._busy and not self._waiting)
            self._busy = True
        try:
            yield
        finally:
            with self._changed:
                self._leave()

    def _next(self) -> int:
        """The ticket of whose turn is next. The lock must be held, and somebody must wait."""
        return in_turn(list(self._waiting.values()), self._served)[0]

    def _leave(self) -> None:
        self._busy = False
        self._changed.notify_all()
