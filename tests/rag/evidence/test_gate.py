import math
from dataclasses import replace

import pytest

from rag.evidence import gate
from rag.question.question import Question
from tests.rag.examples import passage, sentence

QUESTION = Question.of("When was the GAN proposed?")
GOOD = [sentence("The GAN was proposed in 2014.", score=0.9), sentence("It is a model.", 2, 0.2, 40)]
POOR = [sentence("The weather in Montreal is cold.", score=0.05)]


def test_no_evidence_is_no_answer():
    assert gate.confidence(QUESTION, [], []) == 0.0


def test_good_evidence_passes_more_easily_than_poor():
    good = gate.confidence(QUESTION, GOOD, [passage(GOOD[0].text)])
    poor = gate.confidence(QUESTION, POOR, [passage(POOR[0].text)])
    assert 0 <= poor < good <= 1


def test_features_by_hand():
    evidence = [replace(GOOD[0], cosine=0.6), replace(GOOD[1], cosine=0.7)]
    values = gate.features(QUESTION, evidence, [replace(passage(GOOD[0].text), dense=0.5)])
    assert values == {
        "best": pytest.approx(math.log(0.9 / 0.1)),
        "missing_names": 0.0,
        "sentence": 0.7,  # of any sentence, not of the first
        "dense": 0.5,
    }


def test_a_name_that_the_material_never_mentions_is_noticed():
    values = gate.features(Question.of("Who proposed the StyleGAN?"), GOOD, [passage(GOOD[0].text)])
    assert values["missing_names"] == 1.0


def test_the_judge_is_heard_about_the_sentence_that_it_and_the_score_believe_most():
    values = gate.features(QUESTION, GOOD, [passage(GOOD[0].text)], (0.75, 0.9))
    assert math.isclose(values["doubt"], math.log(3))
    # .2 of score and no doubt outweigh .9 and much doubt: log 1/4 + log 999 = 5.5 > log 9 - log 999 = -4.7
    values = gate.features(QUESTION, GOOD, [passage(GOOD[0].text)], (0.999, 0.001))
    assert math.isclose(values["doubt"], -math.log(999))


def test_what_the_judge_believes_passes_more_easily():
    doubted, believed = (
        gate.confidence(QUESTION, GOOD, [passage(GOOD[0].text)], (p, 0.9)) for p in (0.9, 0.1)
    )
    assert doubted < believed


@pytest.mark.parametrize(("count", "expected"), [(1, gate.FEW), (6, gate.FEW), (7, gate.MANY)])
def test_few_passages_are_judged_otherwise_than_those_chosen_among_many(count, expected):
    assert gate.scope([passage(GOOD[0].text)] * count) == expected


def test_a_definition_of_what_is_to_be_defined_is_believed_more():
    defining = [sentence("A GAN is a pair of networks.", score=0.6)]
    beside = [sentence("Networks are trained in a GAN.", score=0.6)]
    odds = [
        math.log(p / (1 - p))
        for p in (
            gate.confidence(Question.of("What is a GAN?"), found, [passage(found[0].text)])
            for found in (defining, beside)
        )
    ]
    assert odds[0] - odds[1] == pytest.approx(2.0)


def test_an_explanation_needs_half_the_confidence_if_all_names_are_there():
    evidence = [sentence("Bread rises because Saccharomyces makes gas.")]
    why = Question.of("Why does bread with Saccharomyces rise?")
    assert gate.passes(why, 0.31, 0.6, evidence, [passage(evidence[0].text)])
    assert not gate.passes(why, 0.29, 0.6, evidence, [passage(evidence[0].text)])
    assert not gate.passes(
        Question.of("Why does bread with Lactobacillus rise?"),
        0.31,
        0.6,
        evidence,
        [passage(evidence[0].text)],
    )
    handshake = Question.of("Explain the handshake of bread")
    assert not gate.passes(handshake, 0.31, 0.6, evidence, [passage(evidence[0].text)])
    assert not gate.passes(
        Question.of("Who baked the first bread?"), 0.31, 0.6, evidence, [passage(evidence[0].text)]
    )
    assert not gate.passes(why, 0.9, 0.6, [], [])
