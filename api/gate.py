"""The gate before every way in: no key, no entry, and nothing of the body is read before that is known.

Whose page of the browser asks is looked at before, by `ui.guard`, which stands before all addresses of the process.
"""

import time
from collections.abc import Callable
from functools import partial

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.callers import Caller, Callers
from api.errors import ApiError, refusal
from rag.errors import LecternError
from service.engine import Engine
from service.watching.journal import note

CALLER = "caller"
"""Under this name the caller is in the `state` of a request."""

_POLICY_VIOLATION = 1008  # RFC 6455
_MOST = 1_000_000  # bytes of a body; files, which are put, have a limit of their own


class KeyGate:
    """ASGI: lets in who shows a key that is good, and writes a line in the journal for each call."""

    def __init__(self, app: ASGIApp, engine: Callable[[], Engine], name: str) -> None:
        self._app = app
        self._engine = engine
        self._name = name
        self._callers: tuple[Engine, Callers] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send(
                {"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": "Nothing speaks so here."}
            )
            return
        began, status, key = time.monotonic(), 0, None

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        headers = Headers(scope=scope)
        try:
            caller = await to_thread.run_sync(partial(self._caller, headers.get("authorization", "")))
            key = caller.key
            _check_length(scope, headers)
        except (ApiError, LecternError) as error:
            await refusal(error)(scope, receive, sent)
        else:
            state = {**scope.get("state", {}), CALLER: caller}
            reads = receive if scope["method"] == "PUT" else _limited(receive)
            await self._app({**scope, "state": state}, reads, sent)
        finally:
            seconds = round(time.monotonic() - began, 3)
            method = str(scope["method"])
            note("call", way=self._name, method=method, status=status, key=key, seconds=seconds)

    def _caller(self, authorization: str) -> Caller:
        engine = self._engine()
        if self._callers is None or self._callers[0] is not engine:
            self._callers = (engine, Callers(engine.keys, engine.asker_of_key))
        return self._callers[1].caller(authorization)


def _check_length(scope: Scope, headers: Headers) -> None:
    length = headers.get("content-length", "0")
    if scope["method"] != "PUT" and length.isdecimal() and int(length) > _MOST:
        raise too_long()


def too_long() -> ApiError:
    """What is said of a body that is too long."""
    return ApiError(413, f"This call is longer than the {_MOST:,} bytes that are taken.", "too_long")


def _limited(receive: Receive) -> Receive:
    """The same for a body of which nobody said how long it is."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > _MOST:
            raise too_long()
        return message

    return limited
