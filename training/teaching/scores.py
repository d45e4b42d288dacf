"""How well a reader reads: short answers, sentences and abstention on examples never trained on."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from evaluation.metrics.answer import exact_match, token_f1
from evaluation.metrics.intervals import mean
from rag.evidence.judge import Judge
from rag.question.question import Question
from rag.values import Evidence, SpanReading
from rag.writing.reader import Reader
from training.material.examples import TrainingExample


@dataclass(frozen=True, slots=True)
class Read:
    """An example with what the reader made of it: its answer, and its least doubt of a sentence alone."""

    example: TrainingExample
    reading: SpanReading
    doubt: float


def read_all(
    judge: Judge,
    reader: Reader,
    examples: Sequence[TrainingExample],
    progress: Callable[[int, int], None] = lambda a, b: None,
) -> list[Read]:
    """Every example read, sentences in the order of selection and with its scores, no distractors."""
    found = []
    for done, example in enumerate(examples, start=1):
        scores = example.scores or (0.5,) * len(example.sentences)
        evidence = [
            Evidence(1, 1, example.group, 1, 0, len(text), text, score, rank)
            for rank, (text, score) in enumerate(zip(example.sentences, scores, strict=True), start=1)
        ]
        question = Question.of(example.question)
        doubt = min(judge.doubts(question, evidence, ()))
        found.append(Read(example, reader.read(question, evidence), doubt))
        progress(done, len(examples))
    return found


def report(reads: Sequence[Read], seed: int = 0) -> dict[str, Any]:
    """Means with 95% bootstrap intervals. Short answers are forced: the reader always gives one.

    `balanced_accuracy` is at the threshold on the doubt that is best here, so it flatters a little.
    """
    answerable = [read for read in reads if read.example.answerable]
    texts = [(read.reading.text, read.example.answers) for read in answerable]
    located = [read for read in answerable if read.example.gold is not None]
    sentence = [float(read.reading.sentence == read.example.gold[0]) for read in located if read.example.gold]
    truth = np.array([read.example.answerable for read in reads])
    doubt = np.array([read.doubt for read in reads])
    return {
        "questions": len(reads),
        "answerable": len(answerable),
        "f1": _mean([token_f1(text, gold) for text, gold in texts], seed),
        "exact_match": _mean([exact_match(text, gold) for text, gold in texts], seed),
        "sentence_right": _mean(sentence, seed),
        "auc": area(truth, -doubt),
        **_best_threshold(truth, doubt),
    }


def _mean(values: Sequence[float | None], seed: int) -> dict[str, float] | None:
    found = mean(values, seed)
    return None if found is None else asdict(found)


def area(truth: np.ndarray, score: np.ndarray) -> float | None:
    """The area under the ROC curve: the chance that an answerable question scores higher (ties: half)."""
    yes, no = score[truth], score[~truth]
    if not len(yes) or not len(no):
        return None
    wins = (yes[:, None] > no[None, :]).mean() + 0.5 * (yes[:, None] == no[None, :]).mean()
    return float(wins)


def _best_threshold(truth: np.ndarray, doubt: np.ndarray) -> dict[str, float | None]:
    if truth.all() or not truth.any():
        return {"balanced_accuracy": None, "threshold": None}
    cuts = np.quantile(doubt, np.linspace(0, 1, 101))
    accuracies = [((doubt[truth] <= cut).mean() + (doubt[~truth] > cut).mean()) / 2 for cut in cuts]
    best = int(np.argmax(accuracies))
    return {"balanced_accuracy": float(accuracies[best]), "threshold": float(cuts[best])}
