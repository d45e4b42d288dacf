"""Records as they are kept, of today and of earlier versions."""

import json
from dataclasses import replace

import pytest

from evaluation.reports.compare import compare
from evaluation.reports.export import to_html
from evaluation.reports.table import run_table
from evaluation.runs.outcome import Cause, Grade
from evaluation.runs.record import failed, record_from_json, record_to_json
from rag.store.testsets import Case
from rag.values import Claim, ShortAnswer, Source, Task, Turn, Verdict
from tests.evaluation.examples import answer, citation, record, report, unsure

SHARE = Case("How much of it is Wikipedia?", ("3%",), "normans", 1, True)
POINTED = Case(
    "What of GPT-3?",
    points=("GPT-3 is a model.", "Its loss is 3.4.", "It was trained for weeks."),
    history=(Turn("user", "Hello"),),
    task=Task.EXPLAIN,
    answerable=True,
)
GUESS = ShortAnswer("3.4", replace(citation(), score=0.4))
LOSS = answer(
    "GPT-3 is a model. Its loss is 3.4.",
    short="",
    claims=tuple(
        Claim(text, Verdict.SUPPORTED, Source.EVIDENCE, (citation(),))
        for text in ("GPT-3 is a model.", "Its loss is 3.4.")
    ),
)


def kept(one):
    """As the library gives it back."""
    return json.loads(json.dumps(record_to_json(one)))


def of_version_1(one, **scores):
    """As a version kept it that judged the whole text, and said nothing of versions."""
    body = kept(one)
    del body["metrics"]
    body["scores"] = {
        name: value for name, value in body["scores"].items() if name not in ("as_expected", "all_supported")
    }
    body["scores"] |= scores
    return body | {"outcome": "right", "cause": None}


@pytest.mark.parametrize(
    "one",
    [
        record(),
        record(1, given=unsure()),
        record(2, SHARE, LOSS),
        failed(3, SHARE, "The model is away."),
        record(4, POINTED, LOSS),
    ],
)
def test_a_record_of_today_is_what_it_was(one):
    assert record_from_json(kept(one)) == one


def test_points_are_judged_one_by_one():
    found = record(0, POINTED, LOSS)
    assert found.points == (4, 8, None) and found.missing == POINTED.points[2:]
    assert found.scores["points"] == pytest.approx(2 / 3) and found.outcome is Grade.RIGHT
    assert found.figures() | {"answered": 1.0} == found.figures()
    assert found.figures()["right"] == pytest.approx(2 / 3)
    assert found.figures()["weighted_score"] == pytest.approx(1 - (1 / 3) / 3)  # silent about a third
    assert record(0, POINTED, answer(abstained=True)).points == (None, None, None)


@pytest.mark.parametrize(
    ("points", "grade", "right", "weighted"),
    [
        (("It rained.", "Its loss is 3.4."), Grade.RIGHT, 1 / 2, 5 / 6),
        (("It rained.", "Its loss is 3.4.", "It snowed."), Grade.PARTLY, 1 / 3, 7 / 9),
        (("It rained.", "It snowed."), Grade.WRONG, 0, 0),
    ],
)
def test_an_answer_is_as_right_as_its_share_of_the_points(points, grade, right, weighted):
    found = record(0, replace(POINTED, points=points), LOSS)
    assert found.outcome is grade
    assert found.figures()["right"] == pytest.approx(right)
    assert found.figures()["weighted_score"] == pytest.approx(weighted)


def test_a_fact_is_judged_by_its_answer_though_it_has_points():
    fact = replace(POINTED, answers=("model",), task=Task.FACT)
    assert record(0, fact, LOSS).outcome is Grade.RIGHT and not record(0, fact, LOSS).judged_by_points
    assert record(0, replace(fact, answers=("rain",)), LOSS).outcome is Grade.WRONG


def test_a_record_of_before_there_were_points_is_read_and_told_its_length():
    body = kept(record(0))
    for name in ("points", "history", "task"):
        del body["case"][name]
    del body["points"]
    for name in ("points", "points@150", "words", "own_sentences", "task_correct"):
        del body["scores"][name]
    found = record_from_json(body)
    assert found.case == record(0).case and found.points == () and not found.rescored
    assert (found.scores["words"], found.scores["own_sentences"], found.outcome) == (4, 1, Grade.RIGHT)
    assert "points" not in found.scores


def test_an_old_record_is_judged_anew():
    old = of_version_1(
        record(0, SHARE, replace(LOSS, short=GUESS)), contains=1.0, page_mrr=1.0, citation_hit=None
    )
    found = record_from_json(old)
    assert found.rescored
    assert (found.outcome, found.cause) == (Grade.WRONG, Cause.ANSWER)
    assert found.scores["contains"] == found.scores["as_expected"] == 0
    assert found.scores["all_supported"] == 1
    assert found.scores["page_mrr"] == 1  # what only the library can tell stays: it means the same


def test_an_old_record_that_was_right_stays_right():
    found = record_from_json(of_version_1(record(0)))
    assert (found.outcome, found.rescored) == (Grade.RIGHT, True)
    assert {**found.scores} == record(0).scores


def test_the_similarity_of_a_text_that_is_not_judged_any_more_is_left_out():
    assert record_from_json(of_version_1(record(0, SHARE, LOSS), similarity=0.7)).scores["similarity"] is None
    assert record_from_json(of_version_1(record(0), similarity=0.7)).scores["similarity"] == 0.7


def test_an_old_case_that_failed_stays_failed():
    body = kept(failed(0, SHARE, "The model is away."))
    del body["metrics"]
    assert record_from_json(body).outcome is Grade.FAILED


def test_an_old_run_is_compared_with_a_new_one_by_one_measure():
    before = report([record_from_json(of_version_1(record(0, SHARE, LOSS), contains=1.0))])
    after = report([record(0, SHARE, answer("Wikipedia is 3 % of it.", short=""))])
    found = compare(before, after)
    assert before.rescored == 1 and after.rescored == 0
    assert "1 answers of an earlier version, judged anew" in run_table(before)
    assert "judged anew" in to_html(before) and "judged anew" not in to_html(after)
    assert found.counts() == {"won": 1, "lost": 0, "unchanged": 0, "unknown": 0}
