"""Answering in the background: one model serves everybody in turn, whether or not they are looking."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from rag.errors import LecternError, LibraryUnavailable
from rag.events import STOPPED, Delta, EvidenceFound
from rag.store.conversations import Conversations, Message
from rag.values import Answer, Evidence, Outcome
from rag.values.people import ALONE, Asker
from service.fairness import Waiting, in_turn
from service.first_shown import in_place
from service.outbox import Ending, Outbox
from service.standing import keep_running
from service.turns import Left, Turns
from service.watching.journal import note
from service.watching.tally import ENDED, FAILED, Tally, outcome_of

if TYPE_CHECKING:
    from rag.assistant import Assistant

_log = logging.getLogger(__name__)
BUG = "Something went wrong while answering, and it is Lectern's fault. The log says more. Ask again."
DIED = (
    "The part of Lectern that answers broke down at this question, and has been started anew. "
    "Other questions are answered as before. Ask again, perhaps in other words."
)

GONE = "The documents that this chat searches were deleted. Choose others below the box, or all of them, and ask again."


class AnswerStage(StrEnum):
    """What a run is doing."""

    WAITING = "waiting"
    LOADING = "loading"
    QUEUED = "queued"
    SEARCHING = "searching"
    READING = "reading"
    WRITING = "writing"
    DONE = "done"


@dataclass(slots=True)
class PendingAnswer:
    """One answer on its way. Written by the queue's thread, read by any page that shows it.

    `ready` says whether what the question waits for (files still being read) is there. `ended` is whether how it
    ended is known: the first who says so is right.
    """

    message: Message
    question: str
    ready: Callable[[], bool]
    since: int
    stage: AnswerStage = AnswerStage.WAITING
    found: EvidenceFound | None = None
    draft: str = ""
    stopping: threading.Event = field(default_factory=threading.Event)
    ended: bool = False


_BEFORE = (AnswerStage.WAITING, AnswerStage.LOADING, AnswerStage.QUEUED)


class AnswerQueue:
    """Runs, on one thread, the conversations in turn; each ends as a message of its conversation.

    Nothing that goes wrong with one run, or with writing how it ended, keeps the next from being answered.
    """

    def __init__(
        self,
        assistant: Callable[[], "Assistant"],
        conversations: Conversations,
        turns: Turns | None = None,
        tally: Tally | None = None,
        asker_of: Callable[[str], Asker] = lambda owner: ALONE,
    ) -> None:
        """`asker_of` tells as whom the chats of an owner are answered: from what they read, and nothing else."""
        self._assistant = assistant
        self._asker_of = asker_of
        self._turns = turns or Turns()
        self._tally = tally or Tally()
        self._conversations = conversations
        self._outbox = Outbox(conversations)
        self._runs: dict[int, PendingAnswer] = {}
        self._at_work: PendingAnswer | None = None
        self._moment = 0  # grows with every question that comes or has had its turn
        self._served: dict[int, int] = {}  # conversation -> when its last turn ended
        self._changed = threading.Condition()
        keep_running(self._work, "answering", self._died)

    def submit(self, message: Message, ready: Callable[[], bool] = lambda: True) -> None:
        """Answer the question that `message` stands for, once it is its turn and `ready`."""
        question, _ = self._conversations.exchange(message)
        with self._changed:
            self._moment += 1
            self._runs[message.id] = PendingAnswer(message, question, ready, self._moment)
            self._changed.notify_all()

    def run(self, message_id: int) -> PendingAnswer | None:
        """The run of a message, while there is one."""
        with self._changed:
            return self._runs.get(message_id)

    def messages(self, conversation_id: int) -> Sequence[Message]:
        """The messages of a conversation in order, also with answers that could not be written yet."""
        return self.shown(self._conversations.messages(conversation_id))

    def shown(self, messages: Sequence[Message]) -> Sequence[Message]:
        """`messages`, as read from the library, with answers that could not be written yet."""
        return self._outbox.shown(messages)

    def unwritten(self, message_id: int) -> str | None:
        """Why an answer is not in the library yet, in words for the reader ("": not known yet); None if it is."""
        return self._outbox.unwritten(message_id)

    @property
    def asking(self) -> int:
        """How many questions wait or are being answered."""
        with self._changed:
            return len(self._runs)

    def ahead(self, message_id: int) -> int:
        """How many questions are answered before this one."""
        with self._changed:
            order = self._order()
        return order.index(message_id) if message_id in order else 0

    def stop(self, message_id: int) -> None:
        """End a run: at once where its work has not begun, else within a step of it; what is written is kept."""
        run = self.run(message_id)
        if run is None:
            return
        run.stopping.set()
        if run.stage in _BEFORE:
            self._end(run, Ending(message_id, STOPPED))
        with self._changed:
            self._changed.notify_all()

    def _work(self) -> None:
        while True:
            run = self._next()
            try:
                ending = Ending(run.message.id, (answer := self._answer(run)).text, answer)
            except Left:
                ending = Ending(run.message.id, STOPPED)
            except LecternError as error:
                found = _found_so_far(run)
                ending = Ending(run.message.id, found.text if found else str(error), found)
            except Exception:  # noqa: BLE001 - the thread serves everybody and must outlive one bad question
                _log.exception("the question of message %d could not be answered", run.message.id)
                ending = Ending(run.message.id, BUG)
            self._end(run, ending)
            self._leave(run)

    def _end(self, run: PendingAnswer, ending: Ending) -> None:
        """The ending is in the outbox before the run is gone, so that a page finds one of the two."""
        with self._changed:
            if run.ended:
                return
            run.ended = True
        self._count(run, ending)
        self._outbox.put(ending)
        run.stage = AnswerStage.DONE
        with self._changed:
            self._runs.pop(run.message.id, None)

    def _count(self, run: PendingAnswer, ending: Ending) -> None:
        if ending.answer is None:
            outcome = ENDED if run.stopping.is_set() else FAILED
            self._tally.unanswered("chat", outcome)
        else:
            outcome = outcome_of(ending.answer)
            self._tally.answered(ending.answer, "chat")
        note("question", way="chat", message=ending.message_id, outcome=outcome)

    def _died(self) -> None:
        """The thread has ended in the middle of a run. That one is not tried again: it may be the cause."""
        run = self._at_work
        if run is not None:
            self._end(run, Ending(run.message.id, DIED))

    def _next(self) -> PendingAnswer:
        while True:
            with self._changed:
                waiting = [self._runs[key] for key in self._order()]
            for run in waiting:
                if not run.ended and (run.stopping.is_set() or _is_ready(run)):
                    self._take(run)
                    return run
            with self._changed:
                if {run.message.id for run in waiting} == self._runs.keys():
                    self._changed.wait(timeout=0.5 if waiting else None)

    def _order(self) -> list[int]:
        """The messages in the order in which they are answered, that at work first. The lock must be held."""
        at_work = self._at_work if self._at_work is not None and not self._at_work.ended else None
        runs = [run for run in self._runs.values() if run is not at_work]
        waiting = [Waiting(run.message.id, run.message.conversation_id, run.since) for run in runs]
        if at_work is None:
            return in_turn(waiting, self._served)
        now = {at_work.message.conversation_id: self._moment + 1}
        return [at_work.message.id, *in_turn(waiting, {**self._served, **now})]

    def _take(self, run: PendingAnswer) -> None:
        with self._changed:
            self._at_work = run

    def _leave(self, run: PendingAnswer) -> None:
        """Its turn is over; who waits for nothing need not be remembered."""
        with self._changed:
            self._at_work = None
            self._moment += 1
            self._served[run.message.conversation_id] = self._moment
            here = {waiting.message.conversation_id for waiting in self._runs.values()}
            self._served = {talk: when for talk, when in self._served.items() if talk in here}

    def _answer(self, run: PendingAnswer) -> Answer:
        if run.stopping.is_set():
            raise LecternError(STOPPED)
        run.stage = AnswerStage.LOADING
        assistant = self._assistant()
        run.stage = AnswerStage.QUEUED
        came = time.monotonic()
        with self._turns.person(run.stopping.is_set, ("chat", run.message.conversation_id)):
            self._tally.waited(time.monotonic() - came)
            run.stage = AnswerStage.SEARCHING
            # Read only now: a question may have been put while the one before it was still being answered.
            talk = run.message.conversation_id
            question, history = self._conversations.exchange(run.message, self.messages(talk))
            chat = self._conversations.get(talk)
            asker = self._asker_of(chat.owner)
            assistant = assistant if asker == ALONE else assistant.seen_by(asker)
            collection = chat.collection or None
            documents = _still_there(assistant, collection, chat.documents)
            first: Sequence[Evidence] = ()
            for event in assistant.ask(question, collection, history, run.stopping, documents):
                if isinstance(event, EvidenceFound):
                    first = first or event.evidence
                    run.found = replace(event, evidence=in_place(first, event.evidence))
                    run.stage = AnswerStage.READING if event.confidence is None else AnswerStage.WRITING
                elif isinstance(event, Delta):
                    run.draft += event.text
                elif isinstance(event, Answer):
                    return replace(event, evidence=in_place(first, event.evidence))
        raise AssertionError("the last event of ask is an Answer")


def _found_so_far(run: PendingAnswer) -> Answer | None:
    """What was on the screen when somebody stopped a run before it was known to answer; None if nothing was."""
    found = run.found
    if found is None or not run.stopping.is_set():
        return None
    return Answer(
        run.question,
        found.search_query,
        Outcome.SILENT,
        STOPPED,
        evidence=found.evidence,
        passages=found.passages,
        stopped=True,
    )


def _still_there(
    assistant: "Assistant", collection: str | None, chosen: Sequence[int]
) -> frozenset[int] | None:
    """Those of the `chosen` documents that are not deleted, None where all of the collection are searched."""
    if not chosen:
        return None
    there = {document.id for document in assistant.library.documents(collection)}
    if there.isdisjoint(chosen):
        raise LecternError(GONE)
    return frozenset(there.intersection(chosen))


def _is_ready(run: PendingAnswer) -> bool:
    """Whether what a run waits for is there. Where that cannot be told for a bug, it waits no longer."""
    try:
        return run.ready()
    except LibraryUnavailable:
        return False  # the library may be written or read again in a while
    except Exception:  # noqa: BLE001 - nobody else's question may wait for it
        _log.exception("it is not known whether the files of message %d are read", run.message.id)
        return True
