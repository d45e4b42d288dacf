"""The server that is visited: a class over a library of its own, as a process."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import psutil

from rag.settings import Settings, Sharing
from rag.store.library import Library
from rag.store.people.people import People
from rag.store.people.sessions import Sessions
from rag.values.people import ClassRole

ROOT = Path(__file__).parents[2]
COURSE = "Museum"
_STARTS = 180.0  # seconds


def make_class(folder: Path, material: Sequence[Path], people: int) -> list[str]:
    """A library with the material as one course, and so many students; the keys of their new sessions. What is there
    already is used."""
    if not (folder / "library.db").exists():
        command = [sys.executable, "-m", "ingest", *map(str, material), "--collection", COURSE]
        subprocess.run(command, cwd=ROOT, env=_environment(folder), check=True, stdout=subprocess.DEVNULL)
    Settings(sharing=Sharing(mode="class")).save(folder)
    library = Library.open(folder)
    try:
        people_of, sessions = People(library.database), Sessions(library.database)
        if not people_of.has_owner():
            people_of.add("Olga", "olga", ClassRole.OWNER, "correct horse battery")
        known = {person.login: person for person in people_of.all()}
        keys = []
        for number in range(people):
            person = known.get(f"student{number}")
            if person is None:
                person = people_of.add(f"Student {number}", f"student{number}", ClassRole.STUDENT)
                people_of.join(person.id, COURSE)
            keys.append(sessions.open(person, "password", 1.0))
        return keys
    finally:
        library.close()


class Server:
    """The app on a free port of this computer. Use as a context."""

    def __init__(self, folder: Path, log: Path) -> None:
        self._folder = folder
        self._log = log
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        options = ["--server.port", str(self.port), "--server.headless", "true"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", *options],
                cwd=ROOT,
                env=_environment(self._folder),
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + _STARTS
        while not self._ready():
            if time.monotonic() > end or self._process.poll() is not None:
                raise RuntimeError(f"the server does not start; see {self._log}")
            time.sleep(0.5)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(60)

    def megabytes(self) -> float:
        """The memory of the server and of its children, resident."""
        assert self._process is not None
        whole = psutil.Process(self._process.pid)
        return float(sum(one.memory_info().rss for one in (whole, *whole.children(recursive=True)))) / 1e6

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=30) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "LECTERN_LIBRARY": str(folder), "HF_HUB_OFFLINE": "1"}
