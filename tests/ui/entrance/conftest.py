"""A class behind its door, without pages: what lies behind is one line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.settings import Settings, Sharing
from service.engine import Engine
from tests.ui.fakes import open_fake
from ui.entrance.gate import Gate
from ui.entrance.routes import Entrance

HOST = "http://testserver"


@pytest.fixture
def sharing() -> Sharing:
    return Sharing(mode="class", address=HOST)


@pytest.fixture
def engine(tmp_path: Path, sharing: Sharing) -> Iterator[Engine]:
    Settings(sharing=sharing).save(tmp_path / "library")
    made = Engine(tmp_path / "library", open_fake)  # type: ignore[arg-type]
    yield made
    made.close(0)


@pytest.fixture
def app(engine: Engine) -> Starlette:
    def inside(request: Request) -> PlainTextResponse:
        return PlainTextResponse("inside")

    routes = [*Entrance(lambda: engine).routes, Route("/{path:path}", inside, methods=["GET", "PUT"])]
    return Starlette(routes=routes, middleware=[Middleware(Gate, engine=lambda: engine)])


@pytest.fixture
def browser(app: Starlette) -> TestClient:
    return TestClient(app, follow_redirects=False)
