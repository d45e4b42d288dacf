"""The doors: nothing is behind them before the first call, and what was opened is closed in the end."""

import asyncio
import subprocess
import sys
from pathlib import Path

import httpx
from starlette.applications import Starlette

from api.application import Ways
from api.doors import Doors
from rag.store.access.keys import KeyScope
from service.engine import Engine
from tests.ui.fakes import fill, open_fake


def test_the_first_call_opens_them_and_the_end_closes_all(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "library", open_fake)  # type: ignore[arg-type]
    fill(engine.library)
    engine.assistant()
    _, key = engine.keys.make("test", {KeyScope.ASK, KeyScope.READ})
    happened: list[str] = []

    def made() -> Ways:
        happened.append("made")
        return Ways(lambda: engine)

    async def run() -> list[int]:
        doors = Doors(made, lambda: happened.append("closed"))
        app = Starlette(routes=doors.routes, lifespan=doors.lifespan)
        async with doors.lifespan(app):
            assert happened == []
            headers = {"Authorization": f"Bearer {key}"}
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://a", headers=headers) as client:
                paths = (
                    "/healthz",
                    "/v1/models",
                    "/api/documents/1/pages/1",
                    "/api/nothing",
                    "/mcp",
                    "/api/docs",
                )
                return [found.status_code for found in await asyncio.gather(*map(client.get, paths))]

    assert asyncio.run(run()) == [200, 200, 200, 404, 405, 200]
    assert happened == ["made", "closed"]
    engine.close(0)


_HEAVY = ("fastapi", "mcp", "rag.assistant", "sqlalchemy")


def test_a_process_that_is_only_started_imports_none_of_it() -> None:
    code = f"import app, sys; print([name for name in {_HEAVY} if name in sys.modules])"
    root = Path(__file__).parents[2]
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert found.stdout.strip() == "[]"
