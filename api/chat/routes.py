"""`/v1/models` and `/v1/chat/completions`."""

import json
from collections.abc import AsyncIterator
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from api.access import Asks, EngineHere, base_of
from api.callers import Caller
from api.chat.completions import Completion
from api.chat.messages import EVERYTHING, ChatRequest, collection_of, model_json, question_of
from api.errors import ApiError, as_api_error, error_body
from api.listening import Gone, Listener
from rag.events import EvidenceFound
from rag.values import Answer
from service.classroom.seat import EngineOrSeat
from service.outside.programs import ProgramQuestion

router = APIRouter()
_LEFT = 499  # nobody reads it


@router.get("/models")
def list_models(engine: EngineHere, caller: Asks) -> dict[str, Any]:
    """Each collection as a model, and one for all of them together."""
    known = {EVERYTHING: 0.0} | {found.name: found.created for found in engine.library.collections()}
    return {"object": "list", "data": [model_json(name, created) for name, created in known.items()]}


@router.get("/models/{model:path}")
def show_model(model: str, engine: EngineHere, caller: Asks) -> dict[str, Any]:
    """One of them."""
    collection_of(engine.library, model)
    created = (found.created for found in engine.library.collections() if found.name == model)
    return model_json(model, next(created, 0.0))


@router.post("/chat/completions", response_model=None)
async def complete(asked: ChatRequest, request: Request, engine: EngineHere, caller: Asks) -> Response:
    """The last message answered from the collection `model`: text with [1] [2], and `citations` that say what they are.

    With `stream` the evidence comes first, then the answer as soon as it is checked, line by line.
    """
    if asked.n is not None and asked.n != 1:
        raise ApiError(400, "There is one answer to a question: leave out n.", "invalid_request")
    question = await to_thread.run_sync(_question, asked, engine, caller)
    sent = "\n".join(message.text for message in asked.messages)
    assistant = await to_thread.run_sync(engine.assistant)
    completion = Completion(asked.model, sent, base_of(request), assistant.embedder.count_tokens)
    listener = Listener(engine.programs, question)
    if asked.stream:
        with_usage = asked.stream_options is not None and asked.stream_options.include_usage
        return StreamingResponse(
            _events(listener, completion, with_usage),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store"},
        )
    try:
        answer = await listener.answer(request)
    except Gone:
        return Response(status_code=_LEFT)
    return JSONResponse(completion.whole(answer), headers={"Cache-Control": "no-store"})


def _question(asked: ChatRequest, engine: EngineOrSeat, caller: Caller) -> ProgramQuestion:
    text, history = question_of(asked.messages)
    collection = collection_of(engine.library, asked.model)
    return ProgramQuestion(text, caller.key, "openai", collection, None, history)


async def _events(listener: Listener, completion: Completion, with_usage: bool) -> AsyncIterator[str]:
    """Server-sent events. When the client has left, this is closed, and with it the work."""
    yield _event(completion.begin())
    told = listener.events()
    try:
        async for event in told:
            if event is None:
                yield ": still at work\n\n"
            elif isinstance(event, EvidenceFound):
                yield _event(completion.found(event))
            elif isinstance(event, Answer):
                for chunk in completion.rest(event, with_usage):
                    yield _event(chunk)
    except Exception as error:  # noqa: BLE001 - the status is sent already; the log has what is a bug
        yield _event(error_body(as_api_error(error)))
    finally:
        listener.end()
        await told.aclose()
    yield "data: [DONE]\n\n"


def _event(body: dict[str, Any]) -> str:
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n"
