import numpy as np
import pytest

from tests.rag.examples import reading
from tests.training.material.test_examples import example
from training.teaching.scores import Read, area, report


def read(answerable: bool, text: str, doubt: float, sentence: int = 1) -> Read:
    return Read(example(1, "a", answerable), reading(text, sentence=sentence), doubt)


def test_area_by_hand():
    # pairs (yes, no): .9>.5, .9>.1, .4<.5, .4>.1 -> 3 of 4
    assert area(np.array([True, True, False, False]), np.array([0.9, 0.4, 0.5, 0.1])) == 0.75
    assert area(np.array([True, True]), np.array([0.1, 0.2])) is None


def test_report_by_hand():
    found = report([read(True, "Ada", 0.1), read(True, "Ada Lovelace", 0.4, 0), read(False, "x", 0.9)])
    # F1: 1 and 2 * (1/2 * 1) / (1/2 + 1) = 2/3; exact: 1 and 0; sentence right: 1 and 0
    assert found["f1"]["value"] == pytest.approx((1 + 2 / 3) / 2)
    assert found["exact_match"]["value"] == 0.5 and found["sentence_right"]["value"] == 0.5
    assert found["auc"] == 1.0 and found["balanced_accuracy"] == 1.0


def test_without_unanswerable_questions_abstention_does_not_apply():
    found = report([read(True, "Ada", 0.1)])
    assert found["auc"] is None and found["balanced_accuracy"] is None
