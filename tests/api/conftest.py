"""The ways in, served over loopback, with an assistant that is known by hand."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from api.application import Ways
from rag.store.access.keys import KeyScope
from service.engine import Engine
from tests.ui.fakes import FakeAssistant, fill, open_fake
from ui.guard import Guard


@dataclass(frozen=True)
class Served:
    """A process that serves. `document` is the id of zanthor.txt in the collection Course."""

    engine: Engine
    document: int
    url: str

    @property
    def assistant(self) -> FakeAssistant:
        return self.engine.assistant()  # type: ignore[return-value]

    def key(self, *scopes: KeyScope) -> str:
        """A new key, good for everything if nothing is named."""
        return self.engine.keys.make("test", frozenset(scopes or KeyScope))[1]

    def client(self, key: str | None = None) -> httpx.Client:
        headers = {"Authorization": f"Bearer {key or self.key()}"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=30)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    engine = Engine(tmp_path / "library", open_fake)  # type: ignore[arg-type]
    document = fill(engine.library)
    engine.assistant()
    with listening(lambda: engine) as url:
        yield Served(engine, document, url)
    engine.close(0)


class listening:
    """Serves an engine on a free port of loopback; gives the address."""

    def __init__(self, engine: Callable[[], Engine]) -> None:
        ways = Ways(engine)
        app = Starlette(routes=ways.routes, lifespan=ways.lifespan, middleware=[Middleware(Guard)])
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="on"))
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],))

    def __enter__(self) -> str:
        self._thread.start()
        end = time.monotonic() + 30
        while not self._server.started:
            assert self._thread.is_alive() and time.monotonic() < end
            time.sleep(0.01)
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(30)
        self._socket.close()
