from dataclasses import replace

import pytest

from evaluation.reports.compare import Change, compare, outcome_counts, to_json
from evaluation.reports.table import comparison_table
from evaluation.runs.outcome import Cause
from rag.errors import LecternError
from rag.store.testsets import Case
from rag.values import Task, Turn
from tests.evaluation.examples import answer, passage, record, report, unsure


def case(question):
    return Case(question, ("Rollo",), "normans", 1, True)


RIGHT, WRONG = answer(), answer("Nobody did.", short="")
MISSED = answer("Nobody did.", short="", passages=(passage(document="other"),))
BEFORE = report(
    [
        record(0, case("one?"), RIGHT),
        record(1, case("two?"), MISSED),
        record(2, case("three?"), RIGHT),
        record(3, case("only before?"), RIGHT),
    ]
)
AFTER = report(
    [
        record(0, case("three?"), WRONG),
        record(1, case("Two?"), RIGHT),
        record(2, case("one?"), RIGHT),
        record(3, Case("only after?"), RIGHT),
    ],
    name="second",
    settings={"retrieval": {"alpha": 0.7}, "answering": {"threshold": 0.5}},
)


def test_cases_are_paired_by_question_and_told_apart():
    found = compare(BEFORE, AFTER)
    changes = {pair.after.case.question: (pair.change, pair.cause) for pair in found.pairs}
    assert changes == {
        "one?": (Change.UNCHANGED, None),
        "Two?": (Change.WON, Cause.MISSED),
        "three?": (Change.LOST, Cause.ANSWER),
    }
    assert found.counts() == {"won": 1, "lost": 1, "unchanged": 1, "unknown": 0}
    assert (found.only_before, found.only_after) == (1, 1)


def test_runs_are_compared_on_what_both_measured():
    """The second run asks the first two questions with points; of the third both have a history, another one."""
    pointed = replace(case("one?"), points=("Rollo led the Normans.", "He died."))
    after = report(
        [
            record(0, pointed, RIGHT),
            record(1, replace(case("two?"), task=Task.FACT), RIGHT),
            record(2, replace(case("three?"), history=(Turn("user", "Hello"),)), RIGHT),
        ]
    )
    found = compare(BEFORE, after)
    assert [(pair.after.case.question, pair.change) for pair in found.pairs] == [
        ("one?", Change.UNKNOWN),
        ("two?", Change.WON),
    ]
    counts = {entry.name: entry.difference.count for entry in found.differences}
    assert (counts["right"], counts["token_f1"], counts["words"]) == (1, 2, 2) and "points" not in counts
    both = compare(after, after)
    assert {entry.name: entry.before.value for entry in both.differences}["points"] == 1 / 2
    assert both.counts()["unchanged"] == 3


def test_settings_that_differ():
    assert compare(BEFORE, AFTER).settings == {"retrieval.alpha": (0.5, 0.7)}


def test_differences_are_paired():
    found = {entry.name: entry for entry in compare(BEFORE, AFTER).differences}
    # right: 1, 0, 1 before; 1, 1, 0 after
    assert found["right"].before.value == pytest.approx(2 / 3)
    assert found["right"].difference.value == pytest.approx(0)
    assert not found["right"].clear
    assert found["right"].difference.count == 3
    # mrr: 1, 0, 1 before; 1 everywhere after
    assert found["mrr"].difference.value == pytest.approx(1 / 3)


def test_the_same_run_has_no_difference():
    found = compare(BEFORE, BEFORE)
    assert found.settings == {}
    for entry in found.differences:
        assert entry.difference.value == entry.difference.low == entry.difference.high == 0


def test_a_question_that_is_asked_twice_is_paired_in_turn():
    twice = report([record(0, case("one?"), RIGHT), record(1, case("one?"), WRONG)])
    assert [pair.change for pair in compare(twice, twice).pairs] == [Change.UNCHANGED] * 2


def test_nothing_in_common():
    with pytest.raises(LecternError, match="no case in common"):
        compare(BEFORE, report([record(0, case("another?"))]))


def test_as_json_and_as_text():
    body = to_json(compare(BEFORE, AFTER))
    assert body["counts"]["won"] == 1 and body["settings"] == {"retrieval.alpha": [0.5, 0.7]}
    text = comparison_table(compare(BEFORE, AFTER))
    assert text.index("retrieval.alpha: 0.5 → 0.7") < text.index("1 won, 1 lost, 1 unchanged")
    assert "three? (the page was found, the answer not)" in text
    assert "Two? (the page was not found)" in text


def test_three_outcomes_are_compared():
    doubtful = report([record(0, case("one?"), unsure()), record(1, case("two?"), answer(abstained=True))])
    found = compare(BEFORE, doubtful)
    assert outcome_counts(found) == {"answered": (2, 0), "unsure": (0, 1), "silent": (0, 1)}
    by_name = {entry.name: entry.difference.value for entry in found.differences}
    assert (by_name["answered"], by_name["unsure"], by_name["silent"]) == (-1, 1 / 2, 1 / 2)
    # right and wrong before: 1 and 0; unsure and silent after: 8/9 and 2/3
    assert by_name["weighted_score"] == pytest.approx((8 / 9 + 2 / 3 - 1) / 2)
    assert to_json(found)["outcomes"] == {"answered": [2, 0], "unsure": [0, 1], "silent": [0, 1]}
    assert "answered 2 → 0, unsure 0 → 1, silent 0 → 1" in comparison_table(found)
