"""Training examples: a question, the sentences that evidence selection found, and the right answer."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evaluation.corpus import COLLECTION, library_folder
from evaluation.dataset import Dataset, Question
from rag import evidence
from rag.models.embedder import Embedder
from rag.reader import Reader
from rag.retriever import Retriever
from rag.settings import Settings
from rag.store.library import Library
from rag.values import Evidence
from training.documents import group_of

NONE = " none"
# An answer of more than this share of its sentence is an explanation, not a name or a number.
_LONG = 0.7


Place = tuple[int, int, int]
"""The index of a sentence from 0, and the start and end of words in it."""


@dataclass(frozen=True, slots=True)
class Example:
    """`gold` is where the answer stands, None where the sentences do not hold it.

    `group` names the article that the question is about: no article is both trained on and measured.
    `distractors` are the best sentences of other documents, best first. `scores` in [0, 1] are those of
    evidence selection, sentence by sentence. `long` answers are whole sentences, told by number alone.
    """

    id: str
    question: str
    sentences: tuple[str, ...]
    gold: Place | None
    answers: tuple[str, ...]
    answerable: bool
    group: str
    distractors: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()
    long: bool = False

    def prompt(self) -> str:
        return Reader.prompt(self.question, self.sentences)

    def target(self) -> str:
        """What the model is to say: " [2] the words" (" [2]" where they are the sentence), or " none"."""
        if self.gold is None:
            return NONE
        index, start, end = self.gold
        if self.long:
            return f" [{index + 1}]"
        return f" [{index + 1}] {self.sentences[index][start:end]}"


def build(
    dataset: Dataset, questions: Iterable[Question], embedder: Embedder, sentences: int
) -> Iterator[Example]:
    """One example a question of a question set, through the project's own retrieval and selection."""
    settings = Settings()
    place = library_folder(dataset, embedder, settings.ingestion.chunk_tokens, lambda *_: None)
    library = Library.open(place)
    retriever = Retriever(library.search, embedder, settings.retrieval)
    keys = {document.name: document.id for document in library.documents(COLLECTION)}
    for question in questions:
        own = keys[question.context]
        passages = retriever.retrieve(question.text, COLLECTION, frozenset({own}))
        found = evidence.select(question.text, passages, embedder, sentences)
        others = [p for p in retriever.retrieve(question.text, COLLECTION) if p.document_id != own]
        foreign = evidence.select(question.text, others[:2], embedder, sentences)
        if found:
            yield _example(question, found, [sentence.text for sentence in foreign])


def write(path: Path, examples: Sequence[Example]) -> None:
    """Keep examples, a JSON line each: making them anew takes minutes."""
    lines = (json.dumps(asdict(example), ensure_ascii=False) + "\n" for example in examples)
    temporary = path.with_suffix(".new")
    temporary.write_text("".join(lines), encoding="utf-8")
    os.replace(temporary, path)


def read(path: Path) -> list[Example]:
    """The examples that `write` kept."""
    return [_from_json(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _from_json(values: Mapping[str, Any]) -> Example:
    fields: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
    return Example(**fields)


def _example(question: Question, found: Sequence[Evidence], foreign: Sequence[str]) -> Example:
    texts = tuple(_line(sentence.text) for sentence in found)
    gold = next(
        (
            (index, text.index(answer), text.index(answer) + len(answer))
            for index, (sentence, text) in enumerate(zip(found, texts, strict=True))
            for answer in map(_line, _gold_words(question, sentence))
            if answer in text
        ),
        None,
    )
    return Example(
        id=question.id,
        question=question.text,
        sentences=texts,
        gold=gold,
        answers=question.gold.answers,
        answerable=bool(question.gold.answerable),
        group=group_of(question),
        distractors=tuple(_line(text) for text in foreign),
        scores=tuple(sentence.score for sentence in found),
        long=gold is not None and gold[2] - gold[1] > _LONG * len(texts[gold[0]]),
    )


def _gold_words(question: Question, sentence: Evidence) -> Iterator[str]:
    """What of the gold spans lies in the sentence, shortest first: crisp answers are the better teacher."""
    inside = {
        (max(span.start, sentence.start), min(span.end, sentence.end))
        for span in question.gold.spans
        if span.start < sentence.end and sentence.start < span.end
    }
    for start, end in sorted(inside, key=lambda place: (place[1] - place[0], place)):
        yield sentence.text[start - sentence.start : end - sentence.start]


def _line(text: str) -> str:
    return " ".join(text.split())
