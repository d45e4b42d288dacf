"""The doors to the ways in: what is behind them takes seconds to import, and so it is when the first call comes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from service.watching.journal import open_journal

if TYPE_CHECKING:
    from api.application import Ways

_PLACES = ("/healthz", "/metrics", "/mcp", "/.well-known/{rest:path}", "/api/{rest:path}", "/v1/{rest:path}")


class Doors:
    """`routes` and `lifespan` are for `st.App`. `ways` makes what is behind them; `close` is called when the process
    ends."""

    def __init__(self, ways: "Callable[[], Ways]", close: Callable[[], None]) -> None:
        self._ways = ways
        self._close = close
        self._opening = asyncio.Lock()
        self._opened = asyncio.Event()
        self._ending = asyncio.Event()
        self._inside: ASGIApp | None = None
        self._serving: asyncio.Task[None] | None = None
        self.routes: list[BaseRoute] = [Route(place, self) for place in _PLACES]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._opening:
            inside = self._inside or await self._open()
        await inside(scope, receive, send)

    @asynccontextmanager
    async def lifespan(self, _app: Any) -> AsyncIterator[dict[str, Any] | None]:
        """Held while the process serves."""
        open_journal()
        try:
            yield None
        finally:
            self._ending.set()
            if self._serving is not None:
                await self._serving
            await to_thread.run_sync(self._close)

    async def _open(self) -> ASGIApp:
        ways = await to_thread.run_sync(self._ways)
        self._serving = asyncio.create_task(self._serve(ways))
        await self._opened.wait()
        self._inside = Router(ways.routes)
        return self._inside

    async def _serve(self, ways: "Ways") -> None:
        """What runs with the ways must end in the task that it began in, which that of a call is not."""
        async with ways.lifespan(None):
            self._opened.set()
            await self._ending.wait()
