"""One model for everybody: people go first, in turn, and runs of test sets take what is left."""

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rag.errors import LecternError
from service.fairness import Waiting, in_turn

_LOOK = 0.2  # seconds
_PACED = 16  # turns, whose mean is what the next one is said to take
_FIRST = 5.0  # seconds that a turn is said to take before one has ended


class Left(Exception):
    """Somebody waits no longer."""


class TooManyWaiting(LecternError):
    """More questions wait than are taken; in `seconds`, whole ones and 1 at least, it may be tried again."""

    def __init__(self, seconds: float) -> None:
        seconds = max(1, math.ceil(seconds))
        super().__init__(
            f"Too many questions wait already. Ask again in about {seconds} seconds, or fewer at a time."
        )
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Wait:
    """How many questions are answered before one, that at work included, and in about how many seconds its turn
    comes."""

    ahead: int
    seconds: float


class Turns:
    """Lets one at a time in. A run that has just ended a case lets every waiting person go before its next."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._looking = threading.Lock()
        self._busy = False
        self._at_work: Waiting | None = None
        self._began = 0.0  # when the turn could have begun: with its question, or when the last one ended
        self._ended = 0.0
        self._moment = 0  # grows with everybody who comes or has had their turn
        self._waiting: dict[int, Waiting] = {}
        self._desks: dict[int, Hashable] = {}  # where each ticket is answered
        self._came: dict[int, float] = {}
        self._served: dict[Hashable, int] = {}  # who -> when their last turn ended, of those who wait again
        self._took: deque[float] = deque(maxlen=_PACED)  # seconds of the last turns

    @property
    def waiting(self) -> int:
        """How many people wait for their turn."""
        with self._changed:
            return len(self._waiting)

    @property
    def pace(self) -> float:
        """Seconds that a turn takes, with what passes between two turns: the mean of the last ones."""
        with self._changed:
            return self._pace()

    def come(self, who: Hashable, desk: Hashable) -> int:
        """Queue a question of `who`, that is answered at a desk of its own or shared; returns its ticket, which that
        desk takes (`turn`) or gives back (`leave`)."""
        with self._changed:
            self._moment += 1
            ticket = self._moment
            self._waiting[ticket] = Waiting(ticket, who, ticket)
            self._desks[ticket] = desk
            self._came[ticket] = self._clock()
            self._changed.notify_all()
        return ticket

    def leave(self, ticket: int) -> None:
        """Wait no longer; nothing where the turn has come already."""
        with self._changed:
            self._waiting.pop(ticket, None)
            self._desks.pop(ticket, None)
            self._came.pop(ticket, None)
            self._changed.notify_all()

    def order(self) -> list[int]:
        """The tickets that wait, in the order in which their turns come."""
        with self._changed:
            return self._order()

    def wait_of(self, ticket: int) -> Wait:
        """What stands before a ticket."""
        with self._changed:
            order = self._order()
            if ticket not in order:
                return Wait(0, 0.0)
            ahead, pace = order.index(ticket), self._pace()
            rest = max(0.0, pace - (self._clock() - self._began)) if self._busy else 0.0
            return Wait(ahead + (self._at_work is not None), ahead * pace + rest)

    @contextmanager
    def turn(self, desk: Hashable, left: Callable[[], bool] = lambda: False) -> Iterator[int]:
        """Held by the first ticket of that desk whose turn comes, which is yielded. Raises Left where `left()` comes
        true before."""
        with self._changed:
            while True:
                if left():
                    raise Left
                ticket = self._next()
                if not self._busy and ticket is not None and self._desks[ticket] == desk:
                    break
                self._changed.wait(_LOOK)
            self._busy, self._at_work = True, self._waiting.pop(ticket)
            del self._desks[ticket]
            who, self._began = self._at_work.person, max(self._came.pop(ticket), self._ended)
        try:
            yield ticket
        finally:
            with self._changed:
                self._moment += 1
                self._took.append(self._clock() - self._began)
                self._at_work = None
                self._served[who] = self._moment
                here = {waiting.person for waiting in self._waiting.values()}
                self._served = {one: when for one, when in self._served.items() if one in here}
                self._leave()

    @contextmanager
    def person(self, left: Callable[[], bool] = lambda: False, who: Hashable = "") -> Iterator[None]:
        """Held while a question of `who` is answered. Raises Left where `left()` comes true before it is their turn."""
        desk = object()
        ticket = self.come(who, desk)
        try:
            with self.turn(desk, left):
                yield
        finally:
            self.leave(ticket)

    @contextmanager
    def case(self) -> Iterator[None]:
        """Held while a case of a run is asked."""
        with self._changed:
            self._changed.wait_for(lambda: not self._busy and not self._waiting)
            self._busy, self._began = True, self._clock()
        try:
            yield
        finally:
            with self._changed:
                self._leave()

    @contextmanager
    def look(self) -> Iterator[None]:
        """Held while the material is searched, which waits for nobody's turn: it takes a moment, and one at a time does
        it."""
        with self._looking:
            yield

    def give_way(self, seconds: float) -> None:
        """Return when nobody waits or is answered, but after `seconds` at most: so reading files goes on, slowly, where
        there are always questions."""
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting and self._at_work is None, seconds)

    def check_room(self, most: int) -> None:
        """Raise TooManyWaiting where `most` wait already."""
        with self._changed:
            if len(self._waiting) >= most:
                raise TooManyWaiting(len(self._waiting) * self._pace())

    def _pace(self) -> float:
        return sum(self._took) / len(self._took) if self._took else _FIRST

    def _order(self) -> list[int]:
        served = dict(self._served)
        if self._at_work is not None:  # who has their turn now
            served[self._at_work.person] = self._moment + 1
        return in_turn(list(self._waiting.values()), served)

    def _next(self) -> int | None:
        """The ticket of whose turn is next. The lock must be held."""
        return in_turn(list(self._waiting.values()), self._served)[0] if self._waiting else None

    def _leave(self) -> None:
        self._busy, self._ended = False, self._clock()
        self._changed.notify_all()
