"""The whole of it: a database, two apps of a class on it, the proxy in front of them."""

from pathlib import Path

import httpx
from sqlalchemy import make_url

from benchmarks.load.course import Device, devices, handout
from benchmarks.load.visitor import Visitor
from tests.processes.parts import COURSE, NAMES, STICKY, App, Proxy, Watched, make_class, until
from tests.rag.store.stores import Server
from ui.resources import COOKIE


class Street:
    """All of it: `apps` by name, of a class whose students each ask about a thing of their own."""

    def __init__(self, place: Path, server: Server, people: int) -> None:
        self.folder, self.server = place / "library", server
        self.url = server.guarded(self.folder)
        self.things = devices(people)
        (place / "museum.md").write_text(handout(self.things), encoding="utf-8")
        self.keys, self.ids, self.secret = make_class(self.folder, self.url, place / "museum.md", people)
        self.watched = Watched(server.url(str(make_url(self.url).database)))
        self.apps = {name: App(name, self.folder, self.url, place / f"{name}.log") for name in NAMES}
        self.proxy = Proxy(place, {name: app.port for name, app in self.apps.items()})

    def __enter__(self) -> "Street":
        try:
            for app in self.apps.values():
                app.start()
            self.proxy.start()
            self.wait_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.proxy.end()
        for app in self.apps.values():
            app.kill()
        self.watched.close()

    def wait_ready(self) -> None:
        """Until all answer questions."""
        until(lambda: all(app.is_ready() for app in self.apps.values()), 300)

    def ask(self, thing: Device) -> httpx.Response:
        """A program's question, by the proxy."""
        with self._program() as client:
            return client.post("/api/ask", json={"question": thing.question(False)})

    def hand_in(self, name: str, text: str) -> httpx.Response:
        """A program's file, by the proxy."""
        with self._program() as client:
            return client.put(f"/api/documents/{name}", params={"collection": COURSE}, content=text.encode())

    def get(self, path: str, **cookies: str) -> httpx.Response:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        return httpx.get(f"{self.proxy.url}{path}", headers=headers, timeout=120, trust_env=False)

    def _program(self) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.secret}"}
        return httpx.Client(base_url=self.proxy.url, headers=headers, timeout=120, trust_env=False)

    def visitor(self, number: int, process: str) -> Visitor:
        """A student's browser that has been with a process before."""
        return Visitor(self.proxy.port, f"{COOKIE}={self.keys[number]}; {STICKY}={process}")
