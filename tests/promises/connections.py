"""Whom processes connect to: what they noted by themselves (tests/offline), and what the system says of them."""

import ipaddress
import threading
from pathlib import Path
from types import TracebackType

import psutil

LOG = "LECTERN_CONNECTIONS"
_NAMES = {"localhost", "", "None"}


def is_here(host: str) -> bool:
    """Whether a name or an address is this machine's."""
    if host in _NAMES:
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return bool(mapped.is_loopback or mapped.is_unspecified)


def noted(log: Path) -> list[str]:
    """Each host that was asked for by a process that notes it, in order; [] where none was."""
    if not log.exists():
        return []
    return [line.split(" ", 2)[2] for line in log.read_text(encoding="utf-8").splitlines()]


class Watch:
    """Looks at a process and its children, twenty times a second, as long as the context is open.

    `peers` are the hosts at the other ends of their connections, `processes` how many were looked at.
    """

    def __init__(self, process: int) -> None:
        self.peers: set[str] = set()
        self.processes: set[int] = set()
        self._root = psutil.Process(process)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.05):
            for process in [self._root, *self._root.children(recursive=True)]:
                try:
                    connections = process.net_connections("inet")
                except psutil.NoSuchProcess:
                    continue  # it has ended meanwhile
                self.processes.add(process.pid)
                self.peers |= {connection.raddr.ip for connection in connections if connection.raddr}
