import pytest

from evaluation.metrics.abstention import NAMES, Outcomes, measures


def test_hand_computed():
    # 4 answerable, silent on 1; 5 unanswerable, silent on 3.
    pairs = [(True, False)] * 3 + [(True, True)] + [(False, False)] * 2 + [(False, True)] * 3
    outcomes = Outcomes.of(pairs)
    assert outcomes.cells() == (3, 1, 2, 3)
    found = measures(outcomes)
    assert found["precision"].value == pytest.approx(3 / 4)
    assert found["recall"].value == pytest.approx(3 / 5)
    assert found["wrongly_silent"].value == pytest.approx(1 / 4)
    assert found["wrongly_answered"].value == pytest.approx(2 / 5)
    assert found["balanced_accuracy"].value == pytest.approx((3 / 5 + 3 / 4) / 2)
    assert [found[name].count for name in NAMES] == [4, 5, 9, 4, 5]
    assert all(found[name].low <= found[name].value <= found[name].high for name in NAMES)


def test_what_has_no_cases_does_not_apply():
    found = measures(Outcomes.of([(True, False), (True, False)]))
    assert found["wrongly_silent"].value == 0
    assert [found[name] for name in ("precision", "recall", "balanced_accuracy", "wrongly_answered")] == [
        None
    ] * 4
    assert measures(Outcomes()) == dict.fromkeys(NAMES)


def test_perfect_is_certain():
    found = measures(Outcomes(answerable_answered=10, unanswerable_silent=10))
    assert (found["balanced_accuracy"].low, found["balanced_accuracy"].high) == (1, 1)


def test_the_same_seed_gives_the_same_interval():
    outcomes = Outcomes(30, 10, 15, 25)
    assert measures(outcomes, seed=3) == measures(outcomes, seed=3)
