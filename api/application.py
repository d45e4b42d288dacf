"""All ways in, put together: their routes beside those of Streamlit, and what runs as long as they are served."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Depends, FastAPI
from fastapi.security import HTTPBearer
from mcp.server.mcpserver import Context
from mcp.server.transport_security import TransportSecuritySettings
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Receive, Scope, Send

from api.access import base_of, caller_of
from api.callers import Caller
from api.chat import routes as chat
from api.errors import ApiError, handle_errors, not_found, refusal
from api.gate import KeyGate
from api.health import health
from api.metrics import metrics
from api.reference import reference_page
from api.rest import asking, library, runs
from api.tools.server import tool_server
from rag.errors import LecternError
from rag.store.access.keys import KeyScope
from service.engine import Engine

_KEY = "Every call needs a key: make one on the page Settings, or by `lectern keys make`; in a class, on the page You."
_REST = f"Collections, documents, questions and runs of test sets. {_KEY}"
_CHAT = f"Lectern as a model, for clients of OpenAI's API: a collection is a model. {_KEY}"


class Ways:
    """The ways into one process. `engine` gives its engine, and raises LecternError where that cannot be made.

    `routes` can be served once, while `lifespan` is held.
    """

    def __init__(self, engine: Callable[[], Engine]) -> None:
        self._engine = engine
        tools = tool_server(engine, _tool_caller)
        # Who may ask at all is known before: `ui.guard` and `KeyGate` stand in front. No session, so that nobody can
        # go on with another's.
        tools.streamable_http_app(
            stateless_http=True,
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        self._sessions = tools.session_manager
        self.routes: list[BaseRoute] = [
            Route("/healthz", self._health),
            Route("/metrics", self._gate(self._metrics, "metrics")),
            Route("/mcp", self._gate(self._mcp, "mcp")),
            Route("/.well-known/{name:path}", _nothing),  # else Streamlit shows its page there
            *self._calls("/api", "Lectern", _REST, library.router, asking.router, runs.router),
            *self._calls("/v1", "Lectern for clients of OpenAI", _CHAT, chat.router),
        ]

    @asynccontextmanager
    async def lifespan(self, _app: Any) -> AsyncIterator[dict[str, Any] | None]:
        """Held while they are served."""
        async with self._sessions.run():
            yield None

    def _calls(self, prefix: str, title: str, about: str, *routers: APIRouter) -> list[BaseRoute]:
        """An app of FastAPI below `prefix`, and its description, for which no key is needed."""
        app = FastAPI(
            title=title,
            description=about,
            version="1",
            servers=[{"url": prefix}],
            openapi_url=None,
            docs_url=None,
            redoc_url=None,
            dependencies=[Depends(HTTPBearer(auto_error=False))],
        )
        app.state.engine = self._engine
        for router in routers:
            app.include_router(router)
        handle_errors(app)
        description = app.openapi()
        return [
            Route(f"{prefix}/docs", _page(description, prefix)),
            Route(f"{prefix}/openapi.json", _json(description)),
            Mount(prefix, self._gate(app, prefix)),
        ]

    def _gate(self, app: Any, name: str) -> KeyGate:
        return KeyGate(app, self._engine, name.strip("/"))

    async def _health(self, _: Request) -> Response:
        return await to_thread.run_sync(health, self._engine)

    async def _metrics(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            caller = caller_of(Request(scope))
            caller.check(KeyScope.READ)
            if not caller.asker.sets_up:
                raise ApiError(403, "The counts of a server are its owner's.", "not_allowed")
            response = await to_thread.run_sync(lambda: metrics(self._engine()))
        except (ApiError, LecternError) as error:
            response = refusal(error)
        await response(scope, receive, send)

    async def _mcp(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Calls alone. A stream on which nothing is ever told would only keep the process from ending."""
        if scope["method"] == "POST":
            await self._sessions.handle_request(scope, receive, send)
        else:
            error = ApiError(
                405, "Tools are called by POST; there is nothing to listen to.", "method_not_allowed"
            )
            await refusal(error)(scope, receive, send)


def _tool_caller(ctx: Context[Any, Any]) -> tuple[Caller, str]:
    request = ctx.request_context.request
    assert isinstance(request, Request)
    return caller_of(request), base_of(request)


def _page(description: Mapping[str, Any], prefix: str) -> Callable[[Request], Response]:
    return lambda _: HTMLResponse(reference_page(description, prefix))


def _json(description: Mapping[str, Any]) -> Callable[[Request], Response]:
    return lambda _: JSONResponse(description)


def _nothing(_: Request) -> Response:
    return refusal(not_found("There is nothing at this address."))
