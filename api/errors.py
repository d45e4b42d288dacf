"""Why a call fails, in words, with the status of HTTP; in the form that clients of OpenAI read."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from rag.errors import (
    EmbedderMismatch,
    LecternError,
    LibraryUnavailable,
    ModelUnavailable,
    NotAllowed,
    QuestionTooLong,
    UnknownCollection,
)
from service.answering import BUG
from service.turns import TooManyWaiting

_KINDS: tuple[tuple[type[LecternError], int, str], ...] = (
    (UnknownCollection, 404, "not_found"),
    (NotAllowed, 403, "not_allowed"),
    (TooManyWaiting, 429, "too_many_waiting"),
    (ModelUnavailable, 503, "unavailable"),
    (LibraryUnavailable, 503, "unavailable"),
    (EmbedderMismatch, 503, "unavailable"),
    (QuestionTooLong, 400, "question_too_long"),
)
_TYPES = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
}


class ApiError(Exception):
    """A call that fails with `status`; `message` says what to do, `code` is a word for programs."""

    def __init__(self, status: int, message: str, code: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def not_found(message: str) -> ApiError:
    """404."""
    return ApiError(404, message, "not_found")


def as_api_error(error: Exception) -> ApiError:
    """What a call that ended by `error` says; a bug is called one."""
    if isinstance(error, ApiError):
        return error
    if isinstance(error, LecternError):
        found = ((status, code) for kind, status, code in _KINDS if isinstance(error, kind))
        status, code = next(found, (400, "invalid_request"))
        return ApiError(status, str(error), code)
    return ApiError(500, BUG, "bug")


def error_body(error: ApiError) -> dict[str, Any]:
    """`{"error": {"message", "type", "param", "code"}}`."""
    kind = _TYPES.get(error.status, "server_error" if error.status >= 500 else "invalid_request_error")
    return {"error": {"message": str(error), "type": kind, "param": None, "code": error.code}}


def refusal(error: Exception) -> JSONResponse:
    """The response to a call that failed."""
    told = as_api_error(error)
    headers = {"Cache-Control": "no-store"}
    if told.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, TooManyWaiting):
        headers["Retry-After"] = str(error.seconds)
    return JSONResponse(error_body(told), told.status, headers)


def handle_errors(app: FastAPI) -> None:
    """Let all errors of an app be told so."""
    app.add_exception_handler(ApiError, _told)
    app.add_exception_handler(LecternError, _told)
    app.add_exception_handler(Exception, _told)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _told(_: Request, error: Exception) -> JSONResponse:
    return refusal(error)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    """What is wrong and where, without what was sent."""
    assert isinstance(error, RequestValidationError)
    problems = [f"{'.'.join(map(str, one['loc'][1:])) or 'the body'}: {one['msg']}" for one in error.errors()]
    return refusal(ApiError(400, f"This call cannot be read ({'; '.join(problems)}).", "invalid_request"))


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase.lower().replace(" ", "_")
    words = (
        "There is nothing at this address. /api/docs lists what there is." if error.status_code == 404 else ""
    )
    return refusal(ApiError(error.status_code, words or f"{error.detail}.".replace("..", "."), phrase))
