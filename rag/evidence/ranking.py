"""Evidence: the units of the retrieved passages that most probably answer the question.

A unit's score is a logistic regression over a few features of meaning, words, kind and place.
The coefficients are in `data/ranking.json`, written by `benchmarks/fitting/fit_evidence.py`.
"""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from rag.common.probability import sigmoid
from rag.common.spans import merged
from rag.evidence.candidates import Candidate, UnitSource, candidates
from rag.evidence.definitions import explanation_odds, is_example
from rag.evidence.features.announcing import announces, speaks_of_texts
from rag.evidence.features.sections import named_among_alike
from rag.evidence.features.similarity import Similarity, similarities
from rag.evidence.instructions import is_order
from rag.evidence.kept import evidence_of, says_nothing_new
from rag.language.layout import is_printed, is_question, is_reference, prose_odds
from rag.language.tables import listed
from rag.language.words import content_words, is_function_word, words
from rag.models.embedding.encoder import Encoder
from rag.question.answer_type import AnswerType, spans_of
from rag.question.question import Question
from rag.values import Evidence, Kind, Passage

_LOOKED_AT = 48  # units, of some hundred: the first eight of 100 course questions are the same as of all
# What is no prose and yet answers as well.
_NO_PROSE = frozenset({Kind.ITEM, Kind.ROW, Kind.FIELD, Kind.DEFINITION, Kind.CODE, Kind.FORMULA})
# Set by hand: what stands under a heading answers rather than the heading; a formula, where one is asked for.
_HEADING, _FORMULA, _EXAMPLE = -1.0, 2.5, 1.0
_PRINTED = -1.5  # what a program printed tells a number at most
_NAMED_SECTION = 1.5  # by hand too: of sections with one heading, the one that the question names
_ABOUT = 0.5  # of the words of a question, for what is about the same
_NAMED = (AnswerType.PERSON, AnswerType.PLACE, AnswerType.NAME)
_WITH_FORM = (AnswerType.DATE, AnswerType.NUMBER, *_NAMED)
# Headings, mostly, also those in the running text ("Precision and recall. ..."). Set by hand: in squad2_half and clapnq
# no such sentence was among the first five.
_NOTHING_NEW = -3.0
# An entry of a list of references names what another text is about; it answers who wrote it, when, and where.
_REFERENCE = -3.0
# What only says where something is told: the place that it points at answers. By hand as well.
_ANNOUNCES = -2.0
_OF_REFERENCES = frozenset({AnswerType.DATE, AnswerType.PERSON, AnswerType.NAME, AnswerType.PLACE})
_MODEL = json.loads((Path(__file__).parent / "data" / "ranking.json").read_text(encoding="utf-8"))


def select(
    question: Question, passages: Sequence[Passage], units: UnitSource, encoder: Encoder, limit: int
) -> list[Evidence]:
    """The `limit` best units of `passages`, best first. Scores in [0, 1]."""
    found = [c for c in candidates(passages, units, encoder) if not is_order(question, c.text, c.text_before)]
    weights = term_weights(question, found)
    likely = _likely(found, similarities(question, found, encoder), question, weights)
    found, alike = [candidate for candidate, _ in likely], [similarity for _, similarity in likely]
    named = [_NAMED_SECTION * is_named for is_named in named_among_alike(question, found)]
    scores = [
        probability(
            features(question, candidate, similarity, weights), odds_by_hand(question, candidate) + odds
        )
        for candidate, similarity, odds in zip(found, alike, named, strict=True)
    ]
    order = sorted(range(len(found)), key=lambda i: (-scores[i], found[i].passage.rank, found[i].unit.start))
    best = _distinct(order, found)[:limit]
    return [
        _evidence(question, found[index], scores[index], alike[index].alone, rank)
        for rank, index in enumerate(best, start=1)
    ]


def _likely(
    found: Sequence[Candidate],
    alike: Sequence[Similarity],
    question: Question,
    weights: Mapping[str, float],
) -> list[tuple[Candidate, Similarity]]:
    """Those that may come first by what is cheap to tell: likeness and shared words. The rest is not looked at."""
    known = _MODEL["coefficients"]

    def promise(pair: tuple[Candidate, Similarity]) -> float:
        candidate, similarity = pair
        near = _covered(question, candidate.near, weights)
        meant = known["cosine"] * similarity.alone + known["cosine_together"] * similarity.together
        return float(meant + known["coverage_near"] * near + known["passage"] * candidate.passage.score)

    return sorted(zip(found, alike, strict=True), key=promise, reverse=True)[:_LOOKED_AT]


def _distinct(order: Sequence[int], found: Sequence[Candidate]) -> list[int]:
    """Without sentences that say word for word what a better one says, as copies of a document do."""
    kept: dict[str, int] = {}
    for index in order:
        words = (
            (*found[index].unit.context, found[index].text)
            if found[index].unit.cells
            else (found[index].text,)
        )
        kept.setdefault(" ".join(" ".join(words).casefold().split()), index)
    return list(kept.values())


