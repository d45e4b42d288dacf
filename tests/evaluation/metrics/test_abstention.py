import pytest

from evaluation.metrics.abstention import NAMES, OutcomeCounts, Outcomes, measures
from rag.values import Outcome

ANSWERED, UNSURE, SILENT = Outcome.ANSWERED, Outcome.UNSURE, Outcome.SILENT


def test_hand_computed():
    # 4 answerable, silent on 1; 5 unanswerable, silent on 3.
    pairs = [(True, ANSWERED)] * 3 + [(True, SILENT)] + [(False, ANSWERED)] * 2 + [(False, SILENT)] * 3
    outcomes = Outcomes.of(pairs)
    assert outcomes == Outcomes(OutcomeCounts(3, 0, 1), OutcomeCounts(2, 0, 3))
    found = measures(outcomes)
    assert found["precision"].value == pytest.approx(3 / 4)
    assert found["recall"].value == pytest.approx(3 / 5)
    assert found["wrongly_silent"].value == pytest.approx(1 / 4)
    assert found["wrongly_answered"].value == pytest.approx(2 / 5)
    assert found["rightly_silent"].value == pytest.approx(3 / 5)
    assert found["balanced_accuracy"].value == pytest.approx((3 / 5 + 3 / 4) / 2)
    assert [found[name].count for name in NAMES] == [4, 5, 9, 4, 4, 5, 5, 5]
    assert all(found[name].low <= found[name].value <= found[name].high for name in NAMES)


def test_unsure_is_neither_an_answer_nor_silence():
    # of 4 answerable 1 answered, 2 unsure, 1 silent; of 5 unanswerable 1, 1 and 3
    outcomes = Outcomes(OutcomeCounts(1, 2, 1), OutcomeCounts(1, 1, 3))
    pairs = [(True, ANSWERED), *[(True, UNSURE)] * 2, (True, SILENT)]
    pairs += [(False, ANSWERED), (False, UNSURE), *[(False, SILENT)] * 3]
    assert Outcomes.of(pairs) == outcomes
    found = {name: interval.value for name, interval in measures(outcomes).items()}
    assert (found["wrongly_silent"], found["unsure_answerable"]) == (1 / 4, 2 / 4)
    three = (found["wrongly_answered"], found["unsure_unanswerable"], found["rightly_silent"])
    assert three == (1 / 5, 1 / 5, 3 / 5)
    # answered against not: 3 of 4 and 4 of 5 are not
    assert (found["precision"], found["recall"]) == (4 / 7, 4 / 5)
    assert found["balanced_accuracy"] == pytest.approx((4 / 5 + 1 / 4) / 2)


def test_what_has_no_cases_does_not_apply():
    found = measures(Outcomes.of([(True, ANSWERED), (True, ANSWERED)]))
    assert found["wrongly_silent"].value == 0
    unknown = ("precision", "recall", "balanced_accuracy", "wrongly_answered", "rightly_silent")
    assert [found[name] for name in unknown] == [None] * 5
    assert measures(Outcomes()) == dict.fromkeys(NAMES)


def test_ten_of_ten_are_not_certain():
    found = measures(Outcomes(OutcomeCounts(answered=10), OutcomeCounts(silent=10)))
    # each share's interval ends at 10 / (10 + z²) = 10 / 13.8415, .2775 below 1: √2 · .2775 / 2 below
    assert (found["balanced_accuracy"].value, found["balanced_accuracy"].high) == (1, 1)
    assert found["balanced_accuracy"].low == pytest.approx(1 - 0.2775 / 2**0.5, abs=1e-4)
