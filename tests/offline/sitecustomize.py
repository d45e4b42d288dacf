"""Python runs this in every process that the tests start: no connection beyond this machine is made.

pytest-socket does the same for the process of the tests themselves.
"""

import sys

_HERE = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "", None)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event not in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        return
    address = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, str) and host.startswith(("/", "\0")):
        return  # a socket of this machine's file system
    if host not in _HERE and host not in (b"127.0.0.1", b"localhost", b""):
        raise PermissionError(f"The tests allow no connection beyond this machine ({event}: {host!r}).")


sys.addaudithook(_refuse)
