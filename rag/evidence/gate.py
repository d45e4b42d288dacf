"""The gate: does the evidence answer the question, or does the material not say?

A logistic regression over what retrieval, the evidence and (where there is one) the judge know.
The coefficients are in `data/gate.json`, written by `benchmarks/fitting/fit_gate.py`; the threshold is the
setting `answering.threshold`. A short document on its own is retrieved whole, whatever the question is. Its
similarity to the question says little then, and the judge counts more; so there are two sets of coefficients, for
few passages and for many.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rag.common.probability import log_odds, sigmoid
from rag.evidence.definitions import says_what_it_is
from rag.evidence.judge import doubted
from rag.language.words import words
from rag.question.question import Question
from rag.values import Evidence, Passage, Task

_MODELS = json.loads((Path(__file__).parent / "data" / "gate.json").read_text(encoding="utf-8"))

# Log-odds set by hand for a definition of what is to be defined, of which the reader was taught little: in
# squad2_half all seven questions are answerable whose own document has one, of 45 that ask for one.
_DEFINED = 2.0

# What is explained, compared, listed or summed up is set out in several units, each word for word, of which the judge
# doubts more than of a fact. Of the 81 questions of longform 13 that the course answers lay between this share of the
# threshold and the threshold, and one that it does not, which names what is not there.
_AT_LENGTH = 0.5
LONG = frozenset({Task.EXPLAIN, Task.COMPARE, Task.LIST, Task.SUMMARISE})

SCOPES = FEW, MANY = "few", "many"
_NEAR = 5  # sentences
_FEW_TERMS = 4  # of a question that each of them tells what it is about
_SHOWN = 3  # sentences and passages that the words of a question are looked for in
_FEW = 6
"""Passages up to which nothing was chosen among them."""


def confidence(
    question: Question,
    evidence: Sequence[Evidence],
    passages: Sequence[Passage],
    doubts: Sequence[float] = (),
) -> float:
    """The probability in [0, 1] that `evidence`, best first, answers `question`; 0 without evidence.

    `doubts` in [0, 1] are the judge's, one a sentence, or none where there is no judge.
    """
    if not evidence:
        return 0.0
    values = features(question, evidence, passages, doubts)
    odds = _score(_MODELS[scope(passages) if doubts else "retrieval"], values)
    if says_what_it_is(question, evidence[0].text):
        odds += _DEFINED
    return sigmoid(odds)


def passes(
    question: Question,
    confidence: float,
    threshold: float,
    evidence: Sequence[Evidence],
    passages: Sequence[Passage],
) -> bool:
    """Whether `evidence` of that `confidence` is answered with, where a fact needs the `threshold`.

    What is answered at length needs less, if each name and number of the question is in what was found, and of a few
    words each.
    """
    if not evidence or confidence >= threshold or question.task not in LONG:
        return bool(evidence) and confidence >= threshold
    if confidence < threshold * _AT_LENGTH or missing_names(question, evidence, passages):
        return False
    return len(question.terms) > _FEW_TERMS or question.terms <= _terms_of(passages)


def _terms_of(passages: Sequence[Passage]) -> set[str]:
    return {word.term for passage in passages for word in words(f"{passage.header} {passage.text}")}


def missing_names(
    question: Question, evidence: Sequence[Evidence], passages: Sequence[Passage]
) -> frozenset[str]:
    """The names and numbers of the question that are in none of the best sentences and passages."""
    shown = [sentence.text for sentence in evidence[:_SHOWN]]
    shown += [passage.text + passage.header for passage in passages[:_SHOWN]]
    return question.names - {word.term for text in shown for word in words(text)}


def scope(passages: Sequence[Passage]) -> str:
    """Which of the models judges: by whether `passages` were chosen among many, or are all there is."""
    return FEW if len(passages) <= _FEW else MANY


def features(
    question: Question,
    evidence: Sequence[Evidence],
    passages: Sequence[Passage],
    doubts: Sequence[float] = (),
) -> Mapping[str, float]:
    """What the gate looks at, by the names that `data/gate.json` gives coefficients for."""
    values = {
        "best": log_odds(evidence[0].score),
        "missing_names": float(min(2, len(missing_names(question, evidence, passages)))),
        # Sentences that answer are about as alike to their question in every collection; passages are not.
        "sentence": max(sentence.cosine for sentence in evidence[:_NEAR]),
        "dense": max((passage.dense or 0.0 for passage in passages), default=0.0),
    }
    if doubts:
        values["without_judge"] = _score(_MODELS["retrieval"], values)
        values["doubt"] = log_odds(_doubt_of_likeliest(evidence, doubts))
    return values


def _doubt_of_likeliest(evidence: Sequence[Evidence], doubts: Sequence[float]) -> float:
    """The judge's doubt of the sentence that answers most probably, by its score and that doubt."""
    _, doubt = max(
        zip(evidence, doubts, strict=True), key=lambda sentence: doubted(sentence[0].score, sentence[1])
    )
    return doubt


def _score(model: Mapping[str, Any], values: Mapping[str, float]) -> float:
    """The log-odds of the logistic regression, kept within what `exp` can bear."""
    weights = model["coefficients"].items()
    total = model["intercept"] + sum(weight * values[name] for name, weight in weights)
    return float(max(-30.0, min(30.0, total)))
