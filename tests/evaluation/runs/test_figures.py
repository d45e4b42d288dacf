import pytest

from evaluation.reports.labels import outcome_rows
from evaluation.reports.report import right
from evaluation.reports.table import run_table
from evaluation.runs.figures import figures
from evaluation.runs.outcome import Grade
from evaluation.runs.record import failed
from rag.store.testsets import Case
from tests.evaluation.examples import answer, record, report, unsure

NONE = Case("Why?", answerable=False)


@pytest.mark.parametrize(
    ("given", "grade", "expected"),
    [
        (answer(), Grade.RIGHT, (1, 1, 1, 0, 0)),
        (answer(), Grade.WRONG, (0, 0, 1, 0, 0)),
        (answer(), Grade.WRONGLY_ANSWERED, (0, 0, 1, 0, 0)),
        (answer(abstained=True), Grade.WRONGLY_SILENT, (0, 2 / 3, 0, 0, 1)),
        (answer(abstained=True), Grade.RIGHT, (1, 1, 0, 0, 1)),
        (
            unsure(),
            Grade.UNSURE,
            (0, 8 / 9, 0, 1, 0),
        ),  # a third of a silence, and that a third of a wrong one
        (unsure(), Grade.UNKNOWN, (None, None, 0, 1, 0)),
        (None, Grade.FAILED, (None,) * 5),
    ],
)
def test_figures_of_a_case(given, grade, expected):
    assert tuple(figures(given, grade).values()) == pytest.approx(expected)


RUN = report(
    [
        record(0),  # right
        record(1, given=answer("Odo did.", short="Odo")),  # wrong
        record(2, given=unsure()),
        record(3, given=answer(abstained=True)),
        record(4, NONE, answer()),
        record(5, NONE, unsure()),
        record(6, NONE, answer(abstained=True)),  # right
        record(7, Case("Who?"), unsure()),  # nobody said
        failed(8, Case("Lost?"), "Gone."),
    ]
)


def test_three_outcomes_are_counted_and_none_is_added_to_another():
    summary = RUN.summary()
    assert summary["abstention"]["counts"] == {
        "answerable": {"answered": 2, "unsure": 1, "silent": 1},
        "unanswerable": {"answered": 1, "unsure": 1, "silent": 1},
        "unknown": {"answered": 0, "unsure": 1, "silent": 0},
    }
    shares = [summary[name]["value"] for name in ("answered", "unsure", "silent")]
    assert shares == [3 / 8, 3 / 8, 2 / 8]
    assert (summary["right"]["value"], summary["right"]["count"]) == (2 / 7, 7)
    # 1, 0, 8/9, 2/3, 0, 8/9, 1
    assert summary["weighted_score"]["value"] == pytest.approx((2 + 2 * 8 / 9 + 2 / 3) / 7)
    assert (summary["outcomes"]["unsure"], summary["outcomes"]["wrongly silent"]) == (2, 1)
    assert right(RUN.records[2]) == 0 and right(RUN.records[7]) is None


def test_the_report_has_three_columns():
    assert outcome_rows(RUN.summary()) == [
        ("The material answers", 2, 1, 1),
        ("It does not", 1, 1, 1),
        ("Not said", 0, 1, 0),
    ]
    text = run_table(RUN)
    assert (
        "2 right; 1 wrong; 2 unsure; 1 no answer, though there is one; 1 an answer, though there is none"
        in text
    )
    row = next(line for line in text.splitlines() if line.startswith("The material answers"))
    assert row.split()[-3:] == ["2", "1", "1"]
