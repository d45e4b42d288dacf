"""Of a class only who is signed in gets further than the door: pages, pictures of pages, uploads, the WebSocket.

Each run of a page looks up once more whose it is (`ui.resources`), so this is the second lock, not the only one.
"""

import logging
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.errors import LecternError
from rag.store.people.sessions import Sessions
from service import shared
from service.engine import Engine
from ui.resources import COOKIE

log = logging.getLogger(__name__)

_OPEN = ("/sign-in", "/welcome/", "/static/", "/_stcore/health", "/favicon")
"""What everybody gets: the door itself, and files of Streamlit that are the same for all."""
_PROGRAMS = ("/v1/", "/api/", "/mcp", "/healthz", "/metrics", "/.well-known/")
"""The ways in for other programs, which ask for a key each."""
_POLICY_VIOLATION, _INTERNAL_ERROR = 1008, 1011  # RFC 6455
UNREAD = "The library of this server cannot be read. Tell whoever runs the server; its log says why."
_SIGN_IN = "Sign in first: open Lectern in this browser."


class Gate:
    """ASGI middleware; on a laptop it lets everything through."""

    def __init__(self, app: ASGIApp, engine: Callable[[], Engine] = shared.engine) -> None:
        self._app = app
        self._engine = engine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_open = scope["type"] not in ("http", "websocket") or scope["path"].startswith(_OPEN + _PROGRAMS)
        try:
            comes_in = is_open or await run_in_threadpool(self._lets_in, scope)
        except LecternError as error:  # it cannot be looked up who that is
            log.error("Nobody is let in: %s", error)
            await _turned_away(scope, receive, send)
            return
        if comes_in:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": _SIGN_IN})
        elif scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", ""):
            await RedirectResponse("/sign-in", 303)(scope, receive, send)
        else:
            await PlainTextResponse(_SIGN_IN, 401)(scope, receive, send)

    def _lets_in(self, scope: Scope) -> bool:
        try:
            engine = self._engine()
        except LecternError:
            return True  # the page says that the library cannot be opened, and shows nothing else
        if not engine.by_class:
            return True
        cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
        return Sessions(engine.library.database).person_of(cookies.get(COOKIE, "")) is not None


async def _turned_away(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _INTERNAL_ERROR, "reason": UNREAD})
    else:
        await PlainTextResponse(UNREAD, 503)(scope, receive, send)
