"""What the judge learns from: questions with sentences that answer them and sentences that do not."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from evaluation.corpus import COLLECTION, library_folder
from evaluation.dataset import Dataset, Question
from rag import evidence
from rag.models.embedder import Embedder
from rag.retriever import Retriever
from rag.settings import Settings
from rag.store.library import Library
from rag.values import Evidence, Passage
from training.documents import group_of

_SELECTED = 12


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and in `lead` what it goes on from (see `rag.evidence.lead`)."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`right` sentences answer the question, `wrong` and `foreign` ones do not: of its own document, and of others; one
    of them at least. Where none is right the document has no answer. The likeliest come first. `group`
    names the article.
    """

    question: str
    group: str
    right: tuple[Sentence, ...] = ()
    wrong: tuple[Sentence, ...] = ()
    foreign: tuple[Sentence, ...] = ()


def judgements(dataset: Dataset, questions: Iterable[Question], embedder: Embedder) -> Iterator[Judgement]:
    """One a question, through the project's own retrieval and selection. None where selection misses the answer."""
    settings = Settings()
    library = Library.open(
        library_folder(dataset, embedder, settings.ingestion.chunk_tokens, lambda *_: None)
    )
    retriever = Retriever(library.search, embedder, settings.retrieval)
    keys = {document.name: document.id for document in library.documents(COLLECTION)}
    for question in questions:
        own = keys[question.context]
        here = retriever.retrieve(question.text, COLLECTION, frozenset({own}))
        everywhere = retriever.retrieve(question.text, COLLECTION)
        found = evidence.select(question.text, here, embedder, _SELECTED)
        others = evidence.select(question.text, everywhere, embedder, _SELECTED)
        judged = _judged(
            question,
            [(sentence, here) for sentence in found],
            [(sentence, everywhere) for sentence in others if sentence.document_id != own],
        )
        if (judged.right and (judged.wrong or judged.foreign)) or (
            judged.wrong and not question.gold.answerable
        ):
            yield judged


def _judged(
    question: Question,
    own: Sequence[tuple[Evidence, Sequence[Passage]]],
    foreign: Sequence[tuple[Evidence, Sequence[Passage]]],
) -> Judgement:
    def kept(found: Sequence[tuple[Evidence, Sequence[Passage]]], right: bool) -> tuple[Sentence, ...]:
        return tuple(
            Sentence(" ".join(sentence.text.split()), evidence.lead(sentence, passages))
            for sentence, passages in found
            if (_answers(question, sentence) if right else not _may_answer(question, sentence))
        )

    return Judgement(
        question.text, group_of(question), kept(own, True), kept(own, False), kept(foreign, False)
    )


def _answers(question: Question, sentence: Evidence) -> bool:
    """Whether it holds the gold words where they are known to stand."""
    return any(
        span.document == sentence.document and span.start < sentence.end and sentence.start < span.end
        for span in question.gold.spans
    )


def _may_answer(question: Question, sentence: Evidence) -> bool:
    return _answers(question, sentence) or any(answer in sentence.text for answer in question.gold.answers)


def write(path: Path, found: Iterable[Judgement]) -> None:
    """Keep them, a JSON line each, all or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    with temporary.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(judged), ensure_ascii=False) + "\n" for judged in found)
    os.replace(temporary, path)


def read(path: Path) -> list[Judgement]:
    """What `write` kept."""
    return [_from_json(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _from_json(line: str) -> Judgement:
    values = json.loads(line)
    sentences = {
        part: tuple(Sentence(**sentence) for sentence in values[part])
        for part in ("right", "wrong", "foreign")
    }
    return Judgement(values["question"], values["group"], **sentences)
