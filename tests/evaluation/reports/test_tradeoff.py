from evaluation.reports.tradeoff import Point, best, tradeoff
from evaluation.runs.outcome import Grade
from rag.store.testsets import Case
from tests.evaluation.examples import answer, record

ASKED = Case("Who?", ("Rollo",), "normans", 1, True)
RECORDS = [
    record(0, ASKED, answer(confidence=0.9)),
    record(1, ASKED, answer(abstained=True, confidence=0.4)),  # its best sentence has the answer
    record(2, ASKED, answer("Nobody.", short="", confidence=0.5)),
    record(3, Case("Why?", answerable=False), answer(confidence=0.6)),
    record(4, Case("Unknown?"), answer(confidence=0.6)),  # nothing to judge by
    record(5, ASKED, answer(abstained=True, confidence=None)),  # was never judged
]


def test_points():
    at = {point.threshold: point for point in tradeoff(RECORDS, 10)}
    # four cases count; all answered: 0 and 1 right
    assert at[0.0] == Point(0.0, 1.0, 2 / 4, 2 / 4)
    # from .5: 0, 2 and 3 are answered, 0 right, 1 silent
    assert at[0.5] == Point(0.5, 3 / 4, 1 / 3, 1 / 4)
    # from .7: 0 answered and right, 3 rightly silent
    assert at[0.7] == Point(0.7, 1 / 4, 1.0, 2 / 4)
    assert at[1.0] == Point(1.0, 0.0, None, 1 / 4)


def test_best_is_the_highest_of_equals():
    assert best(tradeoff(RECORDS, 10)).threshold == 0.9
    assert tradeoff([]) == [] and best([]) is None


def test_an_answered_case_is_right_where_the_report_says_so():
    wrong = record(given=answer("Odo, whom Rollo led.", short="Odo", confidence=0.8))
    assert wrong.scores["contains_shown"] == 1.0 and wrong.outcome is Grade.WRONG
    assert tradeoff([wrong])[0].right == 0.0
    page = record(case=Case("Who?", (), "normans", 1), given=answer(confidence=0.8))
    assert page.outcome is Grade.RIGHT
    assert tradeoff([page])[0].right == 1.0
