"""Waiting for a server without being bound to it: a question that was stopped, or is over its time, waits no longer."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from rag.common.interruption import check

T = TypeVar("T")
_LOOK = 0.05  # seconds between two looks at whether the work is to end


class TooSlow(Exception):
    """A call did not end in the time that it may take in all."""


def waited(call: Callable[[], T], seconds: float) -> T:
    """What `call` returns or raises, made on a thread of its own. Raises Interrupted as soon as the work of this thread
    is to end, and TooSlow after `seconds`; the call then ends by itself, unheard."""
    return side_by_side([call], seconds)[0]


def side_by_side(calls: Sequence[Callable[[], T]], seconds: float) -> list[T]:
    """The same of several calls, made at once; in their order, all or the first error. `seconds` are those of all."""
    running = [_Call(call) for call in calls]
    for one in running:
        one.start()
    end = time.monotonic() + seconds
    for one in running:
        while not one.done.wait(_LOOK):
            check()
            if time.monotonic() > end:
                raise TooSlow
    return [one.result() for one in running]


class _Call(threading.Thread, Generic[T]):
    """One call, whose thread does not keep the process from ending."""

    def __init__(self, call: Callable[[], T]) -> None:
        super().__init__(daemon=True)
        self._call = call
        self._value: list[T] = []
        self._error: BaseException | None = None
        self.done = threading.Event()

    def run(self) -> None:
        try:
            self._value.append(self._call())
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
            self._error = error
        finally:
            self.done.set()

    def result(self) -> T:
        if self._error is not None:
            raise self._error
        return self._value[0]
