"""`/healthz`: whether questions are answered, or why not. For whoever watches over the process; needs no key."""

from collections.abc import Callable

from starlette.responses import JSONResponse

from rag.errors import LecternError, LibraryInUse
from service.engine import Engine


def health(engine: Callable[[], Engine]) -> JSONResponse:
    """200 and `{"ready": true}`, or 503 with `why`. It names no file and no folder: anybody may ask this."""
    why = _why_not(engine)
    body = {"ready": not why, "status": "ok" if not why else "not ready", "why": why}
    return JSONResponse(body, 503 if why else 200, {"Cache-Control": "no-store"})


def _why_not(engine: Callable[[], Engine]) -> str:
    try:
        made = engine()
        made.library.generation  # noqa: B018 - reads from the database
    except LibraryInUse as error:
        return str(error)
    except LecternError:
        return "The library cannot be opened or read. The log and the app say why."
    if made.model_error:
        return "The models cannot be loaded. The app says why, on the page Settings."
    return "" if made.loaded else "The models are still loading."
