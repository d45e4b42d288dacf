"""A person before the app: what a browser sends and gets, without drawing it."""

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_FOUND = "Found so far:"
_WAITING = re.compile(r"Waiting: (\d+) questions? before yours, about (\d+) (second|minute)")
_ENDS = ("button_group", "feedback", "alert")  # thumbs, or why there is no answer
_MOST = 64_000_000  # bytes of a message


@dataclass(slots=True)
class Observed:
    """What one person met. Times are seconds from the question; None where it did not come. `said` is what the queue
    said first: how many questions before, and seconds."""

    page: float | None = None
    evidence: float | None = None
    answer: float | None = None
    said: tuple[int, float] | None = None
    waited: float | None = None
    text: str = ""
    problems: list[str] = field(default_factory=list)


class Visitor:
    """One session over the WebSocket. Use as a context. `strange` are words that must never come here."""

    def __init__(self, port: int, cookie: str, strange: frozenset[str] = frozenset()) -> None:
        self.seen = Observed()
        self._port = port
        self._cookie = cookie
        self._strange = strange
        self._stream: ClientConnection | None = None
        self._box = ""
        self._page = ""
        self._asked: float | None = None
        self._runs = 0  # of the script, that have ended
        self._ended = (
            False  # whether what an answer ends with is on the page, as of the last run of all of it
        )
        self._said: list[str] = []  # in that run, and since
        self._timers: dict[str, asyncio.Task[None]] = {}
        self._reader: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()

    async def __aenter__(self) -> "Visitor":
        address = f"ws://127.0.0.1:{self._port}/_stcore/stream"
        began = time.monotonic()
        self._stream = await connect(
            address,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": self._cookie},
            max_size=_MOST,
            proxy=None,
            ping_timeout=None,
        )
        self._reader = asyncio.create_task(self._read())
        await self._rerun()
        await self._until(lambda: bool(self._box) and self._runs > 0, 120)
        self.seen.page = time.monotonic() - began
        return self

    async def __aexit__(self, *_: object) -> None:
        for timer in self._timers.values():
            timer.cancel()
        if self._stream is not None:
            await self._stream.close()
        if self._reader is not None:
            self._reader.cancel()

    async def ask(self, question: str, patience: float) -> None:
        """Ask, and follow until the answer is there, but `patience` seconds at most."""
        self._asked = time.monotonic()
        await self._rerun(question=question)
        try:
            await self._until(lambda: self.seen.answer is not None, patience)
        except TimeoutError:
            self.seen.problems.append(f"no answer within {patience:g} seconds")

    async def _until(self, holds: Any, patience: float) -> None:
        async with asyncio.timeout(patience):
            while not holds():
                if self._reader is not None and self._reader.done():
                    return
                self._changed.clear()
                await self._changed.wait()

    async def _rerun(self, fragment: str = "", question: str = "") -> None:
        back = BackMsg()
        back.rerun_script.query_string = ""
        back.rerun_script.page_script_hash = self._page
        if fragment:
            back.rerun_script.fragment_id = fragment
            back.rerun_script.is_auto_rerun = True
        else:
            self._stop_timers()
        if question:
            widget = back.rerun_script.widget_states.widgets.add()
            widget.id = self._box
            widget.chat_input_value.data = question
        else:
            back.rerun_script.widget_states.SetInParent()
        assert self._stream is not None
        await self._stream.send(back.SerializeToString())

    async def _read(self) -> None:
        assert self._stream is not None
        try:
            async for raw in self._stream:
                assert isinstance(raw, bytes)
                self._take(ForwardMsg.FromString(raw))
                self._changed.set()
        except Exception as error:  # noqa: BLE001 - whatever ends a session is what is measured
            self.seen.problems.append(f"the session ended: {error!r}")
        self._changed.set()

    def _take(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session" if not message.metadata.run.fragment_ids:
                self._page = message.new_session.page_script_hash
                self._stop_timers()
                self._ended = False
                self._said.clear()
            case "auto_rerun":
                self._follow(message.auto_rerun.fragment_id, message.auto_rerun.interval)
            case "stop_auto_rerun":
                self._stop_timers(list(message.stop_auto_rerun.fragment_ids))
            case "script_finished" if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                self._finished()
            case "delta":
                self._drawn(message)

    def _finished(self) -> None:
        """The whole page is drawn: where the thumbs of an answer are on it, the answer is."""
        self._runs += 1
        since = self._since()
        if since is not None and self._ended and self.seen.answer is None:
            self.seen.answer, self.seen.text = since, "\n".join(self._said)
            self.seen.evidence = self.seen.evidence or since

    def _drawn(self, message: ForwardMsg) -> None:
        delta = message.delta
        if delta.HasField("new_element") and delta.new_element.WhichOneof("type") == "chat_input":
            self._box = delta.new_element.chat_input.id
        if delta.HasField("new_element") and delta.new_element.WhichOneof("type") in _ENDS:
            self._ended = self._asked is not None
        if delta.HasField("new_element") and delta.new_element.WhichOneof("type") == "exception":
            self.seen.problems.append(f"a traceback: {delta.new_element.exception.message[:200]}")
        for text in _texts(delta):
            self._said.append(text)
            self._look(text)

    def _look(self, text: str) -> None:
        for word in self._strange:
            if word in text:
                self.seen.problems.append(f"something of another was shown: {word}")
        since = self._since()
        if since is None:
            return
        if _FOUND in text:
            self.seen.evidence = self.seen.evidence or since
        waiting = _WAITING.search(text)
        if waiting is not None and self.seen.said is None:
            seconds = float(waiting[2]) * (60.0 if waiting[3] == "minute" else 1.0)
            self.seen.said = (int(waiting[1]), seconds)
        if waiting is None and self.seen.said is not None and self.seen.waited is None and "shimmer" in text:
            self.seen.waited = since

    def _since(self) -> float | None:
        return None if self._asked is None else time.monotonic() - self._asked

    def _follow(self, fragment: str, seconds: float) -> None:
        old = self._timers.pop(fragment, None)
        if old is not None:
            old.cancel()
        self._timers[fragment] = asyncio.create_task(self._again(fragment, seconds))

    async def _again(self, fragment: str, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            await self._rerun(fragment)

    def _stop_timers(self, fragments: Sequence[str] | None = None) -> None:
        """Those of these fragments, None for all."""
        for fragment in list(self._timers) if fragments is None else fragments:
            timer = self._timers.pop(fragment, None)
            if timer is not None:
                timer.cancel()


def _texts(message: Message) -> Iterator[str]:
    """All strings in a message."""
    for known, value in message.ListFields():
        many = value if known.is_repeated else (value,)
        if known.message_type is not None and known.message_type.GetOptions().map_entry:
            many = list(value.values())
        for one in many:
            if isinstance(one, Message):
                yield from _texts(one)
            elif isinstance(one, str):
                yield one