def term_weights(question: Question, found: Sequence[Candidate]) -> dict[str, float]:
    """The inverse document frequency of the question's terms among the candidate sentences."""
    counts = Counter(term for candidate in found for term in candidate.terms & question.terms)
    return {
        term: math.log(1 + (len(found) - counts[term] + 0.5) / (counts[term] + 0.5))
        for term in question.terms
    }


def features(
    question: Question, candidate: Candidate, similarity: Similarity, weights: Mapping[str, float]
) -> dict[str, float]:
    """The features of a unit, by the names that `data/ranking.json` gives coefficients for."""
    answering = answering_spans(question, candidate.text)
    has_form = question.kind in _WITH_FORM
    return {
        "cosine": similarity.alone,
        "cosine_together": similarity.together,
        "cosine_heading": similarity.heading,
        "coverage": _covered(question, candidate.terms, weights),
        "coverage_near": _covered(question, candidate.near, weights),
        "names": len(question.names & candidate.near) / len(question.names) if question.names else 1.0,
        "lacks_kind": float(has_form and not answering),
        "length": math.log(1 + len(candidate.terms)),
        "passage": candidate.passage.score,
        "dense": candidate.passage.dense or 0.0,
        "question": float(is_question(candidate.text)),
    }


def answering_spans(question: Question, text: str, kind: AnswerType | None = None) -> list[tuple[int, int]]:
    """Spans of `text` of the kind asked for (or of `kind`) that the question does not hold already.

    A word of grammar is no name, though it begins a sentence with a capital.
    """
    found = []
    kind = kind or question.kind
    for start, end in spans_of(kind, text):
        held = words(text[start:end])
        grammar = kind in _NAMED and all(is_function_word(word.text) for word in held)
        if not grammar and not {word.term for word in held} <= question.terms:
            found.append((start, end))
    return found


def odds_by_hand(question: Question, candidate: Candidate) -> float:
    """Log-odds, set by hand, for what the coefficients do not cover.

    Prose is more likely to answer than a heading; an explanation fits a question for one. A sentence that has only
    the words of the question is less likely to answer, unless the question wants yes or no.
    """
    text = candidate.text
    total = explanation_odds(question, text, candidate.text_before)
    asked = question.terms
    if question.example and is_example(text, question.search.language):
        # An example of something else is none.
        total += _EXAMPLE if len(candidate.near & asked) >= _ABOUT * len(asked) else 0.0
    if candidate.unit.kind is Kind.HEADING:
        total += _HEADING
    if candidate.unit.kind is Kind.CODE and question.kind is not AnswerType.NUMBER and is_printed(text):
        total += _PRINTED
    if candidate.unit.kind is Kind.FORMULA and _asks_for_formula(question):
        total += _FORMULA
    if candidate.unit.kind not in _NO_PROSE:
        total += prose_odds(candidate.stored.text)
    if is_reference(text, candidate.unit.context) and question.kind not in _OF_REFERENCES:
        total += _REFERENCE
    if _announces(question, text):
        total += _ANNOUNCES
    if says_nothing_new(question, text, candidate.stored.content):
        total += _NOTHING_NEW
    return total


def _announces(question: Question, text: str) -> bool:
    spoken = question.search.language
    return announces(text, spoken) and not speaks_of_texts(question.search.text, spoken)


def _asks_for_formula(question: Question) -> bool:
    said = {word.text.casefold() for word in question.search.words}
    return not said.isdisjoint(listed("formulas", "asking"))


def probability(values: Mapping[str, float], by_hand: float = 0.0) -> float:
    """The logistic regression: the probability in [0, 1] that the unit answers."""
    coefficients = _MODEL["coefficients"]
    total = by_hand + _MODEL["intercept"] + sum(coefficients[name] * value for name, value in values.items())
    return sigmoid(total)


def _covered(question: Question, terms: frozenset[str], weights: Mapping[str, float]) -> float:
    """The share in [0, 1] of the question's terms, by weight, that are among `terms`."""
    return sum(weights[term] for term in question.terms & terms) / (sum(weights.values()) or 1.0)


def _evidence(question: Question, candidate: Candidate, score: float, cosine: float, rank: int) -> Evidence:
    passage, text = candidate.passage, candidate.stored.text
    shared = [(word.start, word.end) for word in content_words(text) if word.term in question.terms]
    marks = merged([*shared, *answering_spans(question, text)], gap=1)
    return evidence_of(
        candidate.stored,
        passage.rank,
        passage.document,
        score,
        rank,
        cosine,
        marks,
        # Who "he" is answers the question; elsewhere the sentence says it without.
        candidate.before if question.kind in _NAMED else None,
    )
