"""Models of the catalogue are prepared in the background: one at a time, to be cancelled and begun again."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.errors import LecternError
from rag.models.catalogue.preparing import prepare
from rag.models.catalogue.progress import PreparationStopped, Progress

_log = logging.getLogger(__name__)
_BUG = "The preparation broke off. What was fetched is kept; the log says more."


@dataclass(frozen=True, slots=True)
class Preparation:
    """A model that is being prepared: its name, how far it is (None: not told yet), whether it is being stopped."""

    name: str
    progress: Progress | None
    stopping: bool


class ModelWorker:
    """Prepares a model in a thread of its own; any page can show how far it is. Safe to use from many threads."""

    def __init__(self, prepare: Callable[..., Any] = prepare) -> None:
        self._prepare = prepare
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._name = ""
        self._progress: Progress | None = None
        self._errors: dict[str, str] = {}

    def start(self, name: str, file: Path | None = None) -> None:
        """Begin to prepare a model, from `file` where a person has it. Raises LecternError while another one is."""
        with self._lock:
            if self._active():
                raise LecternError(
                    "A model is being prepared already. Wait until that is done, or cancel it."
                )
            self._name, self._progress, self._stop = name, None, threading.Event()
            self._errors.pop(name, None)
            self._thread = threading.Thread(
                target=self._work, args=(name, file, self._stop), name=f"preparing {name}", daemon=True
            )
            self._thread.start()

    def cancel(self) -> None:
        """Stop the preparation; what was fetched is kept."""
        self._stop.set()

    @property
    def current(self) -> Preparation | None:
        """What is being prepared; None where nothing is."""
        with self._lock:
            return Preparation(self._name, self._progress, self._stop.is_set()) if self._active() else None

    def error_of(self, name: str) -> str:
        """Why the last preparation of a model ended without it; "" where it did not."""
        with self._lock:
            return self._errors.get(name, "")

    def wait(self, seconds: float | None = None) -> None:
        """Until the preparation at hand has ended, but no longer than `seconds`."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _active(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _work(self, name: str, file: Path | None, stop: threading.Event) -> None:
        try:
            self._prepare(name, self._tell, stop, file)
        except PreparationStopped as stopped:
            self._fail(name, str(stopped))
        except LecternError as error:
            _log.info("%s was not prepared: %s", name, error)
            self._fail(name, str(error))
        except Exception:  # a bug, which surfaces in the log; the page must not show a bar that stands still
            self._fail(name, _BUG)
            raise

    def _tell(self, progress: Progress) -> None:
        with self._lock:
            self._progress = progress

    def _fail(self, name: str, why: str) -> None:
        with self._lock:
            self._errors[name] = why
