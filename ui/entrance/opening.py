"""What is done once, when the server starts: of a class, the link for its first owner is said, and sweeping begins."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.concurrency import run_in_threadpool

from rag.errors import LecternError
from service import shared
from service.classroom.opening import open_class

_log = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Of the app of a class. On a laptop the library is opened by who comes first."""
    try:
        await run_in_threadpool(_open_class)
    except LecternError as error:  # the pages say it, too
        _log.error("%s", error)
    yield


def _open_class() -> None:
    open_class(shared.engine())
