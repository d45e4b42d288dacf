"""The tools of assistants, called by the client of the protocol's own package: in this process and over loopback."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from api.callers import Caller
from api.tools.server import tool_server
from rag.assistant import Assistant
from rag.store.access.keys import KeyScope
from service.engine import Engine
from service.outside.links import known_by
from tests.api.conftest import Served, listening
from tests.api.test_rest import open_searching
from tests.ui.fakes import TEXT, fill

Session = Callable[[Client], Awaitable[Any]]


def over_loopback(url: str, key: str, session: Session, mode: str = "auto") -> Any:
    async def run() -> Any:
        headers = {"Authorization": f"Bearer {key}"}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=30) as http,
            Client(streamable_http_client(f"{url}/mcp", http_client=http), mode=mode) as client,
        ):
            return await session(client)

    return asyncio.run(run())


def in_process(engine: Engine, scopes: frozenset[KeyScope], session: Session) -> Any:
    async def run() -> Any:
        server = tool_server(lambda: engine, lambda ctx: (Caller(1, "", scopes), "http://app"))
        async with Client(server) as client:
            return await session(client)

    return asyncio.run(run())


async def ask(client: Client) -> Any:
    return await client.call_tool("ask", {"question": "Who found Zanthor?", "collection": "Course"})


def test_the_tools_say_what_they_do(served: Served) -> None:
    tools = over_loopback(served.url, served.key(), lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == ["list_collections", "search", "read_page", "ask"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    assert set(tools[3].input_schema["properties"]) == {"question", "collection"}
    assert tools[3].input_schema["required"] == ["question"]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_question_is_answered_with_its_sources(served: Served, mode: str) -> None:
    served.assistant.go.set()
    found = over_loopback(served.url, served.key(), ask, mode)
    assert not found.is_error
    told = found.structured_content
    assert told["answer"] == "Mirela [1]\nMirela found it. [1]\nIt may be old."
    assert told["outcome"] == "answered"
    (cited,) = told["citations"]
    assert cited["quote"] == TEXT[cited["start"] : cited["end"]] == "It was found by Mirela in 1987."
    assert (
        cited["url"]
        == f"{served.url}/library?document={served.document}&page=1&start=46&end=77&words={known_by(TEXT[46:77])}"
    )
    assert found.content[0].text.endswith("[1] zanthor.txt, page 1: “It was found by Mirela in 1987.”")
    assert served.assistant.asked == [("Who found Zanthor?", "Course", ())]


def test_the_same_in_one_process(served: Served) -> None:
    served.assistant.go.set()

    async def session(client: Client) -> Any:
        page = await client.call_tool("read_page", {"document_id": served.document, "page": 1})
        return await ask(client), page, await client.call_tool("list_collections", {})

    found, page, collections = in_process(served.engine, frozenset(KeyScope), session)
    assert found.structured_content["citations"][0]["url"].startswith("http://app/library?")
    assert page.structured_content["text"] == TEXT and page.content[0].text.endswith(TEXT)
    assert collections.structured_content == {"collections": [{"name": "Course", "documents": 1}]}


def test_passages_are_found(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "library", open_searching)
    document = fill(engine.library)
    assert isinstance(engine.assistant(), Assistant)
    key = engine.keys.make("test", {KeyScope.READ})[1]
    with listening(lambda: engine) as url:
        found = over_loopback(url, key, lambda client: client.call_tool("search", {"query": "Zanthor comet"}))
    engine.close(0)
    (passage,) = found.structured_content["passages"]
    assert (passage["document_id"], passage["page"], passage["text"]) == (document, 1, TEXT)


@pytest.mark.parametrize(
    ("tool", "given", "scope"),
    [
        ("list_collections", {}, KeyScope.READ),
        ("search", {"query": "comet"}, KeyScope.READ),
        ("read_page", {"document_id": 1, "page": 1}, KeyScope.READ),
        ("ask", {"question": "Who found Zanthor?"}, KeyScope.ASK),
    ],
)
def test_a_key_is_good_for_its_scopes_alone(
    served: Served, tool: str, given: dict[str, object], scope: KeyScope
) -> None:
    key = served.key(*(set(KeyScope) - {scope}))
    found = over_loopback(served.url, key, lambda client: client.call_tool(tool, given))
    assert found.is_error and f"(scope “{scope}”)" in found.content[0].text
    assert served.assistant.asked == []


def test_without_a_key_there_is_no_session(served: Served) -> None:
    with pytest.raises(BaseException) as refused:
        over_loopback(served.url, "lectern_wrong", ask)
    assert "error response" in _all_words(refused.value)
    assert served.assistant.asked == []


def test_nothing_is_held_open_that_would_keep_the_process_from_ending(served: Served) -> None:
    with served.client() as client:
        for method in ("GET", "DELETE"):
            found = client.request(method, "/mcp", headers={"Accept": "text/event-stream"})
            assert found.status_code == 405


def test_what_is_not_there_is_said_to_the_assistant(served: Served) -> None:
    async def session(client: Client) -> Any:
        return (
            await client.call_tool("ask", {"question": "Who?", "collection": "None"}),
            await client.call_tool("read_page", {"document_id": 99, "page": 1}),
            await client.call_tool("read_page", {"document_id": served.document, "page": 9}),
        )

    found = in_process(served.engine, frozenset(KeyScope), session)
    assert all(one.is_error for one in found)
    assert "None" in found[0].content[0].text and "no longer in the library" in found[1].content[0].text


def test_who_calls_no_longer_ends_the_work(served: Served) -> None:
    async def session(client: Client) -> None:
        asking = asyncio.ensure_future(ask(client))
        while not served.engine.programs.asking:
            await asyncio.sleep(0.01)
        asking.cancel()
        while served.engine.programs.asking:
            await asyncio.sleep(0.01)

    async def run(client: Client) -> None:
        await asyncio.wait_for(session(client), 20)

    over_loopback(served.url, served.key(), run)
    assert len(served.assistant.asked) == 1


def test_the_log_of_the_process_stays_ours(served: Served) -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    tool_server(lambda: served.engine, lambda ctx: (Caller(1, "", frozenset()), ""))
    assert (root.handlers, root.level) == (before, level)


def _all_words(error: BaseException) -> str:
    inner = getattr(error, "exceptions", ())
    return " ".join([str(error), *map(_all_words, inner)])
