"""Answering in the background: what is found is shown at once; one model serves everybody in turn.

Two threads: one searches for each question as it comes, which takes a moment; the other has the model read and write,
one question after the other. Nobody needs to look on.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.errors import LecternError, LibraryUnavailable
from rag.events import STOPPED, Delta, EvidenceFound
from rag.store.conversations import Conversations, Message
from rag.values import Answer, Evidence
from rag.values.people import ALONE, Asker
from service.chats.asked import asked_now
from service.chats.pending import BEFORE, AnswerStage, PendingAnswer
from service.first_shown import in_place
from service.outbox import Ending, Outbox
from service.standing import keep_running
from service.turns import Left, TooManyWaiting, Turns, Wait
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
_FILES = 0.5  # seconds between two looks whether files that a question came with are read
_TO_THE_POINT = 3.0  # seconds that work which is put off has to end


class AnswerQueue:
    """Runs the questions of conversations in turn; each ends as a message of its conversation.

    Nothing that goes wrong with one run, or with writing how it ended, keeps the next from being answered. At most
    `most` wait, of one person at most `of_one`: whoever puts a question asks `check_room` first.
    """

    def __init__(
        self,
        assistant: Callable[[], "Assistant"],
        conversations: Conversations,
        turns: Turns | None = None,
        tally: Tally | None = None,
        asker_of: Callable[[str], Asker] = lambda owner: ALONE,
        most: int = 200,
        of_one: int = 10,
    ) -> None:
        """`asker_of` tells as whom the chats of an owner are answered: from what they read, and nothing else."""
        self._assistant = assistant
        self._asker_of = asker_of
        self._turns = turns or Turns()
        self._tally = tally or Tally()
        self._conversations = conversations
        self._most, self._of_one = most, of_one
        self._outbox = Outbox(conversations)
        self._runs: dict[int, PendingAnswer] = {}
        self._at_work: PendingAnswer | None = None
        self._looked_at: PendingAnswer | None = None
        self._news = 0  # grows whenever there may be something to search for
        self._closing = threading.Event()
        # Who holds this may ask for the lock of the turns, never the other way round.
        self._changed = threading.Condition()
        keep_running(self._search, "searching", lambda: self._died(self._looked_at))
        keep_running(self._work, "answering", lambda: self._died(self._at_work))

    def check_room(self, person: str = "") -> None:
        """Raise TooManyWaiting where no more questions are taken, at all or of this person ("" for the only one)."""
        self._turns.check_room(self._most)
        with self._changed:
            own = sum(run.owner == person for run in self._runs.values()) if person else 0
        if own >= self._of_one:
            raise TooManyWaiting(own * self._turns.pace)

    def submit(self, message: Message, ready: Callable[[], bool] = lambda: True) -> None:
        """Answer the question that `message` stands for, once it is its turn and `ready`."""
        question, _ = self._conversations.exchange(message)
        owner = self._conversations.get(message.conversation_id).owner
        run = PendingAnswer(message, question, ready, owner)
        with self._changed:
            talks = {other.message.conversation_id for other in self._runs.values()}
            run.follows = message.conversation_id in talks
            self._runs[message.id] = run
        if _is_ready(run):
            self._come(run)
        self._tell()

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

    def wait_of(self, message_id: int) -> Wait:
        """What stands before this question: of chats and of programs, that at work included."""
        run = self.run(message_id)
        return Wait(0, 0.0) if run is None or run.ticket is None else self._turns.wait_of(run.ticket)

    def stop(self, message_id: int) -> None:
        """End a run: at once where no model works on it, else within a step; what was found or written is kept."""
        run = self.run(message_id)
        if run is None:
            return
        run.stopping.set()
        if run.stage in BEFORE:
            found = run.found_so_far()
            self._end(run, Ending(message_id, STOPPED, found))

    def close(self, patience: float) -> None:
        """Take no more turns. The answer at work has `patience` seconds to end, else it is put off; how others ended is
        written. What is not answered by then stays in the library as waiting, and is answered at the next start."""
        self._closing.set()
        with self._changed:
            if not self._changed.wait_for(lambda: self._at_work is None, patience):
                assert self._at_work is not None
                self._at_work.put_off = True
                self._at_work.stopping.set()
                self._changed.wait_for(lambda: self._at_work is None, _TO_THE_POINT)
        self._outbox.close(_TO_THE_POINT)

    # -- searching ---------------------------------------------------------------------------------------

    def _search(self) -> None:
        while True:
            run = self._next_to_search()
            ending = self._ending(run, self._looked)
            with self._changed:
                self._looked_at, at_work = None, run is self._at_work
            if ending is not None and not at_work:
                self._end(run, ending)

    def _next_to_search(self) -> PendingAnswer:
        """The next question that nothing was searched for; of each chat one at a time, for the next may go on from its
        answer."""
        while True:
            with self._changed:
                seen, with_files = self._news, [run for run in self._runs.values() if run.ticket is None]
            for run in with_files:
                if _is_ready(run):
                    self._come(run)
            with self._changed:
                self._looked_at = self._unsearched()
                if self._looked_at is not None:
                    self._looked_at.searched = True
                    return self._looked_at
                if self._news == seen:
                    waits = any(run.ticket is None for run in self._runs.values())
                    self._changed.wait(_FILES if waits else None)

    def _unsearched(self) -> PendingAnswer | None:
        """Of the first question of each chat the one whose turn comes first. The lock must be held."""
        first: dict[int, PendingAnswer] = {}
        for run in sorted(self._runs.values(), key=lambda run: run.message.id):
            first.setdefault(run.message.conversation_id, run)
        heads = {run.ticket: run for run in first.values() if run.ticket is not None and not run.searched}
        if not heads or self._closing.is_set():
            return None
        return next((heads[ticket] for ticket in self._turns.order() if ticket in heads), None)

    def _looked(self, run: PendingAnswer) -> Answer | None:
        """Find what is shown before the turn; the answer, where no model is needed for it."""
        self._set(run, AnswerStage.LOADING)
        assistant = self._assistant()
        with self._turns.look():
            asked = asked_now(run, assistant, self._conversations, self._outbox, self._asker_of)
            found = asked.looked()
        if found is not None:
            self._tally.shown(time.monotonic() - run.came)
        if isinstance(found, Answer):
            return found
        self._set(run, AnswerStage.QUEUED, found)
        return None

    def _set(self, run: PendingAnswer, stage: AnswerStage, found: EvidenceFound | None = None) -> None:
        """Say how far a run is, unless its turn has come meanwhile."""
        with self._changed:
            if run is not self._at_work and not run.ended:
                run.stage, run.found = stage, found

    # -- answering ---------------------------------------------------------------------------------------

    def _work(self) -> None:
        while True:
            ending: Ending | None = None
            try:
                with self._turns.turn(self, self._closing.is_set) as ticket:
                    run = self._take(ticket)
                    if run is not None:
                        ending = self._ending(run, self._answer)
            except Left:  # the process ends
                threading.Event().wait()
            if run is not None and ending is not None:
                self._end(run, ending)
            with self._changed:
                self._at_work = None
                self._changed.notify_all()

    def _take(self, ticket: int) -> PendingAnswer | None:
        """The run of a ticket, at work from now on; None where it ended meanwhile."""
        with self._changed:
            run = next((run for run in self._runs.values() if run.ticket == ticket), None)
            if run is None or run.ended:
                return None
            self._at_work = run
            run.searched = True
            run.stage = AnswerStage.LOADING
            return run

    def _answer(self, run: PendingAnswer) -> Answer:
        if run.stopping.is_set():
            raise LecternError(STOPPED)
        if run.stage is AnswerStage.LOADING:  # else it is done again
            self._tally.waited(time.monotonic() - run.came)
        assistant = self._assistant()
        run.stage = AnswerStage.SEARCHING if run.found is None else AnswerStage.READING
        asked = asked_now(run, assistant, self._conversations, self._outbox, self._asker_of)
        first: Sequence[Evidence] = ()
        for event in asked.events():
            if isinstance(event, EvidenceFound):
                if run.found is None:
                    self._tally.shown(time.monotonic() - run.came)
                first = first or event.evidence
                run.found = replace(event, evidence=in_place(first, event.evidence))
                run.stage = AnswerStage.READING if event.confidence is None else AnswerStage.WRITING
            elif isinstance(event, Delta):
                run.draft += event.text
            elif isinstance(event, Answer):
                return replace(event, evidence=in_place(first, event.evidence))
        raise AssertionError("the last event of ask is an Answer")

    # -- ending ------------------------------------------------------------------------------------------

    def _ending(self, run: PendingAnswer, work: Callable[[PendingAnswer], Answer | None]) -> Ending | None:
        """How a run ends by `work`; None where it does not end yet."""
        try:
            answer = work(run)
            return None if answer is None else Ending(run.message.id, answer.text, answer)
        except LecternError as error:
            found = run.found_so_far()
            return Ending(run.message.id, found.text if found else str(error), found)
        except Exception:  # noqa: BLE001 - the thread serves everybody and must outlive one bad question
            _log.exception("the question of message %d could not be answered", run.message.id)
            return Ending(run.message.id, BUG)

    def _end(self, run: PendingAnswer, ending: Ending) -> None:
        """The ending is in the outbox before the run is gone, so that a page finds one of the two."""
        with self._changed:
            if run.ended or run.put_off:
                return
            run.ended = True
        if run.ticket is not None:
            self._turns.leave(run.ticket)
        self._count(run, ending)
        self._outbox.put(ending)
        run.stage = AnswerStage.DONE
        with self._changed:
            self._runs.pop(run.message.id, None)
        self._tell()

    def _count(self, run: PendingAnswer, ending: Ending) -> None:
        if ending.answer is None:
            outcome = ENDED if run.stopping.is_set() else FAILED
            self._tally.unanswered("chat", outcome)
        else:
            outcome = outcome_of(ending.answer)
            self._tally.answered(ending.answer, "chat")
        note("question", way="chat", message=ending.message_id, outcome=outcome)

    def _died(self, run: PendingAnswer | None) -> None:
        """A thread has ended in the middle of a run. That one is not tried again: it may be the cause."""
        if run is not None:
            self._end(run, Ending(run.message.id, DIED))

    def _come(self, run: PendingAnswer) -> None:
        with self._changed:
            if run.ticket is None and not run.ended:
                run.came = time.monotonic()
                run.ticket = self._turns.come(run.who, self)

    def _tell(self) -> None:
        with self._changed:
            self._news += 1
            self._changed.notify_all()


def _is_ready(run: PendingAnswer) -> bool:
    """Whether what a run waits for is there. Where that cannot be told for a bug, it waits no longer."""
    try:
        return run.ready()
    except LibraryUnavailable:
        return False  # the library may be written or read again in a while
    except Exception:  # noqa: BLE001 - nobody else's question may wait for it
        _log.exception("it is not known whether the files of message %d are read", run.message.id)
        return True
