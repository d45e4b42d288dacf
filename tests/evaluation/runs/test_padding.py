"""Other material behind an answer raises nothing that the report calls quality, whatever is in it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.reports.labels import by_quality
from evaluation.runs.gold import Gold
from evaluation.runs.outcome import outcome
from evaluation.runs.record import gold_of
from evaluation.runs.scoring import QUALITY, score
from rag.store.testsets import Case
from rag.values import Answer, Citation, Claim, Outcome, ShortAnswer, Source, Task, Verdict
from tests.evaluation.examples import answer, citation, record, report
from tests.fakes import FakeEmbeddings

EXPECTED = (
    "3%",
    "June 2014",
    "Rollo",
    "eight fully connected layers",
    "it was shown in June 2014 by Ian Goodfellow",
)
SENTENCES = (
    "Rollo led the Normans.",
    "GPT-3 is a model.",
    "Wikipedia makes up 3 % of it.",
    "It was shown in June 2014.",
    "It has eight fully connected layers of 512.",
)
OTHER = ("lorem", "dolor", "amet", "elit", "sed", "magna", "velit", "nisi", "nulla", "culpa")
WORDS = 200

answers = st.builds(
    lambda text, short, probability, supported, task, outcome: replace(
        answer(text, short=""),
        claims=(Claim(text, supported, Source.EVIDENCE, (citation(),)),),
        short=ShortAnswer(short, replace(citation(), score=probability)) if short else None,
        task=task,
        outcome=outcome,
    ),
    st.sampled_from(SENTENCES),
    st.sampled_from(("", "3", "3 %", "512", "eight", "November 2014", "June 2014", "Rollo")),
    st.floats(0, 1),
    st.sampled_from(Verdict),
    st.sampled_from((Task.FACT, Task.ABOUT)),
    st.sampled_from(Outcome),
)


def padded(one: Answer, words: list[str]) -> Answer:
    """The answer with sentences of ten words behind it, each one supported by another document."""
    sentences = [" ".join(words[start : start + 10]).capitalize() + "." for start in range(0, len(words), 10)]
    cited = [Citation(9, "other.pdf", 7, 0, len(text), text, 1.0) for text in sentences]
    more = [
        Claim(text, Verdict.SUPPORTED, Source.EVIDENCE, (place,))
        for text, place in zip(sentences, cited, strict=True)
    ]
    return replace(one, text=" ".join([one.text, *sentences]), claims=(*one.claims, *more))


def quality(gold: Gold, one: Answer) -> dict[str, float]:
    scores = score(gold, one)
    case = Case("Who?", gold.answers, "normans", 1, True)
    summary = report(
        [replace(record(0, case, one), scores=scores, outcome=outcome(gold, one, scores))]
    ).summary()
    return {name: figure["value"] for name, figure in by_quality(summary)[0].items() if figure is not None}


def never_higher(expected: str, one: Answer, words: list[str]) -> None:
    gold = gold_of(Case("Who?", (expected,), "normans", 1, True))
    before, after = quality(gold, one), quality(gold, padded(one, words))
    assert before.keys() >= {"right", "weighted_score", "as_expected", "contains", "token_f1"}
    assert {name: (before[name], after[name]) for name in before if after[name] > before[name] + 1e-12} == {}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EXPECTED), answers, st.lists(st.sampled_from(OTHER), min_size=WORDS, max_size=WORDS))
def test_padding_never_raises_quality(expected: str, one: Answer, words: list[str]) -> None:
    never_higher(expected, one, words)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(EXPECTED),
    answers.map(lambda one: replace(one, task=Task.FACT)),
    st.lists(st.sampled_from((*OTHER, *EXPECTED)), min_size=WORDS, max_size=WORDS),
)
def test_not_even_with_the_expected_words_in_it_where_a_fact_is_asked_for(
    expected: str, one: Answer, words: list[str]
) -> None:
    never_higher(expected, one, words)


POINTS = ("Rollo led the Normans.", "He died in 930.", "The Normans settled at the Seine in eight ships.")
SAID = (
    "Rollo led the Normans, it is said.",
    "He died in 930.",
    "The Normans came in eight ships.",
    "They settled at the Seine.",
    "The Saxons did not.",
)
POINTED = gold_of(Case("Why?", (), "normans", 1, True, points=POINTS, task=Task.EXPLAIN))
explained = st.lists(st.sampled_from(SAID), max_size=5).map(
    lambda said: answer(
        " ".join(said),
        short="",
        task=Task.EXPLAIN,
        claims=tuple(Claim(text, Verdict.SUPPORTED, Source.MODEL, (citation(),)) for text in said),
    )
)
others = st.lists(st.sampled_from(OTHER), min_size=10, max_size=60)


def points(one: Answer) -> tuple[float | None, float | None]:
    scores = score(POINTED, one, lambda texts: np.array(FakeEmbeddings().embed_documents(texts)))
    return scores["points"], scores["points@150"]


def rearranged(one: Answer, more: Sequence[Claim], place: int) -> Answer:
    """The answer with other claims put in at a place."""
    claims = (*one.claims[:place], *more, *one.claims[place:])
    return replace(one, claims=claims, text=" ".join(claim.text for claim in claims))


@settings(max_examples=80, deadline=None)
@given(explained, others, st.integers(0, 5))
def test_padding_never_makes_a_point_wherever_it_stands(one: Answer, words: list[str], place: int) -> None:
    before = points(one)
    cited = padded(replace(one, claims=()), words).claims
    uncited = Claim(" ".join(POINTS), Verdict.UNSUPPORTED, Source.MODEL)
    for after in (
        padded(one, words),
        rearranged(one, cited, place),
        rearranged(one, (uncited,) * 3, place),  # the points themselves, but nothing says whence they are
        rearranged(one, one.claims, len(one.claims)),  # the same again
        rearranged(one, one.claims[::-1], len(one.claims)),
    ):
        assert all(now <= was for now, was in zip(points(after), before, strict=True))


@settings(max_examples=80, deadline=None)
@given(explained, st.lists(st.sampled_from(OTHER), min_size=1, max_size=40), st.integers(0, 10))
def test_words_within_a_sentence_make_no_point_either(one: Answer, words: list[str], place: int) -> None:
    def longer(claim: Claim) -> Claim:
        own = claim.text.split()
        return replace(claim, text=" ".join((*own[:place], *words, *own[place:])))

    after = replace(one, claims=tuple(map(longer, one.claims)))
    assert score(POINTED, after)["points"] <= score(POINTED, one)["points"]


def test_what_comes_late_is_no_early_point() -> None:
    said = tuple(Claim(text, Verdict.SUPPORTED, Source.MODEL, (citation(),)) for text in POINTS[:2])
    late = rearranged(
        answer("", task=Task.EXPLAIN, claims=said), padded(answer(claims=()), list(OTHER) * 15).claims, 1
    )
    assert points(late) == (pytest.approx(2 / 3), pytest.approx(1 / 3))


def test_what_is_no_quality_may_be_raised() -> None:
    one = answer("GPT-3 is a model.", short="")
    gold = Gold(("Rollo",))
    more = padded(one, ["Rollo"] * 20)
    assert score(gold, more)["contains_shown"] == 1 and "contains_shown" not in QUALITY
