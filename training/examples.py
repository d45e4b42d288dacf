"""Training examples: a question, the sentences that evidence selection found, and the right answer."""

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from evaluation.corpus import COLLECTION, library_folder
from evaluation.dataset import Dataset, Question
from rag import evidence
from rag.models.embedder import Embedder
from rag.reader import Reader
from rag.retriever import Retriever
from rag.settings import Settings
from rag.store.library import Library
from rag.values import Evidence

NONE = " none"


@dataclass(frozen=True, slots=True)
class Example:
    """`gold` is (sentence index, start, end) of the answer, None where the sentences do not hold it.

    `group` names the article that the question is about: no article is both trained on and measured.
    `distractor` is the best sentence of another document, "" where none was found. `scores` in [0, 1]
    are those of evidence selection, sentence by sentence.
    """

    id: str
    question: str
    sentences: tuple[str, ...]
    gold: tuple[int, int, int] | None
    answers: tuple[str, ...]
    answerable: bool
    group: str
    distractor: str = ""
    scores: tuple[float, ...] = ()

    def prompt(self) -> str:
        return Reader.prompt(self.question, self.sentences)

    def target(self) -> str:
        """What the model is to say: " [2] the words", or " none"."""
        if self.gold is None:
            return NONE
        index, start, end = self.gold
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
        foreign = evidence.select(question.text, others[:2], embedder, 1)
        if found:
            yield _example(question, found, foreign[0].text if foreign else "")


def _example(question: Question, found: Sequence[Evidence], distractor: str) -> Example:
    texts = tuple(_line(sentence.text) for sentence in found)
    gold = next(
        (
            (index, text.index(answer), text.index(answer) + len(answer))
            for index, (sentence, text) in enumerate(zip(found, texts, strict=True))
            for answer in map(_line, _gold_answers(question, sentence))
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
        distractor=_line(distractor),
        scores=tuple(sentence.score for sentence in found),
    )


def _gold_answers(question: Question, sentence: Evidence) -> Iterator[str]:
    """The gold spans that lie in the sentence, shortest first: crisp answers are the better teacher."""
    inside = [s for s in question.gold.spans if sentence.start <= s.start and s.end <= sentence.end]
    for span in sorted(inside, key=lambda s: s.end - s.start):
        yield sentence.text[span.start - sentence.start : span.end - sentence.start]


def varied(example: Example, share: float, generator: random.Random) -> Example:
    """The example with its sentences shuffled and, for a `share` of them, one replaced by the distractor."""
    order = list(range(len(example.sentences)))
    texts = list(example.sentences)
    spare = [index for index in order if example.gold is None or index != example.gold[0]]
    if example.distractor and spare and generator.random() < share:
        texts[generator.choice(spare)] = example.distractor
    generator.shuffle(order)
    gold = example.gold and (order.index(example.gold[0]), *example.gold[1:])
    return replace(example, sentences=tuple(texts[index] for index in order), gold=gold, scores=())


def group_of(question: Question) -> str:
    """The article that the question is about."""
    return question.context.split("#")[0]


def held_out(questions: Iterable[Question], answerable: int = 300, most: int = 800) -> frozenset[str]:
    """The groups kept for measuring: by a hash of their name, until they hold enough questions.

    Never more than a third of the groups, so that a small set of one's own has something to train on.
    """
    sizes: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for question in questions:
        sizes[group_of(question)] += 1
        right[group_of(question)] += bool(question.gold.answerable)
    kept: set[str] = set()
    for group in sorted(sizes, key=lambda name: hashlib.sha256(name.encode()).hexdigest()):
        enough = sum(right[g] for g in kept) >= answerable or len(kept) >= len(sizes) // 3
        if not enough and sum(sizes[g] for g in kept) + sizes[group] <= most:
            kept.add(group)
    return frozenset(kept)


def _line(text: str) -> str:
    return " ".join(text.split())
