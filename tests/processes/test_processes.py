"""Two apps on one database behind the proxy, all real processes: one is killed, then the database is."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.load.visitor import Visitor
from tests.processes.parts import HAPROXY, NO_PROXY, STICKY, until
from tests.processes.street import Street
from tests.rag.store.conftest import server  # noqa: F401
from tests.rag.store.stores import Server
from ui.resources import COOKIE

pytestmark = [
    pytest.mark.models,
    pytest.mark.postgres,
    pytest.mark.skipif(HAPROXY is None, reason=NO_PROXY),
    pytest.mark.timeout(600),
]


@pytest.fixture
def street(server: Server, tmp_path: Path) -> Iterator[Street]:  # noqa: F811
    made = Street(tmp_path, server, 3)
    with made:
        yield made


async def killed_in_the_middle(street: Street, number: int, process: str) -> int:
    """Ask a question at a process, and kill that while it has the question; the message that is to be answered."""
    async with street.visitor(number, process) as visitor:
        asking = asyncio.create_task(visitor.ask(street.things[number].question(True), 60))
        async with asyncio.timeout(60):
            while not (claimed := await asyncio.to_thread(street.watched.claimed)):
                await asyncio.sleep(0.005)
        street.apps[process].pause()
        ((message, claimer),) = claimed.items()
        assert claimer == process
        assert street.watched.waiting() == [message]  # it has not ended in the last moment
        street.apps[process].kill()
        await asyncio.wait_for(asking, 90)
    assert any("the session ended" in problem for problem in visitor.seen.problems)
    return message


async def seen_by(visitor: Visitor, question: str) -> Visitor:
    async with visitor:
        await visitor.ask(question, 120)
    return visitor


def test_killing_an_app_or_the_database_loses_no_question(street: Street) -> None:
    first, second, third = street.things
    # A page stays with its process, and its question is answered there.
    visitor = asyncio.run(seen_by(street.visitor(1, "two"), second.question(False)))
    assert second.is_in(visitor.seen.text, False) and not visitor.seen.problems

    # One is killed in the midst of a question: the other one answers it, and whoever comes.
    message = asyncio.run(killed_in_the_middle(street, 0, "one"))
    assert all(street.get("/sign-in", **{STICKY: "one"}).status_code == 200 for _ in range(10))
    answered = street.ask(third)
    assert answered.status_code == 200 and third.maker in answered.text
    until(lambda: not street.watched.waiting())
    assert first.is_in(street.watched.answers()[message][1], True)
    visitor = asyncio.run(seen_by(street.visitor(0, "one"), first.question(False)))
    assert first.is_in(visitor.seen.text, False) and not visitor.seen.problems
    assert set(map(tuple, street.watched.endings().values())) == {("done",)}

    # The database is killed: it is said in words, and all goes on when it is back.
    street.server.crash()
    pages = [street.get(path, **{COOKIE: street.keys[0]}) for path in ("/healthz", "/sign-in", "/library")]
    for told in (*pages, street.ask(second)):
        assert told.status_code == 503 and "cannot be" in told.text, told.text
    street.server.start()
    until(lambda: street.get("/healthz").status_code == 200, 60)
    answered = street.ask(second)
    assert answered.status_code == 200 and second.maker in answered.text
    endings = street.watched.endings()
    assert len(endings) == 3 and set(map(tuple, endings.values())) == {("done",)}
