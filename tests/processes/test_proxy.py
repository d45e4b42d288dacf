"""The proxy of `deploy/`, before processes that only say who they are."""

import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
import yaml

from tests.processes.parts import HAPROXY, NAMES, NO_PROXY, ROOT, STICKY, Proxy, until

needs_proxy = pytest.mark.skipif(HAPROXY is None, reason=NO_PROXY)


class Stub:
    """A process by name: says what it was asked with, and whether it is ready."""

    def __init__(self, name: str) -> None:
        self.name, self.is_ready = name, True
        told = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"  # so that no connection outlives the process

            def do_GET(self) -> None:
                status = 503 if not told.is_ready else 200
                headers = {name.lower(): value for name, value in self.headers.items()}
                body = json.dumps({"name": told.name, **headers}).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with suppress(ConnectionError):  # a health check reads the status alone
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._handler = Handler
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        self.start()

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def end(self) -> None:
        """Take no connection any more."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def stubs() -> Iterator[dict[str, Stub]]:
    made = {name: Stub(name) for name in NAMES}
    yield made
    for one in made.values():
        one.end()


@pytest.fixture
def proxy(stubs: dict[str, Stub], tmp_path: Path) -> Iterator[Proxy]:
    with Proxy(tmp_path, {name: stub.port for name, stub in stubs.items()}) as made:
        yield made


def browser(proxy: Proxy, process: str = "", **headers: str) -> httpx.Client:
    cookies = httpx.Cookies()
    if process:
        cookies.set(STICKY, process, domain="127.0.0.1")
    return httpx.Client(base_url=proxy.url, cookies=cookies, headers=headers, trust_env=False, timeout=30)


def served_by(client: httpx.Client) -> str:
    found = client.get("/")
    assert found.status_code == 200, found.text
    return str(found.json()["name"])


@needs_proxy
def test_a_browser_stays_with_one_process_and_browsers_are_divided(proxy: Proxy) -> None:
    first = set()
    for _ in range(6):
        with browser(proxy) as client:
            name = served_by(client)
            assert client.cookies[STICKY] == name
            assert {served_by(client) for _ in range(6)} == {name}
            first.add(name)
    assert first == set(NAMES)


@needs_proxy
def test_the_cookie_is_the_proxys_alone(proxy: Proxy) -> None:
    with browser(proxy) as client:
        made = client.get("/")
        assert "HttpOnly" in made.headers["set-cookie"]
        client.cookies.set("other", "kept")
        assert client.get("/").json()["cookie"] == "other=kept"


@needs_proxy
def test_where_a_process_is_gone_the_other_one_answers(proxy: Proxy, stubs: dict[str, Stub]) -> None:
    with browser(proxy, "one") as client:
        assert served_by(client) == "one"
        stubs["one"].end()
        assert served_by(client) == "two"  # at once: no health check has been made meanwhile
        assert client.cookies[STICKY] == "two"
    with browser(proxy) as client:
        assert {served_by(client) for _ in range(3)} == {"two"}
    stubs["one"]._server = ThreadingHTTPServer(("127.0.0.1", stubs["one"].port), stubs["one"]._handler)
    stubs["one"].start()

    def is_back() -> bool:
        with browser(proxy, "one") as client:
            return served_by(client) == "one"

    until(is_back, 30)


@needs_proxy
def test_who_is_not_ready_gets_nobody_unless_none_is(proxy: Proxy, stubs: dict[str, Stub]) -> None:
    stubs["one"].is_ready = False

    def asked(process: str) -> httpx.Response:
        with browser(proxy, process) as client:
            return client.get("/")

    until(lambda: asked("one").status_code == 200 and asked("one").json()["name"] == "two", 30)
    stubs["two"].is_ready = False

    def tells() -> bool:
        found = asked("one")
        return found.status_code == 503 and found.json()["name"] == "one"

    until(tells, 30)  # it says itself why
    assert asked("two").json()["name"] == "two"


@needs_proxy
def test_where_somebody_comes_from_is_what_the_proxy_saw(proxy: Proxy) -> None:
    with browser(proxy, **{"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https"}) as client:
        said = client.get("/").json()
    assert (said["x-forwarded-for"], said["x-forwarded-proto"]) == ("127.0.0.1", "http")


def test_compose_and_the_proxy_name_the_same_parts() -> None:
    text = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    services = yaml.safe_load(text)["services"]
    assert set(services) == {"database", *NAMES, "proxy"}
    proxy = (ROOT / "deploy" / "haproxy.cfg").read_text(encoding="utf-8")
    for name in NAMES:
        address = services[name]["networks"]["inside"]["ipv4_address"]
        assert proxy.count(f"server {name} {address}:8501 cookie {name}\n") == 2
        assert services[name]["depends_on"]["database"] == {"condition": "service_healthy"}
        assert services[name]["volumes"] == services["one"]["volumes"] == ["library:/data"]
        trusted = services[name]["environment"]["FORWARDED_ALLOW_IPS"]
        assert trusted == services["proxy"]["networks"]["inside"]["ipv4_address"]
    assert services["proxy"]["ports"] == ["127.0.0.1:8500:8500"] and "bind :8500\n" in proxy
    assert services["proxy"]["volumes"] == ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro"]
    assert "deploy/.env" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert "deploy/.env" in (ROOT / "deploy" / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()


def test_the_image_has_the_driver_of_the_database() -> None:
    projects = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    image = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    (line,) = [line for line in projects.splitlines() if line.startswith("postgres = ")]
    for package in line.split('"')[1::2]:
        assert f" {package}" in image
