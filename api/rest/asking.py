"""Questions and searches."""

from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from api.access import Asks, EngineHere, Reads, base_of
from api.callers import Caller
from api.errors import not_found
from api.listening import Gone, Listener
from api.rest.forms import AskRequest, SearchRequest, passage_json
from rag.values_json import answer_to_json
from service.classroom.seat import EngineOrSeat
from service.outside.links import passage_link
from service.outside.programs import ProgramQuestion
from service.outside.searching import search

router = APIRouter(tags=["questions"])
_LEFT = 499  # nobody reads it


@router.post("/ask", response_model=None)
async def ask(asked: AskRequest, request: Request, engine: EngineHere, caller: Asks) -> Response:
    """The answer with all that it was given from: the object that `python -m rag ask --json` prints."""
    question = await to_thread.run_sync(_question, asked, engine, caller)
    try:
        answer = await Listener(engine.programs, question).answer(request)
    except Gone:
        return Response(status_code=_LEFT)
    return JSONResponse(answer_to_json(answer), headers={"Cache-Control": "no-store"})


@router.post("/search")
def find(asked: SearchRequest, request: Request, engine: EngineHere, caller: Reads) -> list[dict[str, Any]]:
    """The passages for a query, best first. Nothing is judged: there are some for anything that is asked."""
    assistant, documents = engine.assistant(), chosen(engine, asked.documents)
    with engine.programs.searching(caller.key):
        found = search(assistant, asked.query, asked.collection, documents)
    base = base_of(request)
    return [passage_json(one, passage_link(one, base)) for one in found]


def chosen(engine: EngineOrSeat, documents: list[int] | None) -> frozenset[int] | None:
    """The documents to search, None for all. Raises ApiError (404) where one of them is not there."""
    if not documents:
        return None
    missing = set(documents) - {document.id for document in engine.library.documents()}
    if missing:
        raise not_found(f"There is no document {min(missing)}. It may have been deleted.")
    return frozenset(documents)


def _question(asked: AskRequest, engine: EngineOrSeat, caller: Caller) -> ProgramQuestion:
    if asked.collection is not None:
        engine.library.check_collection(asked.collection)
    documents = chosen(engine, asked.documents)
    return ProgramQuestion(asked.question, caller.key, "rest", asked.collection, documents, asked.turns())
