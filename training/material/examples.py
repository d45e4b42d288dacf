"""Training examples: a question, the sentences that evidence selection found, and the right answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.bench.corpus import COLLECTION, library_folder
from evaluation.bench.dataset import Dataset, DatasetQuestion
from rag.evidence import ranking
from rag.models.embedding.embedder import Embedder
from rag.question.question import Question, Scope
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.store.documents.units import Units
from rag.store.library import Library
from rag.values import Evidence, Passage
from rag.writing.reader import Reader
from training.material.documents import group_of

NONE = " none"
# An answer of more than this share of its sentence is an explanation, not a name or a number.
_LONG = 0.7


Place = tuple[int, int, int]
"""The index of a sentence from 0, and the start and end of words in it."""


@dataclass(frozen=True, slots=True)
class TrainingExample:
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
    dataset: Dataset, questions: Iterable[DatasetQuestion], embedder: Embedder, sentences: int
) -> Iterator[TrainingExample]:
    """One example a question of a question set, through the project's own retrieval and selection."""
    for got in retrieved(dataset, questions, embedder):
        asked = Question.of(got.question.text)
        found = ranking.select(asked, got.own, got.units, embedder, sentences)
        elsewhere = [passage for passage in got.others if passage.document != got.question.context]
        foreign = ranking.select(asked, elsewhere[:2], got.units, embedder, sentences)
        if found:
            yield _example(got.question, found, [sentence.text for sentence in foreign])


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A question with the passages that retrieval finds in its own document and in all of them, and where their units
    are kept."""

    question: DatasetQuestion
    own: list[Passage]
    others: list[Passage]
    units: Units


def retrieved(
    dataset: Dataset, questions: Iterable[DatasetQuestion], embedder: Embedder
) -> Iterator[Retrieved]:
    """What retrieval finds for each question."""
    settings = Settings()
    place = library_folder(dataset, embedder, settings.ingestion.chunk_tokens, lambda *_: None)
    library = Library.open(place)
    retriever = Retriever(library.search, embedder, settings.retrieval)
    keys = {document.name: document.id for document in library.documents(COLLECTION)}
    for question in questions:
        own = frozenset({keys[question.context]})
        in_own, in_all = (Question.of(question.text, Scope(COLLECTION, where)) for where in (own, None))
        found = retriever.retrieve(in_own), retriever.retrieve(in_all)
        yield Retrieved(question, *found, library.units)


def from_json(values: Mapping[str, Any]) -> TrainingExample:
    """The example of which `training.material.lines` kept the fields."""
    fields: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
    return TrainingExample(**fields)


def _example(question: DatasetQuestion, found: Sequence[Evidence], foreign: Sequence[str]) -> TrainingExample:
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
    return TrainingExample(
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


def _gold_words(question: DatasetQuestion, sentence: Evidence) -> Iterator[str]:
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
