"""What the judge learns from: questions with sentences that answer them and sentences that do not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.bench.dataset import Dataset, DatasetQuestion
from rag.evidence.judge import lead
from rag.evidence.ranking import select
from rag.models.embedding.embedder import Embedder
from rag.question.question import Question
from rag.values import Evidence, Passage
from training.material.documents import group_of
from training.material.examples import retrieved

_SELECTED = 12


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and in `lead` what it goes on from (see `rag.evidence.judge.lead`)."""

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


def judgements(
    dataset: Dataset, questions: Iterable[DatasetQuestion], embedder: Embedder
) -> Iterator[Judgement]:
    """One a question, through the project's own retrieval and selection. None where selection misses the answer."""
    for got in retrieved(dataset, questions, embedder):
        question = got.question
        asked = Question.of(question.text)
        here = select(asked, got.own, got.units, embedder, _SELECTED)
        everywhere = select(asked, got.others, got.units, embedder, _SELECTED)
        wrong = [sentence for sentence in here if not _may_answer(question, sentence)]
        foreign = [
            sentence
            for sentence in everywhere
            if sentence.document != question.context and not _may_answer(question, sentence)
        ]
        judged = Judgement(
            question.text,
            group_of(question),
            _led([sentence for sentence in here if _answers(question, sentence)], got.own),
            _led(wrong, got.own),
            _led(foreign, got.others),
        )
        if (judged.right and (wrong or foreign)) or (wrong and not question.gold.answerable):
            yield judged


def _led(found: Sequence[Evidence], passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    return tuple(Sentence(" ".join(sentence.text.split()), lead(sentence, passages)) for sentence in found)


def _answers(question: DatasetQuestion, sentence: Evidence) -> bool:
    """Whether it holds the gold words where they are known to stand."""
    return any(
        span.document == sentence.document and span.start < sentence.end and sentence.start < span.end
        for span in question.gold.spans
    )


def _may_answer(question: DatasetQuestion, sentence: Evidence) -> bool:
    return _answers(question, sentence) or any(answer in sentence.text for answer in question.gold.answers)


def from_json(values: Mapping[str, Any]) -> Judgement:
    """The judgement of which `training.material.lines` kept the fields."""
    sentences = {
        part: tuple(Sentence(**sentence) for sentence in values[part])
        for part in ("right", "wrong", "foreign")
    }
    return Judgement(values["question"], values["group"], **sentences)
