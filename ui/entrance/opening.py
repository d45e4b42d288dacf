"""The start of the server of a class: its library is opened at once, before anybody comes (`service/shared`)."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.concurrency import run_in_threadpool

from rag.errors import LecternError
from service import shared

_log = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Of the app of a class. On a laptop the library is opened by who comes first."""
    try:
        await run_in_threadpool(shared.engine)
    except LecternError as error:  # the pages say it, too
        _log.error("%s", error)
    yield
