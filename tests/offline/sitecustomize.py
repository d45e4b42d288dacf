"""Python runs this in every process that the tests start: no connection beyond this machine is made.

pytest-socket does the same for the process of the tests themselves. Where LECTERN_CONNECTIONS names a file,
each process notes there whom it asked for: its id, the event and the host, a line each.
"""

import os
import sys

_HERE = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "", None)
_LOG = os.environ.get("LECTERN_CONNECTIONS", "")


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event not in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        return
    address = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, str) and host.startswith(("/", "\0")):
        return  # a socket of this machine's file system
    _note(event, host)
    loopback = isinstance(host, str) and host.startswith("127.")  # all of 127.0.0.0/8 is this machine
    if not loopback and host not in _HERE and host not in (b"127.0.0.1", b"localhost", b""):
        raise PermissionError(f"The tests allow no connection beyond this machine ({event}: {host!r}).")


def _note(event: str, host: object) -> None:
    if _LOG:
        name = os.fsdecode(host) if isinstance(host, (str, bytes)) else repr(host)
        log = os.open(_LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        # In one piece, so that the lines of several processes do not mix.
        os.write(log, f"{os.getpid()} {event} {name}\n".encode())
        os.close(log)


sys.addaudithook(_refuse)
