"""The bench: a question set asked of the same Assistant that students use, and of the plain pipeline.

Streets: `whole` asks over the whole corpus; `context` asks with only the question's own document to be
found, which is where "unanswerable" was judged; `plain` is the usual LangChain pipeline over the whole corpus.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from langchain_core.language_models import BaseChatModel

from evaluation.bench.baseline import PlainPipeline
from evaluation.bench.corpus import COLLECTION, Progress, library_folder
from evaluation.bench.dataset import Dataset, DatasetQuestion, sample
from evaluation.bench.quotes import exact_quotes
from evaluation.runs.figures import figures
from evaluation.runs.outcome import Grade, outcome
from evaluation.runs.scoring import Scores, citations_of, retrieval_scores, score
from evaluation.runs.summary import Block, means, seconds, silence, verdicts
from rag.assistant import Assistant
from rag.models.embedding.embedder import Embedder
from rag.question.question import Scope
from rag.question.understanding import understand
from rag.retrieval.retriever import Retriever
from rag.settings import MOST_PASSAGES, Settings
from rag.store.library import Library
from rag.values import Answer, Citation, Outcome


@dataclass(frozen=True, slots=True)
class Options:
    """`context` is None for both streets where the question set has contexts, True for that alone,
    False for the whole corpus alone. `limit` is None for all questions."""

    limit: int | None = None
    retrieval_only: bool = False
    context: bool | None = None
    baseline: bool = False
    fresh: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Parts:
    """What the bench is run with: `open_assistant` opens the street over a library's folder, as the app
    does; `generator` is for the plain pipeline, None where that is not measured."""

    embedder: Embedder
    settings: Settings
    open_assistant: Callable[[Path, Settings], Assistant]
    generator: BaseChatModel | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with what a street made of it."""

    question: DatasetQuestion
    answer: Answer
    citations: tuple[Citation, ...]
    scores: Scores


Ask = Callable[[DatasetQuestion], tuple[Answer, Sequence[Citation]]]


def bench(
    dataset: Dataset, parts: Parts, options: Options, progress: Progress
) -> tuple[Block, dict[str, list[Answered]]]:
    """Measure a question set. Returns the report, ready for JSON, and what each street answered."""
    started = time.perf_counter()
    questions = sample(dataset.questions, options.limit, options.seed)
    tokens = parts.settings.ingestion.chunk_tokens
    folder = library_folder(dataset, parts.embedder, tokens, progress, options.fresh)
    indexed = time.perf_counter() - started
    assistant = parts.open_assistant(folder, parts.settings)
    library = assistant.library
    try:
        report = _heading(dataset, questions, library, parts, options)
        report["indexing_seconds"] = indexed
        report["retrieval"] = _retrieval(questions, library, parts, options.seed, progress)
        asked: dict[str, list[Answered]] = {}
        if not options.retrieval_only:
            for name, ask, about in _streets(dataset, questions, assistant, parts, options):
                asked[name] = list(_walk(name, ask, about, progress))
            report["streets"] = {name: _block(rows, options.seed) for name, rows in asked.items()}
            for name in asked.keys() - {"plain"}:
                report["streets"][name]["quote_exact"] = _quotes(library, asked[name])
            if "plain" in asked:
                report["streets"]["plain"]["retrieval"] = _found(asked["plain"], options.seed)
        report["wall_seconds"] = time.perf_counter() - started
        return report, asked
    finally:
        library.close()


def _heading(
    dataset: Dataset, questions: Sequence[DatasetQuestion], library: Library, parts: Parts, options: Options
) -> Block:
    return {
        "dataset": dataset.name,
        "corpus_hash": dataset.corpus_hash,
        "documents": len(dataset.texts),
        "chunks": sum(collection.chunks for collection in library.collections()),
        "questions": len(questions),
        "answerable": sum(question.gold.answerable is True for question in questions),
        "of_questions": len(dataset.questions),
        "options": asdict(options),
        "settings": parts.settings.model_dump(),
        "embedder": parts.embedder.fingerprint,
    }


def _retrieval(
    questions: Sequence[DatasetQuestion], library: Library, parts: Parts, seed: int, progress: Progress
) -> Block:
    """Rankings as the street makes them, but longer than what it keeps, so that recall@10 is measured."""
    settings = parts.settings.retrieval
    wanted = [question for question in questions if question.gold.documents]
    asked = [understand(question.text, question.history, Scope(COLLECTION)) for question in wanted]
    longer = settings.changed(top_k=min(MOST_PASSAGES, settings.pool))
    retriever = Retriever(library.search, parts.embedder, longer)
    scores = []
    for done, (question, one) in enumerate(zip(wanted, asked, strict=True), 1):
        passages = retriever.retrieve(one)
        scores.append(retrieval_scores(question.gold, passages))
        progress("retrieval", done, len(wanted))
    return means(scores, seed)


def _streets(
    dataset: Dataset,
    questions: Sequence[DatasetQuestion],
    assistant: Assistant,
    parts: Parts,
    options: Options,
) -> Iterator[tuple[str, Ask, Sequence[DatasetQuestion]]]:
    keys = {document.name: document.id for document in assistant.library.documents(COLLECTION)}

    def whole(question: DatasetQuestion) -> tuple[Answer, Sequence[Citation]]:
        answer = assistant.answer(question.text, COLLECTION, question.history)
        return answer, citations_of(answer)

    def context(question: DatasetQuestion) -> tuple[Answer, Sequence[Citation]]:
        only = frozenset({keys[question.context]})
        answer = assistant.answer(question.text, COLLECTION, question.history, document_ids=only)
        return answer, citations_of(answer)

    if options.context is not True:
        yield "whole", whole, questions
    placed = [question for question in questions if question.context]
    if placed and options.context is not False:
        yield "context", context, placed
    if options.baseline and parts.generator is not None:
        yield "plain", PlainPipeline(dataset.texts, parts.embedder, parts.generator).ask, questions


def _walk(
    name: str, ask: Ask, questions: Sequence[DatasetQuestion], progress: Progress
) -> Iterator[Answered]:
    for done, question in enumerate(questions, 1):
        answer, citations = ask(question)
        scores = score(question.gold, answer, citations=citations)
        if name == "plain":  # it selects no sentences, so these do not apply
            scores |= dict.fromkeys(("sentence@1", "sentence@3"))
        yield Answered(question, answer, tuple(citations), scores)
        progress(name, done, len(questions))


def _block(rows: Sequence[Answered], seed: int) -> Block:
    answers = [row.answer for row in rows]
    answered = [
        row.scores for row in rows if row.question.gold.answerable and row.answer.outcome is Outcome.ANSWERED
    ]
    grades = [outcome(row.question.gold, row.answer, row.scores) for row in rows]
    return {
        "questions": len(rows),
        "figures": means([figures(row.answer, grade) for row, grade in zip(rows, grades, strict=True)], seed),
        "outcomes": {kind.value: grades.count(kind) for kind in Grade},
        "scores": means([row.scores for row in rows], seed),
        "scores_when_answered": means(answered, seed),
        "abstention": silence((row.question.gold.answerable, row.answer.outcome) for row in rows),
        "verdicts": verdicts(answers),
        "seconds": seconds(answers),
    }


def _quotes(library: Library, rows: Sequence[Answered]) -> Block:
    return exact_quotes(library, [c for row in rows for c in row.citations], [row.answer for row in rows])


def _found(rows: Sequence[Answered], seed: int) -> Block:
    return means([retrieval_scores(row.question.gold, row.answer.passages) for row in rows], seed)
