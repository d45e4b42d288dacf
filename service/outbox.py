"""How questions ended, on the way into the library: what cannot be written waits in memory until it can."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.errors import LecternError
from rag.store.conversations import Conversations, Message, State
from rag.values import Answer
from service.standing import keep_running

_log = logging.getLogger(__name__)
_PATIENCE = 2.0  # seconds that `put` waits: a locked database must not hold up the next question
_AGAIN = 2.0  # seconds between two tries
_UNKNOWN = "The library could not be written. The log says more."


@dataclass(frozen=True, slots=True)
class Ending:
    """How the question of a message ended: with an answer, or (None) with `text`, which says why there is none."""

    message_id: int
    text: str
    answer: Answer | None = None


class Outbox:
    """Writes endings on a thread of its own. Safe to use from many threads."""

    def __init__(self, conversations: Conversations, again: float = _AGAIN) -> None:
        self._conversations = conversations
        self._again = again
        self._waiting: dict[int, Ending] = {}
        self._reasons: dict[int, str] = {}  # why the last try failed
        self._changed = threading.Condition()
        keep_running(self._work, "outbox", lambda: None)

    def put(self, ending: Ending) -> None:
        """Have an ending written. Returns when it is, or when it must wait: then it is kept in memory."""
        key = ending.message_id
        with self._changed:
            self._waiting[key] = ending
            self._changed.notify_all()
            self._changed.wait_for(lambda: key not in self._waiting or key in self._reasons, _PATIENCE)

    def shown(self, messages: Sequence[Message]) -> list[Message]:
        """`messages`, as read from the library, with what is not written there yet."""
        with self._changed:
            waiting = dict(self._waiting)
        return [
            _ended(message, waiting[message.id]) if message.id in waiting else message for message in messages
        ]

    def unwritten(self, message_id: int) -> str | None:
        """Why the end of this message is not in the library yet (""; not told yet); None where it is."""
        with self._changed:
            return self._reasons.get(message_id, "") if message_id in self._waiting else None

    def close(self, seconds: float) -> None:
        """Return when everything is written, but after `seconds` at most: the process is about to end."""
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting, seconds)

    def _work(self) -> None:
        while True:
            for ending in self._next():
                self._try(ending)

    def _next(self) -> Sequence[Ending]:
        """All that waits; at once where something is new, else after a pause."""
        with self._changed:
            self._changed.wait_for(lambda: bool(self._waiting))
            self._changed.wait_for(lambda: self._waiting.keys() != self._reasons.keys(), self._again)
            return tuple(self._waiting.values())

    def _try(self, ending: Ending) -> None:
        key = ending.message_id
        try:
            self._write(ending)
        except Exception as error:  # noqa: BLE001 - whatever it is, the answer must not be lost
            with self._changed:
                if key not in self._reasons:
                    _log.warning("The end of message %d is not written yet.", key, exc_info=True)
                self._reasons[key] = str(error) if isinstance(error, LecternError) else _UNKNOWN
                self._changed.notify_all()
        else:
            with self._changed:
                self._reasons.pop(key, None)
                self._waiting.pop(key, None)
                self._changed.notify_all()

    def _write(self, ending: Ending) -> None:
        if ending.answer is None:
            self._conversations.fail(ending.message_id, ending.text)
        else:
            self._conversations.finish(ending.message_id, ending.answer)


def _ended(message: Message, ending: Ending) -> Message:
    state = State.FAILED if ending.answer is None else State.DONE
    return replace(message, text=ending.text, answer=ending.answer, state=state)
