"""What a server of PostgreSQL on this machine takes: seconds of the processor, and memory."""

from pathlib import Path

import psutil
from sqlalchemy import Connection


class ServerProcess:
    """The processes of the server that `connection` is to; it must be on this machine, and run as somebody whose
    processes may be looked at."""

    def __init__(self, connection: Connection) -> None:
        backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        parent = psutil.Process(int(backend)).parent()
        if parent is None:
            raise ValueError("the server is not on this machine")
        self._server = parent

    def processor(self) -> float:
        """The seconds of the processor of all its processes that are there now, to the nanosecond (Linux)."""
        return sum(_worked(one.pid) for one in self._server.children(recursive=True)) / 1e9

    def memory(self) -> int:
        """Bytes: what several of its processes share is counted once (PSS)."""
        return sum(map(_taken, [self._server, *self._server.children(recursive=True)]))


def _taken(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.NoSuchProcess:
        return 0  # it has just ended


def _worked(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0])
    except (FileNotFoundError, ProcessLookupError):
        return 0  # it has just ended
