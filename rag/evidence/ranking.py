"""Evidence: the sentences of the retrieved passages that most probably answer the question.

A sentence's score is a logistic regression over a few features of meaning, words, kind and place.
The coefficients are in `data/ranking.json`, written by `benchmarks/fit_evidence.py`.
"""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from rag.evidence.candidates import Candidate, candidates
from rag.evidence.similarity import Likeness, likenesses
from rag.language.layout import prose_odds
from rag.language.words import Word, content_words, is_function_word, words
from rag.models.embedding.encoder import Encoder
from rag.question.answer_type import AnswerType, kind_of, spans_of
from rag.question.form import asks_yes_or_no, explanation_odds
from rag.values import Evidence, Passage

# Encoding is most of the time that evidence takes, so only the sentences that share most with the
# question, and the longer ones of the best passages, get as far as the embedder. Of 32 that shared most, up to a third
# of the sentences that answer were not among them, where students ask in other words than the course.
_ENCODED = 64
_WORDS, _LENGTH = 0.25, 0.15
_NAMED = (AnswerType.PERSON, AnswerType.PLACE, AnswerType.NAME)
_WITH_FORM = (AnswerType.DATE, AnswerType.NUMBER, *_NAMED)
_QUESTION_MARKS = ("?", "？", "؟")
# Measured on two courses, clapnq and squad2_half: by how much the judge's log-odds count beside a sentence's.
_DOUBT = 1.0
# Headings, mostly, also those in the running text ("Precision and recall. ..."). Set by hand: in squad2_half and clapnq
# no such sentence was among the first five.
_NOTHING_NEW = -3.0
_MODEL = json.loads((Path(__file__).parent / "data" / "ranking.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the evidence sees it: its content words, their terms, its names, its kind."""

    words: tuple[Word, ...]
    terms: frozenset[str]
    names: frozenset[str]
    kind: AnswerType

    @classmethod
    def of(cls, question: str) -> "Asked":
        found = tuple(content_words(question))
        names = {w.term for w in found if w.text[0].isdigit() or (w.text[0].isupper() and w.start > 0)}
        return cls(found, frozenset(w.term for w in found), frozenset(names), kind_of(question))


def select(question: str, passages: Sequence[Passage], embedder: Encoder, limit: int) -> list[Evidence]:
    """The `limit` best sentences of `passages`, best first. Scores in [0, 1]."""
    asked = Asked.of(question)
    found = candidates(passages)
    weights = term_weights(asked, found)
    found = most_promising(asked, found, weights)
    if not found:
        return []
    alike = likenesses(question, found, embedder)
    scores = [
        probability(
            features(asked, candidate, likeness, weights),
            odds_by_hand(question, asked, candidate.text, candidate.text_before),
        )
        for candidate, likeness in zip(found, alike, strict=True)
    ]
    order = sorted(range(len(found)), key=lambda i: (-scores[i], found[i].passage.rank, found[i].start))
    return [
        _evidence(asked, found[index], scores[index], alike[index].alone, rank)
        for rank, index in enumerate(order[:limit], start=1)
    ]


def doubted(score: float, doubt: float) -> float:
    """The score in [0, 1] of a sentence of which the judge doubts by `doubt` in [0, 1] that it answers."""
    return 1 / (1 + math.exp(_DOUBT * log_odds(doubt) - log_odds(score)))


def reordered(found: Sequence[Evidence], doubts: Sequence[float]) -> tuple[Evidence, ...]:
    """The sentences in the order of their scores and the judge's `doubts` of them, one each; best first."""
    scores = [doubted(sentence.score, doubt) for sentence, doubt in zip(found, doubts, strict=True)]
    order = sorted(range(len(found)), key=lambda index: (-scores[index], index))
    return tuple(
        replace(found[index], score=scores[index], rank=rank) for rank, index in enumerate(order, start=1)
    )


def lead(sentence: Evidence, passages: Sequence[Passage]) -> str:
    """What a sentence goes on from, on one line: what stands before it in its passage, else the passage's heading;
    "" where there is neither, or its passage is not given. "It" and "the method" are understood by it."""
    passage = next((passage for passage in passages if passage.rank == sentence.passage_rank), None)
    if passage is None:
        return ""
    before = passage.text[: sentence.start - passage.start]
    return " ".join(before.split()) or " ".join(passage.header.split())


def log_odds(probability: float) -> float:
    """The logarithm of p / (1 - p), for probabilities kept away from 0 and 1."""
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(clipped / (1 - clipped))


def term_weights(asked: Asked, found: Sequence[Candidate]) -> dict[str, float]:
    """The inverse document frequency of the question's terms among the candidate sentences."""
    counts = Counter(term for candidate in found for term in candidate.terms & asked.terms)
    return {
        term: math.log(1 + (len(found) - counts[term] + 0.5) / (counts[term] + 0.5)) for term in asked.terms
    }


def features(
    asked: Asked, candidate: Candidate, likeness: Likeness, weights: Mapping[str, float]
) -> dict[str, float]:
    """The features of a sentence, by the names that `data/ranking.json` gives coefficients for."""
    answering = answering_spans(asked, candidate.text)
    has_form = asked.kind in _WITH_FORM
    return {
        "cosine": likeness.alone,
        "cosine_before": likeness.before,
        "cosine_together": likeness.together,
        "cosine_heading": likeness.heading,
        "coverage": _covered(asked, candidate.terms, weights),
        "coverage_near": _covered(asked, candidate.near, weights),
        "shared": len(asked.terms & candidate.terms) / max(1, len(asked.terms)),
        "names": len(asked.names & candidate.near) / len(asked.names) if asked.names else 1.0,
        "has_kind": float(has_form and bool(answering)),
        "lacks_kind": float(has_form and not answering),
        "length": math.log(1 + len(candidate.terms)),
        "passage": candidate.passage.score,
        "dense": candidate.passage.dense or 0.0,
        "first": float(candidate.before is None),
        "question": float(candidate.text.rstrip().endswith(_QUESTION_MARKS)),
    }


def answering_spans(asked: Asked, text: str) -> list[tuple[int, int]]:
    """Spans of `text` of the kind asked for that the question does not hold already.

    A word of grammar is no name, though it begins a sentence with a capital.
    """
    found = []
    for start, end in spans_of(asked.kind, text):
        held = words(text[start:end])
        grammar = asked.kind in _NAMED and all(is_function_word(word.text) for word in held)
        if not grammar and not {word.term for word in held} <= asked.terms:
            found.append((start, end))
    return found


def odds_by_hand(question: str, asked: Asked, text: str, before: str = "") -> float:
    """The log-odds of what the coefficients do not know: prose answers, an explanation explains, and who says
    nothing but the question's own words does not answer it, unless yes or no would do."""
    total = prose_odds(text) + explanation_odds(question, asked.terms, text, before)
    if not asks_yes_or_no(question) and {word.term for word in content_words(text)} <= asked.terms:
        total += _NOTHING_NEW
    return total


def probability(values: Mapping[str, float], by_hand: float = 0.0) -> float:
    """The logistic regression: the probability in [0, 1] that the sentence answers."""
    coefficients = _MODEL["coefficients"]
    total = by_hand + _MODEL["intercept"] + sum(coefficients[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-float(np.clip(total, -30, 30))))


def most_promising(asked: Asked, found: Sequence[Candidate], weights: Mapping[str, float]) -> list[Candidate]:
    """Those worth encoding, best first."""

    def promise(candidate: Candidate) -> float:
        words = _WORDS * _covered(asked, candidate.near, weights)
        return words + _LENGTH * math.log(1 + len(candidate.terms)) + candidate.passage.score

    return sorted(found, key=lambda c: (-promise(c), c.passage.rank, c.start))[:_ENCODED]


def _covered(asked: Asked, terms: frozenset[str], weights: Mapping[str, float]) -> float:
    """The share in [0, 1] of the question's terms, by weight, that are among `terms`."""
    return sum(weights[term] for term in asked.terms & terms) / (sum(weights.values()) or 1.0)


def _evidence(asked: Asked, candidate: Candidate, score: float, cosine: float, rank: int) -> Evidence:
    passage, text = candidate.passage, candidate.text
    shared = [(word.start, word.end) for word in content_words(text) if word.term in asked.terms]
    return Evidence(
        passage_rank=passage.rank,
        document_id=passage.document_id,
        document=passage.document,
        page=passage.page,
        start=passage.start + candidate.start,
        end=passage.start + candidate.end,
        text=text,
        score=score,
        rank=rank,
        cosine=cosine,
        marks=_merged([*shared, *answering_spans(asked, text)]),
    )


def _merged(found: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, with those that touch or overlap joined."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
