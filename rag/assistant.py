"""The street from question to answer: expand, retrieve, select, judge, write, check."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from langchain_core.language_models import BaseChatModel

from rag.checking.checker import Checker
from rag.common.interruption import Interrupted, Watch
from rag.errors import LecternError
from rag.events import STOPPED, Delta, EvidenceFound
from rag.evidence import gate
from rag.evidence.disagreement import disagreement
from rag.evidence.judge import Judge, reordered
from rag.evidence.kept import ahead
from rag.evidence.once import OnceRead
from rag.evidence.ranking import select
from rag.evidence.tables.near import near_rows
from rag.models.embedding.embedder import Embedder
from rag.models.embedding.encoder import Remembering
from rag.question.question import Question, Scope
from rag.question.understanding import parts_understood, understand
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.store.library import Library
from rag.values import Answer, Evidence, Kind, Outcome, Passage, Seconds, ShortAnswer, Task, Turn
from rag.writing.composition import compose
from rag.writing.conflict import conflicting
from rag.writing.direct import DirectAnswers
from rag.writing.explaining.choice import chosen
from rag.writing.explaining.explanation import WORDS, explained
from rag.writing.explaining.telling import telling
from rag.writing.parts import paragraphs
from rag.writing.plans.comparison import compared, defined, tabulated
from rag.writing.plans.gathering import Gatherer
from rag.writing.plans.joining import joined
from rag.writing.plans.nearness import missing_name, nothing_of, with_near_rows, with_nearest
from rag.writing.plans.wishes import with_remark
from rag.writing.reader import Reader
from rag.writing.rewording.rewriter import Rewriter
from rag.writing.rewording.wording import Wording
from rag.writing.short_answer import short_answer
from rag.writing.structured import StructuredAnswers
from rag.writing.withheld import silent, unsure
from rag.writing.writer import Writer

LATE = (
    "This question took longer than {:g} seconds and was given up. Ask a shorter one, or one thing at a time; if this "
    "computer is only slow, raise the setting answering.seconds."
)
CUT = "Writing took longer than {:g} seconds, so the material's own words are shown."

JUDGED = 8
"""Sentences at least that the judge reads, of which the best are shown."""

_EXPLAINED = frozenset({Task.EXPLAIN, Task.COMPARE, Task.SUMMARISE})

CHOSEN_AMONG = 48
"""Units that an explanation is chosen among."""


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
        self._encoder = Remembering(embedder)
        self.retriever = Retriever(library.search, self._encoder, settings.retrieval)
        self.judge = judge
        self.reader = reader
        self._writes = generator is not None and settings.answering.write and not settings.models.small
        self._writer = Writer(generator, settings.answering) if generator is not None else None
        self._direct = DirectAnswers(library)
        self._structured = StructuredAnswers(library.units, self._encoder)
        self._gatherer = Gatherer(self.retriever, library.units, self._encoder)
        self._checker = Checker(self._encoder)
        self._rewriter = (
            Rewriter(generator, self._checker) if generator is not None and self._writes else None
        )

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
        direct = self._direct.answer(question)
        if direct is not None:
            return float(bool(direct.claims)), ()
        passages = self.retriever.retrieve(question)
        if not passages:
            return 0.0, ()
        units = OnceRead(self.library.units)
        set_out = self._structured.find(question, passages, units)
        if set_out is not None:
            return 1.0, tuple(set_out.evidence)
        found = tuple(select(question, passages, units, self._encoder, most))
        base = Answer(
            text, question.search.text, Outcome.SILENT, "", evidence=found, passages=tuple(passages)
        )
        listed = self._structured.list_of(base, question, found, sure=True)
        sure = 1.0 if listed is not None else gate.confidence(question, found, passages)
        return sure, found

    def ask(
        self,
        text: str,
        collection: str | None = None,
        history: Sequence[Turn] = (),
        stop: threading.Event | None = None,
        document_ids: frozenset[int] | None = None,
    ) -> Iterator[EvidenceFound | Delta | Answer]:
        """Ask the question `text`: evidence first, then the draft as it is written, last the checked answer.

        `collection` None searches all of them; `document_ids` narrows the search further. Setting `stop` ends
        it, as does the time limit of the settings: what is written by then is checked and kept, and before anything
        is known to answer a LecternError says so. Raises QuestionTooLong.
        """
        watch = Watch(stop, self.settings.answering.seconds)
        try:
            yield from self._ask(text, history, Scope(collection, document_ids), watch)
        except Interrupted as ended:
            raise LecternError(STOPPED if watch.stopped else LATE.format(watch.seconds)) from ended

    def _ask(
        self, text: str, history: Sequence[Turn], scope: Scope, watch: Watch
    ) -> Iterator[EvidenceFound | Delta | Answer]:
        clock = _Clock()
        if scope.collection is not None:
            self.library.check_collection(scope.collection)
        question = watch.during(lambda: understand(text, history, scope))
        for event in self._understood(question, history, watch, clock):
            if not isinstance(event, Answer):
                yield event
                continue
            for piece in self._reworded(event, watch, clock):
                yield with_remark(piece, question, self._writes) if isinstance(piece, Answer) else piece

    def _reworded(self, answer: Answer, watch: Watch, clock: "_Clock") -> Iterator[Delta | Answer]:
        """An answer at length in the words of the model, where there is one that words well; sentences as they come."""
        rewriter = self._rewriter
        if rewriter is None or answer.task not in WORDS or answer.outcome is not Outcome.ANSWERED:
            yield answer
            return
        wording = Wording(answer)
        sentences = wording.sentences(rewriter)
        ended = False
        try:
            while (sentence := watch.during(lambda: next(sentences, None))) is not None:
                clock.lap("first_token")
                yield Delta(f"{sentence} ")
        except Interrupted:
            ended = True
        answer = wording.answer()
        notice = CUT.format(watch.seconds) if ended and not watch.stopped else answer.notice
        yield replace(answer, notice=notice, stopped=watch.stopped, seconds=clock.seconds())

    def _understood(
        self, question: Question, history: Sequence[Turn], watch: Watch, clock: "_Clock"
    ) -> Iterator[EvidenceFound | Delta | Answer]:
        """The answer to one question, or to each of the two that it is made of, where one of them is answered."""
        direct = watch.during(lambda: self._direct.answer(question))
        if direct is not None:
            yield replace(direct, seconds=clock.seconds())
            return
        if question.parts:
            answers: list[Answer] = []
            for part in watch.during(lambda: parts_understood(question, history)):
                for event in self._understood(part, (), watch, clock):
                    if isinstance(event, Answer):
                        answers.append(event)
                    elif isinstance(event, EvidenceFound):
                        yield event
            if any(answer.outcome is Outcome.ANSWERED for answer in answers):
                yield replace(joined(question, question.parts, answers), seconds=clock.seconds())
                return
        yield from self._searched(question, watch, clock)

    def _searched(
        self, question: Question, watch: Watch, clock: "_Clock"
    ) -> Iterator[EvidenceFound | Delta | Answer]:
        """The answer from what is found: from a table, field or list at once, else from what is judged."""
        scope = question.scope
        base = Answer(question.text, question.search.text, Outcome.SILENT, "", task=question.task)
        self.library.check_embedder(self.embedder.fingerprint)
        passages = watch.during(lambda: self.retriever.retrieve(question))
        clock.lap("retrieve")
        base = replace(base, passages=tuple(passages))
        if not passages:
            yield replace(silent(base, self.library, scope.collection), seconds=clock.seconds())
            return
        limit = self.settings.answering.evidence
        units = OnceRead(self.library.units)
        set_out = watch.during(lambda: self._structured.find(question, passages, units))
        selected = watch.during(lambda: select(question, passages, units, self._encoder, CHOSEN_AMONG))
        likely = tuple(selected if set_out is None else ahead(set_out.evidence, selected))
        found = likely[: max(limit, JUDGED)]
        clock.lap("evidence")
        base = replace(base, evidence=found[:limit])
        yield EvidenceFound(base.search_query, base.passages, base.evidence)
        explains = set_out is not None and question.task in _EXPLAINED and not set_out.is_table
        if set_out is not None and not explains:
            whole: Answer | None = set_out.answer(base)
        else:
            whole = self._structured.list_of(base, question, found, sure=True)
        if whole is not None:
            yield replace(whole, seconds=clock.seconds())
            return
        table = watch.during(lambda: tabulated(question, base, self._gatherer)) if question.sides else None
        if table is not None:
            yield replace(table, seconds=clock.seconds())
            return
        asks_cell = question.task is Task.FACT
        near = watch.during(lambda: near_rows(question, passages, units)) if asks_cell else None
        if near is not None:
            yield replace(with_near_rows(base, near), seconds=clock.seconds())
            return
        if question.task in WORDS and question.task is not Task.LIST:
            likely = tuple(telling(question, likely, units.by_place()))
            found = likely[: max(limit, JUDGED)]
        yield from self._judged(question, base, found, likely, units, watch, clock, explains)

    def _judged(
        self,
        question: Question,
        base: Answer,
        found: tuple[Evidence, ...],
        likely: tuple[Evidence, ...],
        units: OnceRead,
        watch: Watch,
        clock: "_Clock",
        sure: bool = False,
    ) -> Iterator[EvidenceFound | Delta | Answer]:
        """The answer from units of which it is not yet known that they answer; those of `base` are shown already.
        `found` are read by the judge, the best of the `likely` ones. `sure` says that a definition or field is among
        them that answers for itself."""
        collection, limit = question.scope.collection, self.settings.answering.evidence
        doubts = watch.during(lambda: self._doubts(question, found, base.passages))
        confidence = gate.confidence(question, found, base.passages, doubts)
        base = replace(base, confidence=confidence)
        best = (reordered(found, doubts) if doubts else found)[:limit]
        threshold = self.settings.answering.threshold
        missing = "" if question.sides else missing_name(question, base.passages)
        if not sure and not gate.passes(question, confidence, threshold, found, base.passages):
            both_sides = (
                watch.during(lambda: defined(question, base, self._gatherer)) if question.sides else None
            )
            if both_sides is not None:
                yield replace(both_sides, seconds=clock.seconds())
                return
            sees = found and confidence >= self.settings.answering.unsure
            withheld = unsure(base, best, self.library) if sees else silent(base, self.library, collection)
            if missing and found:
                withheld = with_nearest(withheld, missing, best) if sees else nothing_of(withheld, missing)
            yield replace(withheld, seconds=clock.seconds())
            return
        if missing:
            yield replace(with_nearest(base, missing, best), seconds=clock.seconds())
            return
        conflict = disagreement(question, best)
        both = (
            conflicting(question, replace(base, evidence=best), conflict, self.library)
            if conflict is not None
            else None
        )
        if both is not None:
            yield replace(both, seconds=clock.seconds())
            return
        listed = self._structured.list_of(replace(base, evidence=best), question, best)
        if listed is not None:
            yield replace(listed, seconds=clock.seconds())
            return
        if question.task in WORDS:
            compared_ = (
                watch.during(lambda: compared(question, base, self._gatherer)) if question.sides else None
            )
            if compared_ is not None:
                yield replace(compared_, seconds=clock.seconds())
                return
            best_first = ahead(list(best), list(likely))
            stored = units.by_place()
            words = question.extent.words(WORDS[question.task])
            said_at_length = chosen(telling(question, best_first, stored), stored, words)
            base = replace(base, evidence=best)
            answer = explained(base, said_at_length, stored, question.task, question.extent.sentences)
            yield replace(answer, seconds=clock.seconds())
            return
        said = [found for found in best if found.kind is not Kind.HEADING] or list(best)
        short = self._short(question, said, watch)
        yield EvidenceFound(base.search_query, base.passages, best, confidence, short)
        base = replace(base, outcome=Outcome.ANSWERED, evidence=best, short=short)
        yield from self._written(question, base, watch, clock)

    def _doubts(
        self, question: Question, found: Sequence[Evidence], passages: Sequence[Passage]
    ) -> tuple[float, ...]:
        return self.judge.doubts(question, found, passages) if self.judge is not None else ()

    def _short(self, question: Question, found: Sequence[Evidence], watch: Watch) -> ShortAnswer | None:
        """The short answer, if there is one and the reader is not interrupted."""
        reader = self.reader
        try:
            reading = watch.during(lambda: reader.read(question, found)) if reader is not None else None
        except Interrupted:
            return None
        return short_answer(question, found, reading)

    def _written(
        self, question: Question, base: Answer, watch: Watch, clock: "_Clock"
    ) -> Iterator[Delta | Answer]:
        """The draft of an answer whose evidence passed the gate, then the answer as it was checked."""
        draft, ended = "", watch.over  # the reader may have been interrupted
        try:
            for piece in self._draft(question, base.evidence, base.short, watch):
                clock.lap("first_token")
                draft += piece
                yield Delta(piece)
        except Interrupted:
            ended = True
        composed = compose(draft, base.evidence, base.short, self._checker)
        yield replace(
            base,
            text=composed.text,
            claims=composed.claims,
            parts=paragraphs(composed.claims, base.evidence),
            notice=CUT.format(watch.seconds) if ended and not watch.stopped else composed.notice,
            stopped=watch.stopped,
            seconds=clock.seconds(),
        )

    def _draft(
        self, question: Question, found: Sequence[Evidence], short: ShortAnswer | None, watch: Watch
    ) -> Iterator[str]:
        """Pieces of the draft as they come. Raises Interrupted."""
        sure = short if short is not None and short.sure else None
        if self._writer is None or not self.settings.answering.write:
            return
        if sure is None and self.settings.models.small:
            return
        pieces = self._writer.write(question, found, sure)
        while (piece := watch.during(lambda: next(pieces, None))) is not None:
            yield piece


class _Clock:
    """Seconds since the question, by stage; the first lap of a stage counts."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        self._laps.setdefault(stage, time.perf_counter() - self._start)

    def seconds(self) -> Seconds:
        return Seconds(**self._laps, total=time.perf_counter() - self._start)
