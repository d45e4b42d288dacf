"""Safe however it is started: the app as a process of its own, spoken to over the real protocol."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from rag.store.access.keys import Keys, KeyScope
from rag.store.library import Library
from ui.entrance.reach import OPENED

ROOT = Path(__file__).parents[1]

# Python runs this first in the process of the app: what it wants of other machines is written down, and refused.
_WATCH = """
import sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        address = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
        host = address[0] if isinstance(address, tuple) else address
        if host not in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "", b"localhost", None):
            with open({log!r}, "a") as log:
                print(event, host, file=log)
            raise PermissionError("not from here")

sys.addaudithook(watch)
"""


@dataclass(frozen=True)
class Served:
    """A running app. `wanted` are the other machines that it asked for."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def wanted(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    def opens(self, host: str, origin: str | None) -> bool:
        """Whether a WebSocket with that Host and Origin is accepted."""
        return self.said(host, origin) is not None

    def said(self, host: str, origin: str | None) -> ForwardMsg | None:
        """What the app says first in a session; None where it accepts none."""
        sock = socket.create_connection(("127.0.0.1", self.port))
        try:
            with connect(
                f"ws://{host}/_stcore/stream",
                sock=sock,
                origin=origin,
                subprotocols=["streamlit"],
                proxy=None,
            ) as stream:  # type: ignore[arg-type]
                asked = BackMsg()
                asked.rerun_script.query_string = ""
                stream.send(asked.SerializeToString())
                while True:
                    message = ForwardMsg.FromString(stream.recv(60))
                    if message.HasField("new_session"):
                        return message
        except InvalidStatus as refused:
            assert refused.response.status_code == 403
            return None

    def status(self, path: str = "/", **headers: str) -> int:
        """The status of a request for a page."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=120) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code


@contextmanager
def serve(folder: Path, *options: str) -> Iterator[Served]:
    """`streamlit run`, from another folder, as somebody would who has read nothing."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "watch").mkdir()
    (folder / "watch" / "sitecustomize.py").write_text(_WATCH.format(log=str(folder / "wanted.txt")))
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(ROOT / "app.py"),
            "--server.port",
            str(port),
            *options,
        ],
        cwd=folder,
        env={**os.environ, "LECTERN_LIBRARY": str(folder / "library"), "PYTHONPATH": str(folder / "watch")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    served = Served(port, process, folder / "wanted.txt")
    try:
        _wait(served)
        yield served
    finally:
        process.terminate()
        process.wait()


def _wait(served: Served) -> None:
    end = time.monotonic() + 90
    while True:
        assert served.process.poll() is None and time.monotonic() < end
        try:
            assert served.status("/_stcore/health") == 200
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Started without a word about addresses."""
    with serve(tmp_path_factory.mktemp("served"), "--server.headless", "true") as app:
        yield app


def test_it_listens_on_this_machine_alone(served: Served) -> None:
    addresses = {
        connection.laddr.ip
        for connection in psutil.Process(served.process.pid).net_connections()
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses and addresses <= {"127.0.0.1", "::1"}


@pytest.mark.parametrize(
    ("host", "origin", "accepted"),
    [
        ("localhost:{port}", "http://localhost:{port}", True),
        ("127.0.0.1:{port}", "http://127.0.0.1:{port}", True),
        ("localhost:{port}", None, True),  # not a browser
        ("localhost:{port}", "http://strange.example", False),  # a page somewhere
        ("localhost:{port}", "http://localhost:1", False),  # a page of another program on this machine
        ("localhost:{port}", "null", False),  # a page without a home
        ("strange.example:{port}", "http://strange.example:{port}", False),  # DNS rebinding
        ("strange.example:{port}", "http://other.example", False),
        ("strange.example:{port}", None, False),
        ("localhost.strange.example", None, False),
        ("192.0.2.1:{port}", "http://192.0.2.1:{port}", False),
    ],
)
def test_a_websocket_opens_for_pages_of_this_app_alone(
    served: Served, host: str, origin: str | None, accepted: bool
) -> None:
    port = served.port
    assert served.opens(host.format(port=port), origin and origin.format(port=port)) is accepted
    assert served.wanted == ""


def test_pages_are_given_under_names_of_this_machine_alone(served: Served) -> None:
    assert served.status() == 200
    assert served.status(Host=f"localhost:{served.port}") == 200
    assert served.status(Host="strange.example") == 421
    assert served.status(Origin="http://strange.example") == 403
    assert served.status("/_stcore/health", Host="strange.example") == 421
    assert served.wanted == ""


def test_an_error_offers_no_way_to_the_internet(served: Served) -> None:
    message = served.said(f"localhost:{served.port}", None)
    assert message is not None
    config = message.new_session.config
    assert config.show_error_links == config.ShowErrorLinks.SHOW_ERROR_LINKS_FALSE
    assert not config.gather_usage_stats


def test_it_is_not_started_for_others_where_nobody_signs_in(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.headless", "true"]
    done = subprocess.run(
        [*command, "--server.address", "0.0.0.0", "--server.port", "0"],
        cwd=tmp_path, env={**os.environ, "LECTERN_LIBRARY": str(tmp_path)}, check=False, timeout=100,
        stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1 and str(tmp_path / "settings.toml") in done.stderr


def test_served_to_others_it_has_the_names_that_it_is_given_and_asks_nobody_for_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("--server.headless", "true", "--server.address", "0.0.0.0")
    names = ("--server.allowedHosts", "127.0.0.1", "--server.allowedHosts", "*.school.example")
    monkeypatch.setenv(OPENED, "1")
    with serve(tmp_path, *options, *names) as app:
        assert app.opens("lectern.school.example", "http://lectern.school.example")
        assert not app.opens("school.example.strange.example", None)
        assert not app.opens("lectern.school.example", "http://strange.example")
        assert app.wanted == ""


def test_programs_are_let_in_beside_the_pages_by_key_alone(served: Served) -> None:
    library = Library.open(served.log.parent / "library")
    made, secret = Keys(library.database).make("test", {KeyScope.ASK})
    key = {"Authorization": f"Bearer {secret}"}
    assert served.status("/healthz") in (200, 503)  # the models are loaded in the background
    for path in ("/v1/models", "/api/collections", "/mcp", "/metrics"):
        assert served.status(path) == 401
        assert served.status(path, Origin="http://strange.example", **key) == 403
        assert served.status(path, Host="strange.example", **key) == 421
    assert served.status("/v1/models", **key) == 200
    assert served.status("/api/collections", **key) == 403
    assert served.status("/api/docs") == served.status("/v1/docs") == 200
    Keys(library.database).revoke(made.id)
    library.close()
    assert served.status("/v1/models", **key) == 401
    assert served.wanted == ""
