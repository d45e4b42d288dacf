"""The street from question to answer: expand, retrieve, select, judge, write, check."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from langchain_core.language_models import BaseChatModel

from rag import conversation, evidence, gate
from rag.checker import Checker
from rag.composer import compose
from rag.extraction import short_answer
from rag.models.embedder import Embedder
from rag.models.encoder import Remembering
from rag.retriever import Retriever
from rag.settings import Settings
from rag.store.library import Library
from rag.values import Answer, Evidence, Passage, Reading, Seconds, ShortAnswer, Turn
from rag.writer import Writer

EMPTY = "There is nothing to search yet. Add course material first, then ask again."
ABSTAINED = "The material does not answer this question."
NOTHING_FOUND = "Nothing in the material has to do with this question."

JUDGED = 8
"""Sentences at least that the judge reads, of which the best are shown."""


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """The ground of the answer, before the model has written a word.

    Comes twice where the gate lets the question pass: first with `confidence` None, then judged: with the
    sentences in the judge's order, and the short answer if there is one.
    """

    search_query: str
    passages: tuple[Passage, ...]
    evidence: tuple[Evidence, ...]
    confidence: float | None = None
    short: ShortAnswer | None = None


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of the model's draft, not yet checked."""

    text: str


class SpanReader(Protocol):
    """Doubts sentences and reads a short answer out of them; `rag.reader.Reader` is the one there is."""

    def doubts(
        self, question: str, evidence: Sequence[Evidence], passages: Sequence[Passage]
    ) -> tuple[float, ...]: ...

    def read(self, question: str, evidence: Sequence[Evidence]) -> Reading: ...


class Assistant:
    """Answers questions from one library. The same for the page, the command line and the evaluation."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        generator: BaseChatModel | None,
        settings: Settings,
        reader: SpanReader | None = None,
    ) -> None:
        self.library = library
        self.embedder = embedder
        self.settings = settings
        self._encoder = Remembering(embedder)
        self.retriever = Retriever(library.search, self._encoder, settings.retrieval)
        self.reader = reader
        self._writer = Writer(generator, settings.answering) if generator is not None else None
        self._checker = Checker(self._encoder)

    def answer(
        self,
        question: str,
        collection: str | None = None,
        history: Sequence[Turn] = (),
        document_ids: frozenset[int] | None = None,
    ) -> Answer:
        """The whole answer at once."""
        *_, last = self.ask(question, collection, history, document_ids=document_ids)
        assert isinstance(last, Answer)
        return last

    def ask(
        self,
        question: str,
        collection: str | None = None,
        history: Sequence[Turn] = (),
        stop: threading.Event | None = None,
        document_ids: frozenset[int] | None = None,
    ) -> Iterator[EvidenceFound | Delta | Answer]:
        """Evidence first, then the draft as it is written, last the checked answer.

        `collection` None searches all of them; `document_ids` narrows the search further. Setting
        `stop` ends the writing; the answer then holds what was checked so far.
        """
        clock = _Clock()
        if collection is not None:
            self.library.check_collection(collection)
        expanded = conversation.expand(question, history)
        base = Answer(question, expanded.query, abstained=True, text=expanded.request)
        if expanded.vague:
            yield replace(base, seconds=clock.seconds())
            return
        self.library.check_embedder(self.embedder.fingerprint)
        passages = self.retriever.retrieve(
            expanded.query, collection, document_ids, asked=expanded.asked, context=expanded.context
        )
        clock.lap("retrieve")
        base = replace(base, passages=tuple(passages))
        if not passages:
            yield replace(base, text=self._why_nothing(collection), seconds=clock.seconds())
            return
        limit = self.settings.answering.evidence
        found = tuple(evidence.select(expanded.query, passages, self._encoder, max(limit, JUDGED)))
        clock.lap("evidence")
        base = replace(base, evidence=found[:limit])
        yield EvidenceFound(expanded.query, base.passages, base.evidence)
        doubts = self.reader.doubts(expanded.query, found, passages) if self.reader is not None else ()
        confidence = gate.judge(expanded.query, found, passages, doubts)
        base = replace(base, confidence=confidence)
        if confidence < self.settings.answering.threshold or not found:
            yield replace(base, text=ABSTAINED if found else NOTHING_FOUND, seconds=clock.seconds())
            return
        found = (evidence.reordered(found, doubts) if doubts else found)[:limit]
        reading = self.reader.read(expanded.query, found) if self.reader is not None else None
        short = short_answer(expanded.query, found, reading)
        yield EvidenceFound(expanded.query, base.passages, found, confidence, short)
        yield from self._written(replace(base, abstained=False, evidence=found, short=short), stop, clock)

    def _written(
        self, base: Answer, stop: threading.Event | None, clock: "_Clock"
    ) -> Iterator[Delta | Answer]:
        """The draft of an answer whose evidence passed the gate, then the answer as it was checked."""
        draft = ""
        for piece in self._draft(base.search_query, base.evidence, base.short, stop):
            clock.lap("first_token")
            draft += piece
            yield Delta(piece)
        stopped = stop is not None and stop.is_set()
        composed = compose(draft, base.evidence, base.short, self._checker)
        yield replace(
            base,
            text=composed.text,
            claims=composed.claims,
            notice=composed.notice,
            stopped=stopped,
            seconds=clock.seconds(),
        )

    def _draft(
        self,
        question: str,
        found: Sequence[Evidence],
        short: ShortAnswer | None,
        stop: threading.Event | None,
    ) -> Iterator[str]:
        if self._writer is None or not self.settings.answering.write or (stop is not None and stop.is_set()):
            return iter(())
        sure = short if short is not None and short.sure else None
        if sure is None and self.settings.models.small:
            return iter(())
        return self._writer.write(question, found, sure, stop)

    def _why_nothing(self, collection: str | None) -> str:
        documents = self.library.documents(collection)
        return NOTHING_FOUND if any(document.chunks for document in documents) else EMPTY


class _Clock:
    """Seconds since the question, by stage; the first lap of a stage counts."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        self._laps.setdefault(stage, time.perf_counter() - self._start)

    def seconds(self) -> Seconds:
        return Seconds(**self._laps, total=time.perf_counter() - self._start)
