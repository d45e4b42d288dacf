"""The MCP server: search, read a page, ask, list the collections. Each call needs the scope that it needs elsewhere."""

import json
import logging
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, TypeVar

from anyio import to_thread
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from api.answers import citations_json, marked
from api.callers import Caller
from api.errors import ApiError
from api.listening import Listener
from rag.errors import LecternError
from rag.store.access.keys import KeyScope
from rag.values.places import of_page, said
from service.classroom.seat import EngineOrSeat, seat_of
from service.engine import Engine
from service.outside.links import passage_link, whole_page_link
from service.outside.programs import ProgramQuestion
from service.outside.searching import search

_Result = TypeVar("_Result")
ToolCaller = Callable[[Context[Any, Any]], tuple[Caller, str]]
"""Tells who calls a tool, and where the app is for them."""

Where = Annotated[str | None, Field(description="Name of a collection; leave it out to use all of them.")]

_ABOUT = (
    "Course material: documents in collections. Use `ask` for a question that the material answers; its answer is in "
    "the material's words or checked against them, each sentence with [n], whose document, page and exact words are in "
    "`citations`. It says so where the material does not answer. Use `search` and `read_page` to read for yourself."
)
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, open_world_hint=False)


def tool_server(engine: Callable[[], Engine], caller: ToolCaller) -> MCPServer[Any]:
    """The server with its tools."""
    server = _quietly_made()
    tools = _Tools(engine, caller)
    for tool in (tools.list_collections, tools.search, tools.read_page, tools.ask):
        server.add_tool(tool, annotations=_READS)
    return server


def _quietly_made() -> MCPServer[Any]:
    """Made without what it does to the log of the whole process, which is ours."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    server: MCPServer[Any] = MCPServer(
        "lectern", title="Lectern", instructions=_ABOUT, log_level="WARNING", subscriptions=False
    )
    root.handlers[:] = handlers
    root.setLevel(level)
    return server


class _Tools:
    """The tools. What their docstrings say is what an assistant reads of them."""

    def __init__(self, engine: Callable[[], Engine], caller: ToolCaller) -> None:
        self._engine = engine
        self._caller = caller

    async def list_collections(self, ctx: Context[Any, Any]) -> CallToolResult:
        """List the collections of course material, with how many documents each has."""
        caller, _ = self._allowed(ctx, KeyScope.READ)
        library = self._seat(caller).library
        found = await to_thread.run_sync(library.collections)
        return _told([{"name": one.name, "documents": one.documents} for one in found], "collections")

    async def search(
        self,
        ctx: Context[Any, Any],
        query: Annotated[str, Field(description="What to look for, as a question or as words.")],
        collection: Where = None,
    ) -> CallToolResult:
        """Find passages of the material by meaning and by words, best first. Nothing is judged: there are some for any
        query. `start` and `end` are characters of the text of the page."""
        caller, base = self._allowed(ctx, KeyScope.READ)

        def find() -> list[dict[str, Any]]:
            seat = self._seat(caller)
            assistant = seat.assistant()
            with seat.programs.searching(caller.key):
                found = search(assistant, query, collection)
            return [
                {
                    "document_id": one.document_id, "document": one.document, "page": one.page, "start": one.start,
                    "end": one.end, "heading": one.header, "text": one.text, "score": one.score,
                    "url": passage_link(one, base),
                }
                for one in found
            ]  # fmt: skip

        return _told(await _in_words(find), "passages")

    async def read_page(
        self,
        ctx: Context[Any, Any],
        document_id: Annotated[int, Field(description="As `search` and `ask` tell it.")],
        page: Annotated[int, Field(ge=1, description="From 1, as `search` and `ask` tell it.")],
    ) -> CallToolResult:
        """Read the whole text of a page, slide, sheet or section."""
        caller, base = self._allowed(ctx, KeyScope.READ)

        def read() -> dict[str, Any]:
            library = self._seat(caller).library
            document, found = library.document(document_id), library.page(document_id, page)
            about = {
                "document_id": document.id,
                "document": document.name,
                "page": page,
                "of": document.pages,
            }
            place = said(of_page(found, document.name))
            return {
                **about,
                "place": place,
                "text": found.text,
                "url": whole_page_link(document.id, page, base),
            }

        told = await _in_words(read)
        return CallToolResult(
            content=[TextContent(type="text", text=f"{told['document']}, {told['place']}\n\n{told['text']}")],
            structured_content=told,
        )

    async def ask(
        self,
        ctx: Context[Any, Any],
        question: Annotated[str, Field(description="One question, in a sentence of its own.")],
        collection: Where = None,
    ) -> CallToolResult:
        """Answer a question from the material, with the exact words and pages that each sentence rests on. `outcome` is
        "answered", "unsure" (these places may answer) or "silent" (the material does not)."""
        caller, base = self._allowed(ctx, KeyScope.ASK)
        seat = self._seat(caller)
        if collection is not None:
            await _in_words(partial(seat.library.check_collection, collection))
        asked = ProgramQuestion(question, caller.key, "mcp", collection)
        try:
            answer = await Listener(seat.programs, asked).answer()
        except (ApiError, LecternError) as error:
            raise ToolError(str(error)) from error
        text = marked(answer)
        cited = citations_json(text, base)
        sources = [f"[{one['number']}] {one['document']}, {one['place']}: “{one['quote']}”" for one in cited]
        return CallToolResult(
            content=[
                TextContent(type="text", text="\n".join([text.text, *([""] if sources else []), *sources]))
            ],
            structured_content={"answer": text.text, "outcome": answer.outcome.value, "citations": cited},
        )

    def _seat(self, caller: Caller) -> EngineOrSeat:
        return seat_of(self._engine(), caller.asker)

    def _allowed(self, ctx: Context[Any, Any], scope: KeyScope) -> tuple[Caller, str]:
        try:
            caller, base = self._caller(ctx)
            caller.check(scope)
        except ApiError as error:
            raise ToolError(str(error)) from error
        return caller, base


async def _in_words(work: Callable[[], _Result]) -> _Result:
    """What `work` returns, done on a thread; what a person can act on is said to the assistant."""
    try:
        return await to_thread.run_sync(work)
    except LecternError as error:
        raise ToolError(str(error)) from error


def _told(found: list[dict[str, Any]], name: str) -> CallToolResult:
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content={name: found})
