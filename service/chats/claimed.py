"""The queue of questions where several processes serve one library: each question is answered by one of them."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from rag.errors import DamagedLibrary, LecternError, LibraryUnavailable
from rag.store.claims.claims import ClaimKind, Claims
from rag.store.conversations import Conversations, Message, State
from rag.values import Answer
from rag.values.people import ALONE, Asker
from service.answering import AnswerQueue
from service.chats.pending import PendingAnswer
from service.outbox import Ending
from service.standing import keep_running
from service.turns import TooManyWaiting, Turns
from service.watching.tally import Tally

if TYPE_CHECKING:
    from rag.assistant import Assistant

_log = logging.getLogger(__name__)
_LOOK = 5.0  # seconds between two looks for questions that a process left which ended
_AGAIN = 1.0  # seconds between two tries while the database is away
_AWAY = 60.0  # seconds after which it is said that it is
_FRESH = 10.0  # seconds that a question is left to the process that it was put to


class ClaimedQueue(AnswerQueue):
    """An `AnswerQueue` that answers what this process has claimed. A claim ends when its answer is in the library, or
    with the process: then another one takes the question over, and answers it from the beginning."""

    def __init__(
        self,
        claims: Claims,
        assistant: Callable[[], "Assistant"],
        conversations: Conversations,
        turns: Turns | None = None,
        tally: Tally | None = None,
        asker_of: Callable[[str], Asker] = lambda owner: ALONE,
        waiting: Callable[[str], tuple[int, int]] = lambda person: (0, 0),
    ) -> None:
        """As of `AnswerQueue`; `claims` are closed with it. `waiting` counts the questions that wait at all processes,
        of everybody and of a person."""
        self._claims = claims
        self._waiting = waiting
        self._kept = conversations
        self._taken: set[int] = set()
        self._ended = threading.Event()
        super().__init__(assistant, conversations, turns, tally, asker_of)

    def check_room(self, person: str = "") -> None:
        """As of the queue, with what waits at other processes."""
        super().check_room(person)
        if not self._claims.are_shared:
            return
        everybody, own = self._waiting(person)
        if everybody >= self._most:
            raise TooManyWaiting(everybody * self._turns.pace)
        if person and own >= self._of_one:
            raise TooManyWaiting(own * self._turns.pace)

    def submit(self, message: Message, ready: Callable[[], bool] = lambda: True) -> None:
        """As of the queue; nothing where another process answers it."""
        if not self._claims.take(ClaimKind.ANSWER, message.id):
            return
        try:
            super().submit(message, ready)
        except Exception:
            self._claims.drop(ClaimKind.ANSWER, message.id)
            raise
        if self._claims.are_shared:  # noted once it is here, so that `look` does not give it back before
            self._taken.add(message.id)

    def is_elsewhere(self, message_id: int) -> bool:
        """Whether another process answers it now, as far as is known here, or nobody does yet."""
        if not self._claims.are_shared or self._is_here(message_id):
            return False
        try:
            return self._kept.message(message_id).state is State.WRITING
        except LecternError:  # it was deleted
            return False

    def resume(self, ready: Callable[[Message], bool] = lambda message: True) -> None:
        """Answer what was left unanswered when a process ended; with others beside, whenever one of them ends. `ready`
        says of a message whether what its question waits for is there."""
        if not self._claims.are_shared:
            for message in self._kept.unfinished():
                self._take_up(message, ready)
            return
        keep_running(lambda: self._look_on(ready), "taking over", lambda: None)

    def close(self, patience: float) -> None:
        """As of the queue; what is not answered another process may answer from now on."""
        self._ended.set()
        super().close(patience)
        self._claims.close()

    def _ending(self, run: PendingAnswer, work: Callable[[PendingAnswer], Answer | None]) -> Ending | None:
        """As of the queue; what fails because the server of the database is away for a moment is done again."""
        return super()._ending(run, lambda one: self._done_again(one, work))

    def _done_again(
        self, run: PendingAnswer, work: Callable[[PendingAnswer], Answer | None]
    ) -> Answer | None:
        end = 0.0
        while True:
            try:
                return work(run)
            except DamagedLibrary:
                raise
            except LibraryUnavailable:
                end = end or time.monotonic() + _AWAY
                run.put_off = run.put_off or self._ended.is_set()  # another process answers it
                if (
                    not self._claims.are_shared
                    or run.stopping.is_set()
                    or run.put_off
                    or time.monotonic() > end
                ):
                    raise
            run.draft = ""
            self._ended.wait(_AGAIN)

    def _look_on(self, ready: Callable[[Message], bool]) -> None:
        while not self._ended.is_set():
            try:
                self.look(ready)
            except LecternError as error:
                _log.warning("It cannot be seen which questions nobody answers: %s", error)
            self._ended.wait(_LOOK)
        threading.Event().wait()  # the process ends

    def look(self, ready: Callable[[Message], bool] = lambda message: True, now: float | None = None) -> None:
        """Give claims back whose answers are written, and take up the questions that no process has claimed. `now` is
        the UNIX time."""
        for number in [number for number in tuple(self._taken) if not self._is_here(number)]:
            self._taken.discard(number)
            self._claims.drop(ClaimKind.ANSWER, number)
        before = (time.time() if now is None else now) - _FRESH
        for message in self._kept.unfinished():
            if message.created < before and not self._is_here(message.id):
                try:
                    self._take_up(message, ready)
                except LecternError as error:  # those after it are taken up all the same
                    _log.warning("Message %d cannot be taken up: %s", message.id, error)

    def _take_up(self, message: Message, ready: Callable[[Message], bool]) -> None:
        if not self._claims.take(ClaimKind.ANSWER, message.id):
            return
        try:
            left = self._kept.message(message.id).state is State.WRITING  # it may have been written just now
        except LecternError:  # or deleted
            left = False
        if left:
            self.submit(message, lambda: ready(message))
        else:
            self._claims.drop(ClaimKind.ANSWER, message.id)

    def _is_here(self, message_id: int) -> bool:
        """Whether it is being answered, or its answer is on the way into the library. In this order: what ends is in
        the outbox before it is gone here."""
        return self.run(message_id) is not None or self.unwritten(message_id) is not None
