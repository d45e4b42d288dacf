import math
from dataclasses import replace

import pytest

from rag import gate
from tests.rag.examples import passage, reading, sentence

QUESTION = "When was the GAN proposed?"
GOOD = [sentence("The GAN was proposed in 2014.", score=0.9), sentence("It is a model.", 2, 0.2, 40)]
POOR = [sentence("The weather in Montreal is cold.", score=0.05)]


def test_no_evidence_is_no_answer():
    assert gate.judge(QUESTION, [], []) == 0.0


def test_good_evidence_passes_more_easily_than_poor():
    good = gate.judge(QUESTION, GOOD, [passage(GOOD[0].text)])
    poor = gate.judge(QUESTION, POOR, [passage(POOR[0].text)])
    assert 0 <= poor < good <= 1


def test_features_by_hand():
    evidence = [replace(GOOD[0], cosine=0.6), replace(GOOD[1], cosine=0.7)]
    values = gate.features(QUESTION, evidence, [replace(passage(GOOD[0].text), dense=0.5)])
    assert values == {
        "best": pytest.approx(math.log(0.9 / 0.1)),
        "covered_near": 1.0,  # gan and propos are both in the sentences
        "missing_names": 0.0,
        "lacks_kind": 0.0,  # 2014 is a date
        "sentence": 0.7,  # of any sentence, not of the first
        "dense": 0.5,
    }


def test_a_kind_that_is_lacking_is_noticed():
    values = gate.features(QUESTION, POOR, [passage(POOR[0].text)])
    assert values["lacks_kind"] == 1.0 and values["covered_near"] == 0.0


def test_a_name_that_the_material_never_mentions_is_noticed():
    values = gate.features("Who proposed the StyleGAN?", GOOD, [passage(GOOD[0].text)])
    assert values["missing_names"] == 1.0


def test_the_reader_is_heard():
    read = reading("The", p_none=0.75, p_answer=0.5)
    values = gate.features(QUESTION, GOOD, [passage(GOOD[0].text)], read)
    assert math.isclose(values["none"], 2 * math.log(3))


def test_a_definition_of_what_is_to_be_defined_is_believed_more():
    defining = [sentence("A GAN is a pair of networks.", score=0.6)]
    beside = [sentence("Networks are trained in a GAN.", score=0.6)]
    odds = [
        math.log(p / (1 - p))
        for p in (
            gate.judge("What is a GAN?", found, [passage(found[0].text)]) for found in (defining, beside)
        )
    ]
    assert odds[0] - odds[1] == pytest.approx(2.0)
