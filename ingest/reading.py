"""Reading a file in a child process, so that a broken one costs only itself.

The child is kept for the next file (starting one takes a third of a second), and replaced after it was
ended or died.
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
from types import TracebackType
from typing import IO, Any

from ingest.readers.base import Progress, ReadFile, Section
from rag.errors import UnreadableFile
from rag.settings import Ingestion
from rag.values import Page

log = logging.getLogger(__name__)

_FILES_A_CHILD = 200  # then a fresh one, so that what libraries leak does not add up
_POLL = 0.1


class Stopped(Exception):
    """Somebody asked to stop; nothing of the file has been kept."""


class FileReader:
    """Reads files one after another, within the limits of `settings`. Use as a context, or close it."""

    def __init__(self, settings: Ingestion, module: str = "ingest.child") -> None:
        self._settings = settings
        self._module = module
        self._child: _Child | None = None

    def read(
        self,
        path: Path,
        progress: Progress = lambda done, total: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> ReadFile:
        """The file's title, pages and problems.

        Raises UnreadableFile, with the remedy, where it cannot be read or exceeds a limit, and Stopped
        within a tenth of a second of `stop()` becoming true.
        """
        self._check_size(path)
        answer = self._asked(path, progress, stop)
        if answer.get("worn"):  # what earlier files left in the child may have been the cause
            answer = self._asked(path, progress, stop)
        return _file(answer["file"]) if "file" in answer else self._refuse(answer)

    def _asked(self, path: Path, progress: Progress, stop: Callable[[], bool]) -> dict[str, Any]:
        """The child's last answer, from a new child where there is none or the last one ended."""
        child = self._child = self._child or _Child(self._module)
        limits, lives = self._settings, False
        request = {
            "path": os.path.abspath(path),
            "seconds": limits.seconds,
            "megabytes": limits.megabytes,
            "pages": limits.pages,
        }
        try:
            child.ask(request)
            answer = self._answer(child, progress, stop)
            broke = "memory" in answer or "died" in answer
            lives = not broke and child.files < _FILES_A_CHILD
            return answer | {"worn": True} if broke and child.files > 1 else answer
        finally:
            if not lives:
                self.close()

    def close(self) -> None:
        """End the child process, if there is one."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def __enter__(self) -> "FileReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check_size(self, path: Path) -> None:
        try:
            size = path.stat().st_size
        except OSError as error:
            raise UnreadableFile(f"It cannot be opened: {error.strerror}.") from error
        if size == 0:
            raise UnreadableFile("It is empty (0 bytes). Download or save it again.")
        if size > self._settings.file_megabytes * 1_000_000:
            raise UnreadableFile(
                f"It has {size / 1e6:.0f} MB, more than the {self._settings.file_megabytes} MB allowed. "
                "Split it, or raise the setting ingestion.file_megabytes."
            )

    def _answer(self, child: "_Child", progress: Progress, stop: Callable[[], bool]) -> dict[str, Any]:
        """The last answer of the child; the ones before go to `progress`."""
        deadline = time.monotonic() + self._settings.seconds
        where = ""
        while True:
            if stop():
                raise Stopped
            if time.monotonic() > deadline:
                raise UnreadableFile(
                    f"Reading it takes longer than {self._settings.seconds:g} seconds{where}. "
                    "Split it, or raise the setting ingestion.seconds."
                )
            answer = child.answer(_POLL)
            if answer is None:
                continue
            if "done" not in answer:
                return answer
            where = f" (it got to page {answer['done']} of {answer['total']})"
            progress(answer["done"], answer["total"])

    def _refuse(self, answer: dict[str, Any]) -> ReadFile:
        if answer.get("memory"):
            raise UnreadableFile(
                f"Reading it needs more than {self._settings.megabytes} MB of memory. "
                "Split it, or raise the setting ingestion.megabytes."
            )
        if "died" in answer:
            raise UnreadableFile(
                f"The reader crashed on it{answer['died']}. It is probably damaged: export or download it again. "
                f"If it is only large, raise the setting ingestion.megabytes (now {self._settings.megabytes})."
            )
        raise UnreadableFile(answer["error"])


class _Child:
    """One child process, and a thread that listens to it."""

    def __init__(self, module: str) -> None:
        self.files = 0
        root = str(Path(__file__).resolve().parent.parent)
        known = os.environ.get("PYTHONPATH")
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the child)
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([root, *([known] if known else [])])},
            encoding="utf-8",
            # An interrupt from the keyboard is for the parent, which ends the child.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # the same on Windows
        )
        self._answers: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, request: dict[str, Any]) -> None:
        self.files += 1
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        except OSError:  # a broken pipe; Windows says "invalid argument"
            log.debug("the reading process is gone; the answer will say so")

    def answer(self, seconds: float) -> dict[str, Any] | None:
        """The next answer; None if there is none within `seconds`; {"died"} when there will be none."""
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            return None
        if line.endswith("\n"):
            answer: dict[str, Any] = json.loads(line)
            return answer
        return {"died": self._cause()}

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._errors):
            try:
                if stream is not None:
                    stream.close()
            except OSError:  # likewise
                log.debug("a request had not been read")

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as answers:
            for line in answers:
                self._answers.put(line)
        self._answers.put("")

    def _cause(self) -> str:
        """What the process said last: the name of an exception, or nothing after a crash in C."""
        self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", errors="replace").strip()
        log.debug("the reading process ended with %s: %s", self._process.returncode, said)
        return f" ({said.splitlines()[-1][:200]})" if "Traceback" in said else ""


def _file(found: dict[str, Any]) -> ReadFile:
    return ReadFile(
        title=found["title"],
        media_type=found["media_type"],
        pages=tuple(Page(**{**page, "problems": tuple(page["problems"])}) for page in found["pages"]),
        problems=tuple(found["problems"]),
        sections=tuple(Section(**section) for section in found["sections"]),
    )
