"""Seconds since the question, by stage."""

import time

from rag.values import Seconds


class Clock:
    """Starts when it is made; the first lap of a stage counts."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """The stage `stage`, a field of `Seconds`, has ended."""
        self._laps.setdefault(stage, time.perf_counter() - self._start)

    def seconds(self) -> Seconds:
        """The laps so far, and as the total the time until now."""
        return Seconds(**self._laps, total=time.perf_counter() - self._start)
