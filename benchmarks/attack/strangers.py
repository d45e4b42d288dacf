"""`python -m benchmarks.attack.strangers [--tries 600] [--seed 1]`: requests of strangers to a class's server.

Pages of other sites (Origin), other names (Host), ways out of a folder in an address (`..`, encoded, doubled), with
and without a session. None may get what is on the disk or in the library, or end in an error of the server.
"""

import argparse
import http.client
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.attack import say
from benchmarks.load.server import Server, make_class

_SECRETS = (b"SQLite format 3", b"[sharing]", b"root:x:", b"Zanthor", b"[server]")
"""In the database, the settings, the system's list of users, the course, the app's configuration."""

_BASES = (
    "/", "/static/", "/media/", "/app/static/", "/component/", "/_stcore/", "/_stcore/upload_file/", "/api/documents/",
    "/v1/", "/mcp/", "/sign-in/", "/welcome/", "/sign-in/provider/", "/.well-known/", "/~/+/",
)  # fmt: skip
_UPS = (
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "..%252f",
    "..\\",
    "..%5c",
    ".../...//",
    "%c0%ae%c0%ae/",
    "..;/",
)
_TARGETS = (
    "etc/passwd",
    "library.db",
    "library/library.db",
    "settings.toml",
    "app.py",
    ".streamlit/config.toml",
)
_ORIGINS = (
    "http://strange.example", "https://localhost", "null", "http://127.0.0.1:1", "file://",
    "http://localhost.strange.example",
)  # fmt: skip

_HOSTS = (
    "strange.example",
    "127.0.0.1.strange.example",
    "localhost.strange.example",
    "",
    "[::ffff:192.0.2.1]",
)

_METHODS = ("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "HEAD")


class Stranger:
    """Sends requests as they are given: nothing is made better of them."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port = port
        self._cookie = cookie

    def gets(self, method: str, path: str, headers: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers of the answer; status 0 where the connection was ended."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": f"127.0.0.1:{self._port}", "Cookie": self._cookie, **headers}.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
        except (http.client.HTTPException, OSError):
            return 0, b"", {}
        finally:
            connection.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """1 where something got through, or ended in an error of the server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)
    counts: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="lectern-attack-") as place:
        folder = Path(place)
        (folder / "course.md").write_text(
            "# Comets\n\nZanthor was found by Mirela in 1987.\n", encoding="utf-8"
        )
        (key,) = make_class(folder / "library", [folder / "course.md"], 1)
        with Server(folder / "library", folder / "log") as server:
            strangers = Stranger(server.port, ""), Stranger(server.port, f"lectern_session={key}")
            for number in range(options.tries):
                kind, told = _attack(number, chance, strangers[number // 3 % 2])
                counts[kind] += 1
                if told:
                    wrong += 1
                    say(f"WRONG {kind}: {told}")
        log = (folder / "log").read_text(encoding="utf-8", errors="replace")
        if "Traceback" in log:
            wrong += 1
            say(f"WRONG: the server's log has a traceback: {log[log.index('Traceback') :][:2000]}")
    say(f"tries: {options.tries}; {dict(counts)}; wrong: {wrong}")
    return int(bool(wrong))


def _attack(number: int, chance: random.Random, stranger: Stranger) -> tuple[str, str]:
    """The kind of an attack, and what is wrong with the answer, "" for nothing."""
    method, base = chance.choice(_METHODS), chance.choice(_BASES)
    if number % 3 == 0:
        path = base + chance.choice(_UPS) * chance.randrange(1, 9) + chance.choice(_TARGETS)
        status, body, headers = stranger.gets("GET", path, {})
        kind, expected = "ways out of a folder", status < 500
    elif number % 3 == 1:
        path, origin = base, chance.choice(_ORIGINS)
        status, body, headers = stranger.gets(method, path, {"Origin": origin})
        kind, expected = "pages of other sites", status == 403
    else:
        path, host = base, chance.choice(_HOSTS)
        status, body, headers = stranger.gets(method, path, {"Host": host})
        kind, expected = "other names", status in (400, 421)
    if any(secret in body for secret in _SECRETS):
        return kind, f"{method} {path}: it gave what nobody may have"
    if not expected:
        return kind, f"{method} {path}: status {status}"
    if status and "access-control-allow-origin" in headers:
        return kind, f"{method} {path}: it lets pages of other sites read"
    if status and status != 400 and "content-security-policy" not in headers:
        return kind, f"{method} {path}: an answer without a policy (status {status})"
    return kind, ""


if __name__ == "__main__":
    sys.exit(main())
