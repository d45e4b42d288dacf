"""What `deploy/compose.yaml` puts together, as processes of this computer: a proxy and apps on one database."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx
from sqlalchemy import create_engine

from rag.settings import Settings, Sharing
from rag.store.access.keys import Keys, KeyScope
from rag.store.claims.claims import ClaimKind
from rag.store.library import Library
from rag.store.people.people import People
from rag.store.people.sessions import Sessions
from rag.values.people import ClassRole

ROOT = Path(__file__).parents[2]
HAPROXY = shutil.which("haproxy") or ("/usr/sbin/haproxy" if Path("/usr/sbin/haproxy").exists() else None)
NO_PROXY = "There is no HAProxy here; on Debian: apt-get install haproxy (.ci/run does)."
STICKY = "lectern_process"
NAMES = ("one", "two")
COURSE = "Museum"
# Threads of two processes that wait for each other on the same processors take many times as long.
_QUIET = {"HF_HUB_OFFLINE": "1", "LECTERN_WRITER": "none", "TOKENIZERS_PARALLELISM": "false"} | dict.fromkeys(
    ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"
)
_PORTS = {
    "bind :8500": "bind 127.0.0.1:{}",
    "10.29.0.11:8501": "127.0.0.1:{}",
    "10.29.0.12:8501": "127.0.0.1:{}",
}
_CLAIMED = (
    "SELECT l.objid, a.application_name FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid "
    "JOIN messages AS m ON m.id = l.objid::bigint AND m.state = 'writing' "
    "WHERE l.locktype = 'advisory' AND l.granted AND l.database = a.datid AND a.datname = current_database() "
    "AND l.classid = %s AND l.objsubid = 2"
)
# Beside the library's own tables, so that a guard does not take them for one of them.
_WATCH = (
    "CREATE SCHEMA watch",
    "CREATE TABLE watch.endings (message INTEGER NOT NULL, state TEXT NOT NULL)",
    "CREATE FUNCTION watch.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN "
    "INSERT INTO watch.endings VALUES (NEW.id, NEW.state); RETURN NULL; END $$",
    "GRANT USAGE ON SCHEMA watch TO PUBLIC",
    "CREATE TRIGGER watch AFTER INSERT OR UPDATE OF state ON messages FOR EACH ROW WHEN (NEW.role = 'assistant') "
    "EXECUTE FUNCTION watch.note()",
)


def until(holds: Callable[[], bool], seconds: float = 120.0) -> None:
    """Wait for a state."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it does not come about"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Proxy:
    """HAProxy with the very configuration of `deploy/`, but for its addresses. Use as a context."""

    def __init__(self, folder: Path, ports: Mapping[str, int]) -> None:
        """`ports` are those of the processes by their names."""
        assert HAPROXY is not None, NO_PROXY
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        text = (ROOT / "deploy" / "haproxy.cfg").read_text(encoding="utf-8")
        for (there, here), port in zip(
            _PORTS.items(), (self.port, *(ports[name] for name in NAMES)), strict=True
        ):
            assert there in text, there
            text = text.replace(there, here.format(port))
        self._file = folder / "haproxy.cfg"
        self._file.write_text(text, encoding="utf-8")
        self._log = folder / "haproxy.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to listen."""
        assert HAPROXY is not None
        with self._log.open("wb") as log:
            self._process = subprocess.Popen([HAPROXY, "-db", "-f", self._file], stdout=log, stderr=log)
        until(self._listens, 20)

    def end(self) -> None:
        """End at once; nothing where it was not started."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(20)

    def __enter__(self) -> "Proxy":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def _listens(self) -> bool:
        assert self._process is not None and self._process.poll() is None, self._log.read_text()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class App:
    """One process that serves the library in `folder` with the database at `url`. The database knows it by its name."""

    def __init__(self, name: str, folder: Path, url: str, log: Path) -> None:
        self.name = name
        self.port = free_port()
        self._environment = {
            **os.environ,
            **_QUIET,
            "LECTERN_LIBRARY": str(folder),
            "LECTERN_DATABASE": url,
            "PGAPPNAME": name,
        }
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to serve; it is ready once `is_ready`."""
        options = ("--server.port", str(self.port), "--server.headless", "true")
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", *options],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
            )

    def is_ready(self) -> bool:
        """Whether it answers questions."""
        assert self._process is not None and self._process.poll() is None, self._log.read_text()[-2000:]
        try:
            found = httpx.get(f"http://127.0.0.1:{self.port}/healthz", timeout=60, trust_env=False)
        except httpx.TransportError:
            return False
        return found.status_code == 200

    def pause(self) -> None:
        """Let it do nothing for now."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """After `pause`."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it at once (SIGKILL); nothing where it has ended."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(60)
            self._process = None


class Watched:
    """What the database has, seen from beside: who claims a question, and how often each ended. `url` is the address of
    a superuser."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url, isolation_level="AUTOCOMMIT", pool_pre_ping=True)
        with self._engine.connect() as connection:
            for statement in _WATCH:
                connection.exec_driver_sql(statement)

    def claimed(self) -> dict[int, str]:
        """The messages that are to be answered and that a process has claimed, with its name."""
        with self._engine.connect() as connection:
            rows = connection.exec_driver_sql(_CLAIMED, (int(ClaimKind.ANSWER),))
            return {int(message): str(name) for message, name in rows}

    def waiting(self) -> list[int]:
        """The messages that are to be answered, in order."""
        with self._engine.connect() as connection:
            query = "SELECT id FROM messages WHERE state = 'writing' ORDER BY id"
            return [row[0] for row in connection.exec_driver_sql(query)]

    def endings(self) -> dict[int, list[str]]:
        """Of each message that ever was to be answered, the states that it was brought to: one, where it ended once."""
        found: dict[int, list[str]] = {}
        with self._engine.connect() as connection:
            for message, state in connection.exec_driver_sql("SELECT message, state FROM watch.endings"):
                ended = found.setdefault(message, [])
                if state != "writing":
                    ended.append(state)
        return found

    def answers(self) -> dict[int, tuple[str, str]]:
        """Whose each answer is (the id of a person), and its text."""
        query = (
            "SELECT m.id, c.owner, m.text FROM messages AS m JOIN conversations AS c ON c.id = m.conversation_id "
            "WHERE m.role = 'assistant' AND m.state = 'done'"
        )
        with self._engine.connect() as connection:
            return {row[0]: (row[1], row[2]) for row in connection.exec_driver_sql(query)}

    def close(self) -> None:
        self._engine.dispose()


def make_class(folder: Path, url: str, handout: Path, people: int) -> tuple[list[str], list[str], str]:
    """A class over a new library that has the handout as its one course: the keys of so many students' sessions, their
    ids, and the secret of a program's key of the first."""
    command = [sys.executable, "-m", "ingest", str(handout), "--collection", COURSE]
    environment = {**os.environ, **_QUIET, "LECTERN_LIBRARY": str(folder), "LECTERN_DATABASE": url}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    Settings(sharing=Sharing(mode="class")).save(folder)
    library = Library.open(folder, url)
    try:
        known, sessions, ids, keys = People(library.database), Sessions(library.database), [], []
        known.add("Olga", "olga", ClassRole.OWNER, "correct horse battery")
        for number in range(people):
            person = known.add(f"Student {number}", f"student{number}", ClassRole.STUDENT)
            known.join(person.id, COURSE)
            ids.append(person.id)
            keys.append(sessions.open(person, "password", 1.0))
        secret = Keys(library.database).make("program", set(KeyScope), ids[0])[1]
        return keys, ids, secret
    finally:
        library.close()
