"""The one client of an OpenAI-compatible server: time-outs, retries with back-off and jitter, a circuit breaker."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from rag.errors import ModelUnavailable
from rag.models.elsewhere.breaker import CircuitBreaker
from rag.models.elsewhere.waiting import TooSlow, side_by_side
from rag.models.elsewhere.wording import ServerFailed, explained, missing, openai
from rag.settings import Patience, ServedModel

T = TypeVar("T")
_BACK_OFF = 8.0  # seconds between two tries at most, by the package `openai`, unless the server says how long
CHECK_SECONDS = 10.0
"""That a server may take to say which models it has."""


class ModelServer:
    """A model on a server. Safe to use from many threads. Nothing is sent before it is asked.

    The package `openai` sends a request anew where the connection breaks, the server says 408, 409, 429 or 5xx, or
    nothing in time: after half a second, then twice as long each time, up to a quarter less by chance.
    """

    def __init__(self, place: ServedModel, patience: Patience) -> None:
        self.place = place
        self._patience = patience
        self._breaker = CircuitBreaker(patience.failures, patience.rest)
        self._client = openai.OpenAI(
            base_url=place.url, api_key=api_key(), timeout=patience.seconds, max_retries=patience.retries
        )

    def asked(self, ask: Callable[[openai.OpenAI], T]) -> T:
        """What `ask` makes of the client. It reads the answer, too, so that garbage is the server's failure.

        Raises ModelUnavailable, ServerFailed where that is by no fault of the request, and Interrupted.
        """
        return self.all_asked([ask])[0]

    def all_asked(self, asks: Sequence[Callable[[openai.OpenAI], T]]) -> list[T]:
        """The same of several requests at once, in their order."""
        longest = longest_wait(self._patience.seconds, self._patience.retries)
        return answered([partial(self._once, ask) for ask in asks], longest, self._breaker, self.place)

    def _once(self, ask: Callable[[openai.OpenAI], T]) -> T:
        with guarded(self._breaker, self.place):
            return ask(self._client)


def longest_wait(seconds: float, retries: int) -> float:
    """Seconds that a request of `seconds` takes at most with all its retries, and the pauses between."""
    return (seconds + _BACK_OFF) * (retries + 1)


def answered(
    calls: Sequence[Callable[[], T]], seconds: float, breaker: CircuitBreaker, place: ServedModel
) -> list[T]:
    """What the calls to the server, each `guarded`, return: made at once, in their order. Where they do not end within
    `seconds` in all that is a failure, too. Raises ServerFailed then, what the first call raises, and Interrupted."""
    try:
        return side_by_side(calls, seconds)
    except TooSlow as error:  # bytes came, each in time, but no end
        reason = f"The server at {place.shown} did not answer in time ({seconds:g} seconds in all)."
        breaker.failed(reason)
        raise ServerFailed(f"{reason} Try again, or look at its own log.") from error


def checked(place: ServedModel) -> tuple[str, ...]:
    """The names of the server's models. ModelUnavailable where it does not answer or lacks ours."""
    with explained(place):
        names = _names(place)
    if names and place.model not in names:
        raise ModelUnavailable(missing(place, names))
    return names


@contextmanager
def guarded(breaker: CircuitBreaker, place: ServedModel) -> Iterator[None]:
    """Around one call to the server: refused while the breaker is open, told how the call ended. Raises as
    `explained`."""
    if not breaker.enter():
        raise ServerFailed(
            f"The server at {place.shown} failed several times in a row, so it is left alone for "
            f"{breaker.seconds_left:.0f} more seconds. The last time: {breaker.reason}"
        )
    try:
        with explained(place, partial(_names, place)):
            yield
    except ServerFailed as error:
        breaker.failed(str(error))
        raise
    except GeneratorExit:  # enough was heard
        breaker.succeeded()
        raise
    except BaseException:  # what was asked was wrong, or nobody listens any more
        breaker.spared()
        raise
    breaker.succeeded()


def api_key() -> str:
    """LECTERN_API_KEY; most local servers want some key, any key."""
    return os.environ.get("LECTERN_API_KEY") or "none"


def _names(place: ServedModel) -> tuple[str, ...]:
    client = openai.OpenAI(base_url=place.url, api_key=api_key(), timeout=CHECK_SECONDS, max_retries=0)
    with client:
        return tuple(sorted(model.id for model in client.models.list()))
