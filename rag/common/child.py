"""A child process for what may crash, hang or eat memory: a broken file costs only itself.

The process is kept for the next request (starting one takes a third of a second), and replaced after it broke, was
ended, or answered many. What it runs calls `rag.common.serving.serve`.
"""

import json
import logging
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

log = logging.getLogger(__name__)

_LASTS = 200  # requests; then a fresh one, so that what libraries leak does not add up
_POLL = 0.1
_SPARING = {"MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}
"""On a computer with many processors, threads would take more of the memory that may be asked for than what they do."""
_ROOT = Path(__file__).resolve().parents[2]


Tell = Callable[[dict[str, Any]], float | None]
"""Given what a process tells; gives the seconds that it has from now on, None for those that it had."""


class TooLong(Exception):
    """There was no answer in time; the process has been ended. `told` is what it told last, None for nothing."""

    def __init__(self, told: dict[str, Any] | None) -> None:
        super().__init__()
        self.told = told


class Child:
    """Puts requests to `python -m module`, one at a time. Not to be used from two threads at once."""

    def __init__(self, module: str, lasts: int = _LASTS, threads: int | None = None) -> None:
        """`lasts` is how many requests a process answers before a fresh one takes its place; `threads` how many it
        computes with where nobody set OMP_NUM_THREADS (None: one a core)."""
        self._module = module
        self._lasts = lasts
        self._threads = threads
        self._process: _Process | None = None

    def ask(
        self,
        request: dict[str, Any],
        seconds: float,
        megabytes: int,
        tell: Tell = lambda told: None,
        poll: Callable[[], None] = lambda: None,
    ) -> dict[str, Any]:
        """The answer to a request (both JSON objects), which may take `seconds` and `megabytes` of memory.

        It is `{"memory": True}` where the memory did not suffice, and `{"died": why}` where the process crashed.
        What is told before the answer goes to `tell`, which may give as many seconds again; `poll` is called ten times
        a second, and what it raises ends the process. Raises TooLong.
        """
        answer = self._asked(request, seconds, megabytes, tell, poll)
        if answer.pop("worn", False):  # what earlier requests left in the process may have been the cause
            answer = self._asked(request, seconds, megabytes, tell, poll)
        return answer

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def _asked(
        self,
        request: dict[str, Any],
        seconds: float,
        megabytes: int,
        tell: Tell,
        poll: Callable[[], None],
    ) -> dict[str, Any]:
        """The answer of the process, a new one where there is none; {"worn"} where a fresh one may do better."""
        process = self._process = self._process or _Process(self._module, self._threads)
        lives = False
        try:
            process.ask({"request": request, "seconds": seconds, "megabytes": megabytes})
            answer = _answer(process, seconds, tell, poll)
            broke = "memory" in answer or "died" in answer
            lives = not broke and process.asked < self._lasts
            return answer | {"worn": True} if broke and process.asked > 1 else answer
        finally:
            if not lives:
                self.close()


def _answer(
    process: "_Process",
    seconds: float,
    tell: Tell,
    poll: Callable[[], None],
) -> dict[str, Any]:
    deadline = time.monotonic() + seconds
    told: dict[str, Any] | None = None
    while True:
        poll()
        if time.monotonic() > deadline:
            raise TooLong(told)
        said = process.said(_POLL)
        if said is not None and "told" not in said:
            return said
        if said is not None:
            told = said["told"]
            more = tell(said["told"])
            deadline = deadline if more is None else time.monotonic() + more


class _Process:
    """One process, and a thread that listens to it. `asked` counts its requests."""

    def __init__(self, module: str, threads: int | None) -> None:
        self.asked = 0
        self._name = module
        known = os.environ.get("PYTHONPATH")
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the process)
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={
                **_SPARING,
                **({} if threads is None else {"OMP_NUM_THREADS": str(threads)}),
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(_ROOT), *([known] if known else [])]),
            },
            encoding="utf-8",
            # An interrupt from the keyboard is for the parent, which ends the child.
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._said: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, name=f"listening to {module}", daemon=True).start()

    def ask(self, line: dict[str, Any]) -> None:
        self.asked += 1
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(line) + "\n")
            self._process.stdin.flush()
        except OSError:
            log.debug("%s is gone; its answer will say so", self._name)

    def said(self, seconds: float) -> dict[str, Any] | None:
        """What it says next; None if that is nothing within `seconds`; {"died"} when it will say no more."""
        try:
            line = self._said.get(timeout=seconds)
        except queue.Empty:
            return None
        if line.endswith("\n"):
            said: dict[str, Any] = json.loads(line)
            return said
        return {"died": self._cause()}

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._errors):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                log.debug("a request had not been read")

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self._said.put(line)
        self._said.put("")

    def _cause(self) -> str:
        """What the process said last: the name of an exception, or nothing after a crash in C."""
        self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", errors="replace").strip()
        log.debug("%s ended with %s: %s", self._name, self._process.returncode, said)
        return f" ({said.splitlines()[-1][:200]})" if "Traceback" in said else ""
