import pytest

from evaluation.gold import Gold
from evaluation.outcome import Cause, Outcome, cause, outcome
from tests.evaluation.examples import answer

SILENT = answer(abstained=True)


@pytest.mark.parametrize(
    ("answerable", "given", "scores", "expected"),
    [
        (True, None, {}, Outcome.FAILED),
        (True, answer(), {"contains": 1.0, "token_f1": 0.1}, Outcome.RIGHT),
        (True, answer(), {"contains": 0.0, "text_f1": 0.5}, Outcome.RIGHT),
        (True, answer(), {"contains": 0.0, "token_f1": 0.49}, Outcome.WRONG),
        (True, answer(), {"contains": None, "page_correct": 1.0}, Outcome.RIGHT),
        (True, answer(), {"contains": None, "document_correct": 0.0}, Outcome.WRONG),
        (True, answer(), {}, Outcome.UNKNOWN),
        (True, SILENT, {"contains": 0.0}, Outcome.WRONGLY_SILENT),
        (None, SILENT, {}, Outcome.UNKNOWN),
        (False, SILENT, {}, Outcome.RIGHT),
        (False, answer(), {}, Outcome.WRONGLY_ANSWERED),
    ],
)
def test_outcome(answerable, given, scores, expected):
    assert outcome(Gold(answerable=answerable), given, scores) is expected


@pytest.mark.parametrize(
    ("found", "scores", "expected"),
    [
        (Outcome.WRONG, {"page_mrr": 0.0, "mrr": 1.0}, Cause.MISSED),
        (Outcome.WRONG, {"page_mrr": None, "mrr": 0.5}, Cause.ANSWER),
        (Outcome.WRONGLY_SILENT, {"mrr": 0.0}, Cause.MISSED),
        (Outcome.WRONG, {}, None),
        (Outcome.RIGHT, {"mrr": 0.0}, None),
        (Outcome.WRONGLY_ANSWERED, {"mrr": 0.0}, None),
    ],
)
def test_cause(found, scores, expected):
    assert cause(found, scores) is expected
