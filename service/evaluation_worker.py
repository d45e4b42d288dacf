"""Runs in the background: one at a time, to be cancelled and resumed."""

import logging
import threading
import time
from dataclasses import dataclass

from evaluation.runs.record import Record
from evaluation.runs.runner import Runner
from rag.errors import LecternError
from rag.store.claims.claims import ClaimKind, Claims, OneProcess
from rag.store.runs import EvaluationRun, RunState

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Pace:
    """How fast the run at hand goes: cases asked since `began`, a time of the monotonic clock."""

    began: float
    asked: int = 0
    left: int = 0


class Worker:
    """Works on a run in a thread of its own. The database holds all that is known, so that any page can show
    it; a run that says RUNNING while `is_active` says no was cut short and can be started again."""

    def __init__(self, claims: Claims | None = None) -> None:
        """With `claims`, no run is worked on by two processes."""
        self._claims = claims or OneProcess()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._run_id: int | None = None
        self._stop = threading.Event()
        self._pace = _Pace(0.0)

    def start(self, runner: Runner, run_id: int) -> None:
        """Begin or resume a run. Raises LecternError while another one is worked on, or this one by another process."""
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                raise LecternError("Another run is going on. Wait for it to end, or cancel it.")
            if not self._claims.take(ClaimKind.RUN, run_id):
                raise LecternError("Another process of Lectern works on this run. Wait for it to end.")
            self._stop = threading.Event()
            self._run_id = run_id
            self._pace = _Pace(time.monotonic())
            self._thread = threading.Thread(
                target=self._work,
                args=(runner, run_id, self._stop, self._pace),
                name=f"run-{run_id}",
                daemon=True,
            )
            self._thread.start()

    def cancel(self, run_id: int) -> None:
        """End a run after the case at hand."""
        with self._lock:
            if self._run_id == run_id:
                self._stop.set()

    @property
    def busy(self) -> bool:
        """Whether any run is being worked on."""
        with self._lock:
            return self._thread is not None and self._thread.is_alive()

    def is_active(self, run_id: int) -> bool:
        """Whether the run is being worked on."""
        with self._lock:
            return self._run_id == run_id and self._thread is not None and self._thread.is_alive()

    def is_stopping(self, run_id: int) -> bool:
        """Whether the run ends after the case at hand."""
        return self.is_active(run_id) and self._stop.is_set()

    def interrupted(self, run: EvaluationRun) -> bool:
        """Whether the run was cut short: neither ended nor being worked on."""
        return run.state is RunState.RUNNING and not self.is_active(run.id)

    def seconds_left(self, run_id: int) -> float | None:
        """How long the rest of a run will take at the pace so far; `None` before a first case has ended."""
        pace = self._pace
        if not self.is_active(run_id) or not pace.asked:
            return None
        return (time.monotonic() - pace.began) / pace.asked * pace.left

    def wait(self, timeout: float | None = None) -> None:
        """Until the run at hand has ended."""
        if self._thread is not None:
            self._thread.join(timeout)

    def _work(self, runner: Runner, run_id: int, stop: threading.Event, pace: _Pace) -> None:
        def note(done: int, total: int, record: Record) -> None:
            logger.info("%d of %d: %s", done, total, record.outcome)
            pace.asked += 1
            pace.left = total - done

        try:
            runner.work(run_id, stop, note)
        except LecternError as error:
            runner.runs.set_state(run_id, RunState.FAILED, str(error))
        finally:
            self._claims.drop(ClaimKind.RUN, run_id)
        # Anything else is a bug: Runner.work has noted it with the run, and it surfaces in the log.
