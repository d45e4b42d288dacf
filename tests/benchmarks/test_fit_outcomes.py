"""The costs of the outcomes, by hand."""

import json
from pathlib import Path

import pytest

from benchmarks.fitting.fit_outcomes import Example, Fit, chosen, lowest, measured, of_records, of_report


@pytest.mark.parametrize(
    ("example", "cost"),
    [
        (Example(0.7, True, True), 0),
        (Example(0.7, True, False), 3),
        (Example(0.7, False, False), 3),
        (Example(0.4, True, True), 1 / 3),
        (Example(0.4, False, False), 1 / 3),
        (Example(0.1, True, True), 1),
        (Example(0.1, False, False), 0),
    ],
)
def test_what_an_outcome_costs(example: Example, cost: float) -> None:
    assert example.cost(unsure=0.3, answered=0.6) == pytest.approx(cost)


def test_each_set_has_the_same_weight() -> None:
    wrong, right = Example(0.7, True, False), Example(0.7, True, True)
    found = measured([[wrong, right], [right] * 6], 0.3, 0.6)
    assert found.cost == pytest.approx((1.5 + 0) / 2)
    # The variance of 3 and 0 is 2.25, of their mean 2.25 / 2; the other set has none.
    assert found.error == pytest.approx((2.25 / 2) ** 0.5 / 2)


def test_the_least_cautious_within_one_standard_error() -> None:
    fits = [
        Fit(0.3, 0.5, 0.40, 0.1),
        Fit(0.2, 0.6, 0.29, 0.1),
        Fit(0.3, 0.6, 0.28, 0.1),
        Fit(0.3, 0.9, 0.20, 0.09),
    ]
    assert lowest(fits) is fits[3]
    assert chosen(fits) is fits[1]


def test_examples_are_read_from_reports_and_records(tmp_path: Path) -> None:
    scores = {"exact_match": 0.0, "token_f1": 0.2, "contains": 0.0, "sentence@3": 1.0}
    sure = {"citation": {"score": 0.9}}
    records = [
        {"answer": {"short": None, "confidence": 0.5}, "scores": scores, "case": {"answerable": True}},
        {"answer": {"short": sure, "confidence": 0.8}, "scores": scores, "case": {"answerable": True}},
        {"answer": {"short": None, "confidence": None}, "scores": scores, "case": {"answerable": False}},
    ]
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"records": records}))
    assert list(of_report(report)) == [
        Example(0.5, True, True),
        Example(0.8, True, False),
        Example(0.0, False, False),
    ]
    lines = [{"answerable": True, "confidence": 0.4, "scores": scores}, {"answerable": False}]
    bench = tmp_path / "records.jsonl"
    bench.write_text("\n".join(map(json.dumps, lines)))
    assert list(of_records(bench)) == [Example(0.4, True, True)]
