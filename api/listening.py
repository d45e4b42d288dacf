"""Following a question that is answered in the background, as long as somebody listens."""

import asyncio
from collections.abc import AsyncGenerator

from fastapi import Request

from api.errors import as_api_error
from rag.events import Delta, EvidenceFound
from rag.values import Answer
from service.classroom.own import OwnPrograms
from service.outside.programs import ProgramQuestion, Programs

Event = EvidenceFound | Delta | Answer


class Gone(Exception):
    """Nobody waits for the answer any more."""


class Listener:
    """One question, asked when this is made, in a running loop. Raises TooManyWaiting."""

    def __init__(self, programs: Programs | OwnPrograms, question: ProgramQuestion) -> None:
        self._loop = asyncio.get_running_loop()
        self._told: asyncio.Queue[Event | Exception] = asyncio.Queue()
        self._stop = programs.ask(question, self._tell)

    def end(self) -> None:
        """Have the work ended."""
        self._stop.set()

    async def events(self, pause: float = 10.0) -> AsyncGenerator[Event | None, None]:
        """What happens, last the answer; None whenever nothing has happened for `pause` seconds.

        Raises ApiError where there is no answer. Who stops listening ends the work.
        """
        try:
            while True:
                try:
                    event = await asyncio.wait_for(self._told.get(), pause)
                except TimeoutError:
                    yield None
                    continue
                if isinstance(event, Exception):
                    raise as_api_error(event)  # a bug is in the log already
                yield event
                if isinstance(event, Answer):
                    return
        finally:
            self.end()

    async def answer(self, request: Request | None = None) -> Answer:
        """The answer. Raises Gone where the client of `request` has left, and ApiError where there is no answer."""
        work = asyncio.ensure_future(self._last())
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise Gone
            return work.result()
        finally:
            self.end()
            work.cancel()
            gone.cancel()

    async def _last(self) -> Answer:
        async for event in self.events():
            if isinstance(event, Answer):
                return event
        raise AssertionError("the last event is an Answer")

    def _tell(self, event: Event | Exception) -> None:
        try:
            self._loop.call_soon_threadsafe(self._told.put_nowait, event)
        except RuntimeError:  # the loop is closed: the server has ended
            self.end()


async def _gone(request: Request | None) -> None:
    """Until the client leaves. The body of the request must have been read."""
    while request is None or (await request.receive())["type"] != "http.disconnect":
        await asyncio.sleep(3600 if request is None else 0)
