"""Makes and tries questions in the background, between the questions that people ask; nobody waits for it."""

import logging
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from copy import copy
from typing import TYPE_CHECKING

from rag.errors import LecternError
from rag.store.conversations import Conversations, Message
from rag.store.library import Library
from rag.values import Answer
from rag.values.people import ALONE, Asker
from service.standing import keep_running
from service.suggesting.candidates import SuggestedQuestion
from service.suggesting.following import following
from service.suggesting.opening import opening
from service.suggesting.trial import Likely, first_answered
from service.turns import Turns

if TYPE_CHECKING:
    from rag.assistant import Assistant

_log = logging.getLogger(__name__)
_KEPT = 200
_NEXT = 3

Suggested = tuple[SuggestedQuestion, ...]


class Suggester:
    """One thread makes what is wanted, once; what it made is kept while the process runs."""

    def __init__(
        self,
        assistant: Callable[[], "Assistant"],
        library: Library,
        conversations: Conversations,
        turns: Turns,
    ) -> None:
        self._assistant = assistant
        self._library = library
        self._conversations = conversations
        self._turns = turns
        self._lock = threading.Lock()
        self._made: OrderedDict[Hashable, Suggested] = OrderedDict()
        self._waiting: set[Hashable] = set()
        self._queue: queue.Queue[tuple[Hashable, Callable[[], Suggested]]] = queue.Queue()
        self._asker = ALONE
        keep_running(self._work, "suggesting", self._died)

    def seen_by(self, asker: Asker) -> "Suggester":
        """The same for another asker, whose questions are made of what they read. The thread is shared."""
        other = copy(self)
        other._asker, other._library = asker, self._library.seen_by(asker)
        other._conversations = Conversations(self._library.database, asker)
        return other

    @property
    def gives_way(self) -> bool:
        """Whether people wait for answers, so that nothing is made now."""
        return self._turns.waiting > 0

    def after(
        self,
        message: Message,
        answer: Answer,
        collection: str | None,
        document_ids: frozenset[int] | None,
    ) -> Suggested | None:
        """Questions to ask after the answer that is `message`; None while they are being made.

        `collection` and `document_ids` say where the next question is searched for.
        """

        def made() -> Suggested:
            likely = _likely(self._seeing(), collection, document_ids)
            said = self._conversations.messages(message.conversation_id)
            asked = [one.text for one in said if one.role == "user"]
            found = following(self._library, answer, asked)
            return tuple(first_answered(found, likely, self._turns.case, _NEXT))

        key: tuple[Hashable, ...] = ("after", message.id, collection, document_ids)
        if self._asker != ALONE:
            self._conversations.message(message.id)  # which raises where it is not the asker's
            key = (*key, self._library.seen)
        return self._of(key, made)

    def _seeing(self) -> "Assistant":
        assistant = self._assistant()
        return assistant if self._asker == ALONE else assistant.seen_by(self._asker)

    def opening(self, collection: str | None, document_ids: frozenset[int] | None = None) -> Suggested | None:
        """Questions to begin with, of one collection (None: all) or some documents of it; None while they are being
        made. They are made anew when the documents change."""
        library = self._library

        def made() -> Suggested:
            chosen = library.documents(collection)
            if document_ids is not None:
                chosen = [document for document in chosen if document.id in document_ids]
            likely = _likely(self._seeing(), collection, document_ids)
            return tuple(opening(library, chosen, likely, self._turns.case))

        return self._of(("opening", collection, document_ids, library.seen), made)

    def _of(self, key: Hashable, work: Callable[[], Suggested]) -> Suggested | None:
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
            if key not in self._waiting:
                self._waiting.add(key)
                self._queue.put((key, work))
        return None

    def _work(self) -> None:
        while True:
            key, work = self._queue.get()
            made: Suggested = ()
            try:
                made = work()
            except LecternError as error:
                _log.info("no questions are suggested: %s", error)
            except Exception:  # noqa: BLE001 - a courtesy, whose failing must not keep the next one from being made
                _log.exception("no questions could be suggested")
            with self._lock:
                self._waiting.discard(key)
                self._made[key] = made
                while len(self._made) > _KEPT:
                    self._made.popitem(last=False)

    def _died(self) -> None:
        """What was being made is asked for anew by the page that wants it."""
        with self._lock:
            self._waiting.clear()


def _likely(assistant: "Assistant", collection: str | None, document_ids: frozenset[int] | None) -> Likely:
    return lambda text: assistant.likely(text, collection, document_ids)
