"""Questions of other programs: answered in turn with those of the chats, and kept nowhere."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.errors import LecternError
from rag.events import STOPPED, Delta, EvidenceFound
from rag.values import Answer, Turn
from rag.values.people import ALONE, Asker
from service.turns import Left, TooManyWaiting, Turns
from service.watching.journal import note
from service.watching.tally import ENDED, FAILED, Tally, outcome_of

if TYPE_CHECKING:
    from rag.assistant import Assistant

_SEARCHES, _SEARCHES_OF_ONE = 8, 2  # at a time
_log = logging.getLogger(__name__)

Told = Callable[[EvidenceFound | Delta | Answer | Exception], None]
"""Is called with each event of an answer, from another thread; last with the answer, or with why there is none."""


@dataclass(frozen=True, slots=True)
class ProgramQuestion:
    """A question with where to search (`collection` None: everywhere; `documents` are ids, None: all), the turns before
    it, whose it is (`key` is the number of their key, `asker` who reads what it is answered from) and on which `way` it
    came ("openai", "rest", "mcp")."""

    text: str
    key: int
    way: str
    collection: str | None = None
    documents: frozenset[int] | None = None
    history: tuple[Turn, ...] = ()
    asker: Asker = ALONE

    @property
    def who(self) -> Hashable:
        """Who has turns, as `who_of` says."""
        return who_of(self.asker, self.key)


def who_of(asker: Asker, key: int) -> Hashable:
    """Who has turns: in a class the person whose key it is, whose chats wait in the same row; else the key."""
    return ("person", asker.person) if asker.person else ("key", key)


class Programs:
    """Takes questions of programs, `most` at a time, of them `of_one` of the same person or key. Each has a thread, so
    that who reads slowly holds up nobody."""

    def __init__(
        self,
        assistant: Callable[[], "Assistant"],
        turns: Turns,
        tally: Tally,
        most: int = 32,
        of_one: int = 8,
    ) -> None:
        self._assistant = assistant
        self._turns = turns
        self._tally = tally
        self._most = most
        self._of_one = of_one
        self._lock = threading.Lock()
        self._asking: Counter[Hashable] = Counter()  # by who
        self._searching: Counter[Hashable] = Counter()  # by who
        self._stops: set[threading.Event] = set()

    @property
    def asking(self) -> int:
        """How many questions of programs wait or are being answered."""
        with self._lock:
            return self._asking.total()

    def ask(self, question: ProgramQuestion, told: Told) -> threading.Event:
        """Answer a question in the background, and tell how it goes. Setting what is returned ends it.

        Raises TooManyWaiting.
        """
        stop = threading.Event()
        with self._lock:
            waiting = self._asking.total()
            if waiting >= self._most or self._asking[question.who] >= self._of_one:
                raise TooManyWaiting(waiting * self._turns.pace)
            self._asking[question.who] += 1
            self._stops.add(stop)
        threading.Thread(
            target=self._run, args=(question, told, stop), name=f"program-{question.key}", daemon=True
        ).start()
        return stop

    @contextmanager
    def searching(self, key: int, asker: Asker = ALONE) -> Iterator[None]:
        """Held while the material is searched for a program, one search at a time with those of the chats.

        Raises TooManyWaiting where others of the same person or key, or too many at all, do so already: each takes one
        of the threads that everybody's pages need, too.
        """
        who = who_of(asker, key)
        with self._lock:
            if self._searching.total() >= _SEARCHES or self._searching[who] >= _SEARCHES_OF_ONE:
                raise TooManyWaiting(1)
            self._searching[who] += 1
        try:
            with self._turns.look():
                yield
        finally:
            with self._lock:
                self._searching[who] -= 1
                self._searching += Counter()

    def close(self) -> None:
        """End all that is asked: the process ends, and nobody can be told any more."""
        with self._lock:
            for stop in self._stops:
                stop.set()

    def _run(self, question: ProgramQuestion, told: Told, stop: threading.Event) -> None:
        began = time.monotonic()
        ending: Answer | Exception
        try:
            ending = self._answered(question, told, stop)
        except Left:
            ending = LecternError(STOPPED)
        except LecternError as error:
            ending = error
        except Exception as error:  # noqa: BLE001 - a bug is the caller's to hear of, and the log has it
            _log.exception("a question of key %d could not be answered", question.key)
            ending = error
        finally:
            with self._lock:
                self._stops.discard(stop)
                self._asking[question.who] -= 1
                self._asking += Counter()  # forgets those who ask nothing
        if isinstance(ending, Answer):
            outcome = outcome_of(ending)
            self._tally.answered(ending, question.way)
        else:
            outcome = ENDED if stop.is_set() else FAILED
            self._tally.unanswered(question.way, outcome)
        seconds = round(time.monotonic() - began, 3)
        note("question", way=question.way, key=question.key, outcome=outcome, seconds=seconds)
        told(ending)

    def _answered(self, question: ProgramQuestion, told: Told, stop: threading.Event) -> Answer:
        came = time.monotonic()
        assistant = self._assistant()
        if question.asker != ALONE:
            assistant = assistant.seen_by(question.asker)
        asked = (question.text, question.collection, question.history, stop, question.documents)
        with self._turns.look():
            found = assistant.look(*asked)
        if found is not None:
            self._tally.shown(time.monotonic() - came)
        if isinstance(found, Answer):
            return found
        if found is not None:
            told(found)
        with self._turns.person(stop.is_set, question.who):
            self._tally.waited(time.monotonic() - came)
            for event in assistant.ask(*asked):
                if isinstance(event, Answer):
                    return event
                if event != found:
                    told(event)
        raise AssertionError("the last event of ask is an Answer")
