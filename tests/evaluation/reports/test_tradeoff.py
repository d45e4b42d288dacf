import pytest

from evaluation.reports.tradeoff import Point, Tradeoff
from evaluation.runs.outcome import Grade
from rag.store.testsets import Case
from tests.evaluation.examples import answer, record, unsure

ASKED = Case("Who?", ("Rollo",), "normans", 1, True)
RECORDS = [
    record(0, ASKED, answer(confidence=0.9)),
    record(1, ASKED, answer(abstained=True, confidence=0.4)),  # its best sentence has the answer
    record(2, ASKED, answer("Nobody.", short="", confidence=0.5)),
    record(3, Case("Why?", answerable=False), answer(confidence=0.6)),
    record(4, Case("Unknown?"), answer(confidence=0.6)),  # nothing to judge by
    record(5, ASKED, answer(abstained=True, confidence=None)),  # was never judged
]


def test_points_where_nothing_is_unsure():
    at = {point.threshold: point for point in Tradeoff(RECORDS, 10).by_threshold(1.0)}
    # four cases count; all answered: 0 and 1 right, two wrong ones cost 3 each
    assert at[0.0] == Point(0.0, 0.0, 1.0, 0.0, 0.0, 2 / 4, 2 / 4, 6 / 4)
    # from .5: 0, 2 and 3 are answered, 0 right, 1 silent
    assert at[0.5] == Point(0.5, 0.5, 3 / 4, 0.0, 1 / 4, 1 / 3, 1 / 4, (6 + 1) / 4)
    # from .7: 0 answered and right, 3 rightly silent, 1 and 2 wrongly
    assert at[0.7] == Point(0.7, 0.7, 1 / 4, 0.0, 3 / 4, 1.0, 2 / 4, 2 / 4)
    assert at[1.0] == Point(1.0, 1.0, 0.0, 0.0, 1.0, None, 1 / 4, 3 / 4)


def test_between_both_thresholds_a_case_is_unsure():
    # 0 is answered; 2 and 3 are unsure, a third each; 1 is wrongly silent
    found = Tradeoff(RECORDS).at(0.7, 0.45)
    assert (found.answered, found.unsure, found.silent) == (1 / 4, 2 / 4, 1 / 4)
    assert (found.right, found.handled) == (1.0, 1 / 4)
    assert found.cost == pytest.approx((2 / 3 + 1) / 4)


def test_the_lower_threshold_is_never_above_the_upper():
    curve = Tradeoff(RECORDS, 10).by_lower(0.7)
    assert [point.lower for point in curve] == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]
    assert Tradeoff(RECORDS).at(0.3, 0.8).unsure == 0


def test_the_cheapest_pair():
    # answered from above .6 on: 0 is right. 1, 2 and 3 unsure cost a third each; if 1 were silent, it would cost 1, and
    # 3, which may be silent, is surer than 1
    found = Tradeoff(RECORDS, 10).cheapest()
    assert (found.threshold, found.lower) == (0.9, 0.4)
    assert found.cost == pytest.approx(1 / 4)


def test_nothing_to_weigh():
    nothing = Tradeoff([])
    assert nothing.empty and nothing.cheapest() is None and nothing.by_threshold(0.2) == []


def test_what_was_unsure_is_judged_by_its_best_sentence():
    found = Tradeoff([record(0, ASKED, unsure(confidence=0.3))]).at(0.0, 0.0)
    assert (found.answered, found.right, found.cost) == (1.0, 1.0, 0.0)


def test_a_case_with_points_is_as_right_as_its_share_of_them():
    case = Case("Why?", points=("Rollo led the Normans.", "It rained.", "It snowed."), answerable=True)
    found = Tradeoff([record(case=case, given=answer(confidence=0.8))]).at(0.5, 0.5)
    assert found.right == pytest.approx(1 / 3)
    assert found.cost == pytest.approx(2 / 3)  # silent about two of three points


def test_an_answered_case_is_right_where_the_report_says_so():
    wrong = record(given=answer("Odo, whom Rollo led.", short="Odo", confidence=0.8))
    assert wrong.scores["contains_shown"] == 1.0 and wrong.outcome is Grade.WRONG
    assert Tradeoff([wrong]).at(0.0, 0.0).right == 0.0
    page = record(case=Case("Who?", (), "normans", 1), given=answer(confidence=0.8))
    assert page.outcome is Grade.RIGHT
    assert Tradeoff([page]).at(0.0, 0.0).right == 1.0
