from dataclasses import replace

import pytest

from evaluation.runs.outcome import Grade
from evaluation.testsets.from_answer import case_from
from rag.store.testsets import Case
from rag.values import Claim, Source, Task, Verdict
from tests.evaluation.examples import answer, citation, record, unsure

ASKED = "Who led the Normans?"
MORE = Claim("He died in 930.", Verdict.SUPPORTED, Source.EVIDENCE, (citation(23, 38),))
LONG = answer(
    "Rollo led the Normans. He died in 930.", short="", claims=(*answer().claims, MORE), search_query=ASKED
)


def test_a_sure_short_answer_is_expected_with_its_place():
    assert case_from(answer()) == Case(ASKED, ("Rollo",), "normans", 1, True)


def test_a_guess_is_not_expected_but_the_first_sentence():
    sure = answer().short
    guess = replace(sure, citation=replace(sure.citation, score=0.4, page=9))
    assert case_from(replace(LONG, short=guess)) == Case(
        ASKED, ("Rollo led the Normans.",), "normans", 1, True
    )


def test_the_sentences_of_an_explanation_are_its_points():
    marked = replace(MORE, text="1. He died in\n930. [2]")
    uncited = Claim("It rained.", Verdict.UNSUPPORTED, Source.MODEL)
    given = replace(LONG, claims=(*LONG.claims[:1], marked, MORE, uncited), task=Task.EXPLAIN)
    assert case_from(given) == Case(
        ASKED, (), "normans", 1, True, points=("Rollo led the Normans.", "He died in 930."), task=Task.EXPLAIN
    )
    assert case_from(replace(given, claims=given.claims[:1])).points == ()


@pytest.mark.parametrize(
    "given",
    [answer(), LONG, replace(LONG, task=Task.ABOUT), replace(LONG, task=Task.SUMMARISE)],
)
def test_what_is_kept_comes_out_right_when_it_is_asked_again(given):
    assert record(0, case_from(given), given).outcome is Grade.RIGHT


@pytest.mark.parametrize("given", [answer(), LONG, unsure(), answer(abstained=True)])
def test_a_disliked_answer_is_never_the_expected_one(given):
    assert case_from(given, disliked=True) == Case(ASKED)


def test_unsure_says_nothing_and_silence_that_there_is_no_answer():
    assert case_from(unsure()) == Case(ASKED)
    assert case_from(answer(abstained=True)) == Case(ASKED, answerable=False)


def test_small_talk_is_nothing_to_test():
    assert case_from(answer(task=Task.TALK)) is None
