"""The street from question to answer: understand, retrieve, judge, write, check (`rag/answering` has its stages)."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace

from langchain_core.language_models import BaseChatModel

from rag.answering.asked import QuestionAsked
from rag.answering.clock import Clock
from rag.answering.judging import JUDGED
from rag.answering.means import Means
from rag.answering.searching import understood
from rag.answering.wording import is_reworded, reworded
from rag.common.interruption import Interrupted, Watch
from rag.errors import LecternError
from rag.events import STOPPED, Delta, EvidenceFound
from rag.evidence import gate
from rag.evidence.judge import Judge
from rag.evidence.once import OnceRead
from rag.evidence.ranking import select
from rag.models.embedding.embedder import Embedder
from rag.models.embedding.encoder import Remembering
from rag.question.question import Scope
from rag.question.understanding import understand
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.store.library import Library
from rag.values import Answer, Evidence, Outcome, Turn
from rag.values.people import Asker
from rag.writing.plans.foreign import with_language
from rag.writing.plans.unread import with_unread
from rag.writing.plans.wishes import with_remark
from rag.writing.reader import Reader

LATE = (
    "This question took longer than {:g} seconds and was given up. Ask a shorter one, or one thing at a time; if this "
    "computer is only slow, raise the setting answering.seconds."
)

ONLY_ATTACHED = "Your question points at what you added here, so nothing else was searched."


class Assistant:
    """Answers questions from one library. The same for the page, the command line and the evaluation."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        generator: BaseChatModel | None,
        settings: Settings,
        judge: Judge | None = None,
        reader: Reader | None = None,
    ) -> None:
        self.library = library
        self.embedder = embedder
        self.settings = settings
        encoder = Remembering(embedder)
        self.retriever = Retriever(library.search, encoder, settings.retrieval)
        self._means = Means(
            library,
            settings,
            encoder,
            embedder.fingerprint,
            embedder.count_tokens,
            self.retriever,
            judge,
            reader,
            generator,
        )

    def seen_by(self, asker: Asker) -> "Assistant":
        """One that knows of the library what `asker` reads; the models are the same."""
        if asker == self.library.asker:
            return self
        other = copy(self)
        other.library = self.library.seen_by(asker)
        other.retriever = Retriever(other.library.search, self._means.encoder, self.settings.retrieval)
        other._means = replace(self._means, library=other.library, retriever=other.retriever)
        return other

    @property
    def judge(self) -> Judge | None:
        """Who judges sentences, if anybody does."""
        return self._means.judge

    @property
    def reader(self) -> Reader | None:
        """Who reads short answers, if anybody does."""
        return self._means.reader

    def answer(
        self,
        text: str,
        collection: str | None = None,
        history: Sequence[Turn] = (),
        document_ids: frozenset[int] | None = None,
    ) -> Answer:
        """The whole answer at once."""
        *_, last = self.ask(text, collection, history, document_ids=document_ids)
        assert isinstance(last, Answer)
        return last

    def likely(
        self,
        text: str,
        collection: str | None = None,
        document_ids: frozenset[int] | None = None,
        most: int = JUDGED,
    ) -> tuple[float, tuple[Evidence, ...]]:
        """How probable it is, in [0, 1], that the question `text` is answered, and the `most` likeliest units for it.

        Cheap, for no model reads a sentence: 1 for what the material sets out or the catalogue knows, else what the
        gate says without the judge.
        """
        question = understand(text, (), Scope(collection, document_ids))
        direct = self._means.direct.answer(question)
        if direct is not None:
            return float(bool(direct.claims)), ()
        passages = self.retriever.retrieve(question)
        if not passages:
            return 0.0, ()
        units = OnceRead(self.library.units, question)
        set_out = self._means.structured.find(question, passages, units)
        if set_out is not None:
            return 1.0, tuple(set_out.evidence)
        found = tuple(select(question, passages, units, self._means.encoder, most))
        base = Answer(
            text, question.search.text, Outcome.SILENT, "", evidence=found, passages=tuple(passages)
        )
        listed = self._means.structured.list_of(base, question, found, sure=True)
        sure = 1.0 if listed is not None else gate.confidence(question, found, passages)
        return sure, found

    def look(
        self,
        text: str,
        collection: str | None = None,
        history: Sequence[Turn] = (),
        stop: threading.Event | None = None,
        document_ids: frozenset[int] | None = None,
        attached: frozenset[int] = frozenset(),
    ) -> EvidenceFound | Answer | None:
        """What `ask` says first, where no model reads or writes for it: what was found, or an answer that is known
        without a search; None where a model would word that. Takes a moment. Raises as `ask` does.
        """
        watch = Watch(stop, self.settings.answering.seconds)
        with _told_to_people(watch):
            asked = self._asked(text, history, Scope(collection, document_ids, attached=attached), watch)
            first = next(understood(self._means, asked, history))
        if not isinstance(first, Answer):
            return first if isinstance(first, EvidenceFound) else None
        if is_reworded(self._means, first):
            return None
        return self._told(first, asked)

    def ask(
        self,
        text: str,
        collection: str | None = None,
        history: Sequence[Turn] = (),
        stop: threading.Event | None = None,
        document_ids: frozenset[int] | None = None,
        attached: frozenset[int] = frozenset(),
    ) -> Iterator[EvidenceFound | Delta | Answer]:
        """Ask the question `text`: evidence first, then the draft as it is written, last the checked answer.

        `collection` None searches all of them; `document_ids` narrows the search further, `attached` are those
        that "this document" means. Setting `stop` ends
        it, as does the time limit of the settings: what is written by then is checked and kept, and before anything
        is known to answer a LecternError says so. Raises QuestionTooLong.
        """
        watch = Watch(stop, self.settings.answering.seconds)
        with _told_to_people(watch):
            asked = self._asked(text, history, Scope(collection, document_ids, attached=attached), watch)
            for event in understood(self._means, asked, history):
                for piece in reworded(self._means, asked, event) if isinstance(event, Answer) else (event,):
                    yield self._told(piece, asked) if isinstance(piece, Answer) else piece

    def _asked(self, text: str, history: Sequence[Turn], scope: Scope, watch: Watch) -> QuestionAsked:
        clock = Clock()
        if scope.collection is not None:
            self.library.check_collection(scope.collection)
        question = self._means.with_room(watch.during(lambda: understand(text, history, scope)))
        return QuestionAsked(question, watch, clock, question.scope.documents != scope.documents)

    def _told(self, answer: Answer, asked: QuestionAsked) -> Answer:
        """The answer with a remark on what was wished, on what alone was searched, and the seconds that it took."""
        told = with_unread(with_remark(answer, asked.question, self._means.writes), self.library)
        told = with_language(told, asked.question)
        if told.outcome is not Outcome.ANSWERED and asked.is_narrowed and asked.question.scope.is_of_attached:
            told = replace(told, notice=f"{ONLY_ATTACHED} {told.notice}".strip())
        return replace(told, seconds=asked.clock.seconds())


@contextmanager
def _told_to_people(watch: Watch) -> Iterator[None]:
    """An interruption that nothing was known before becomes the error that people read."""
    try:
        yield
    except Interrupted as ended:
        raise LecternError(STOPPED if watch.stopped else LATE.format(watch.seconds)) from ended
