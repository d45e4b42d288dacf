"""The other side of `rag.common.child`: a process that answers its parent's requests within limits.

A request is a line of JSON on standard input: {"request", "seconds", "megabytes"}. The answers are lines of JSON on
standard output: any number of {"told"}, then what was returned. Nothing heavy is imported here, so that such a
process starts in a fraction of a second.
"""

import json
import logging
import os
import sys
from collections.abc import Callable
from typing import Any

try:
    import resource
except ImportError:  # Windows has no such limits; the limit of time is also kept by the parent
    resource = None  # type: ignore[assignment]

_PROCESSORS = os.cpu_count() or 1
"""As many seconds of processor time may a second have."""

Told = Callable[[dict[str, Any]], None]


def serve(answer: Callable[[dict[str, Any], Told], dict[str, Any]]) -> None:
    """Answer requests until standard input ends; `answer` may tell how far it is before it returns."""
    logging.disable(logging.CRITICAL)  # the libraries' noise about broken files
    lines = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", buffering=1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that no library writes into them

    def write(line: dict[str, Any]) -> None:
        lines.write(json.dumps(line) + "\n")

    for line in sys.stdin:
        asked = json.loads(line)
        limit(asked["seconds"] * _PROCESSORS, asked["megabytes"])

        def tell(told: dict[str, Any], asked: dict[str, Any] = asked) -> None:
            write({"told": told})
            seconds = max(asked["seconds"], told.get("seconds", 0.0))  # the parent may give as many again
            limit(seconds * _PROCESSORS, asked["megabytes"])

        try:
            write(answer(asked["request"], tell))
        except MemoryError:
            write({"memory": True})


def limit(seconds: float, megabytes: int) -> None:
    """Bound this process's memory, and its processor time for what comes next should the parent die."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    bounds = {resource.RLIMIT_CPU: int(used.ru_utime + used.ru_stime + seconds) + 2}
    if sys.platform != "darwin":  # where the limit of memory always fails
        bounds[resource.RLIMIT_AS] = megabytes * 1024**2
    for kind, wanted in bounds.items():
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
