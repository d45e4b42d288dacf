"""What an endpoint is given: the engine, and the caller once it is known that their key is good for it."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request

from api.callers import Caller
from api.gate import CALLER
from rag.store.access.keys import KeyScope
from service.classroom.seat import EngineOrSeat, seat_of
from service.engine import Engine


def caller_of(request: Request) -> Caller:
    """Whom the gate let in."""
    caller: Caller = getattr(request.state, CALLER)
    return caller


def base_of(request: Request) -> str:
    """Where the app is, as the caller calls it: "http://localhost:8501"."""
    return f"{request.url.scheme}://{request.headers['host']}"


def _engine(request: Request) -> EngineOrSeat:
    made: Engine = request.app.state.engine()
    return seat_of(made, caller_of(request).asker)


def _good_for(scope: KeyScope) -> Callable[[Request], Awaitable[Caller]]:
    async def check(request: Request) -> Caller:
        caller = caller_of(request)
        caller.check(scope)
        return caller

    return check


EngineHere = Annotated[EngineOrSeat, Depends(_engine)]
Asks = Annotated[Caller, Depends(_good_for(KeyScope.ASK))]
Reads = Annotated[Caller, Depends(_good_for(KeyScope.READ))]
Writes = Annotated[Caller, Depends(_good_for(KeyScope.WRITE))]
Evaluates = Annotated[Caller, Depends(_good_for(KeyScope.EVALUATE))]
