"""Who is let in: only requests for a name that Lectern is served under, and no pages of strangers.

A page on the internet may make the browser of its reader ask Lectern, under its own name (Host, by DNS rebinding) or
Lectern's (then Origin says whose page it is). Streamlit itself checks the WebSocket alone; before it refuses a foreign
origin it asks a server on the internet for the address of this machine, so that must not be left to it.
"""

from typing import NamedTuple
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_REFUSED = (
    "Lectern is not served under this name. Whoever runs it can allow the name: add it to server.allowedHosts in "
    ".streamlit/config.toml, or start Lectern with --server.allowedHosts and all names it has."
)
_STRANGE = "Lectern does not answer to pages of other addresses."
_POLICY_VIOLATION = 1008  # RFC 6455


class _Refusal(NamedTuple):
    status: int
    words: str


class Guard:
    """ASGI middleware; its lists are Streamlit's `server.allowedHosts` and `server.corsAllowedOrigins`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = _refusal(scope)
        if refusal is None:
            await self._app(_settled(scope), receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse(refusal.words, refusal.status)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": refusal.words[:120]})


def _refusal(scope: Scope) -> _Refusal | None:
    headers = Headers(scope=scope)
    host, origin = headers.get("host", ""), headers.get("origin")
    if not host_allowed(host, st.get_option("server.allowedHosts")):
        return _Refusal(421, _REFUSED)
    if origin is None or urlsplit(origin).netloc == host:
        return None
    trusted = {trusted.strip() for trusted in st.get_option("server.corsAllowedOrigins")}
    return None if origin in trusted else _Refusal(403, _STRANGE)


def _settled(scope: Scope) -> Scope:
    """A WebSocket without its origin, which was found good, so that nobody looks into that again."""
    if scope["type"] != "websocket":
        return scope
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"origin"]}


def host_allowed(host: str, allowed: list[str]) -> bool:
    """Whether a Host header names one of `allowed`: a name, `*.` and a domain, or `*` for all; its port is free."""
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    return any(
        pattern == "*" or (name.endswith(pattern[1:]) if pattern.startswith("*.") else name == pattern)
        for pattern in (one.strip().lower() for one in allowed)
        if name
    )
