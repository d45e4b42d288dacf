import csv
import io

from evaluation.reports.export import to_csv, to_html
from evaluation.runs.record import failed
from rag.store.testsets import Case
from tests.evaluation.examples import answer, record, report, unsure

EVIL = "<script>alert(1)</script>"
RECORDS = [
    record(),
    record(1, Case(f"=cmd() {EVIL}", ("+2",), "", None, True), answer(f"-1 {EVIL}", short="")),
    record(2, Case("Why?", answerable=False), answer(abstained=True)),
    failed(3, Case("Lost?"), "The model cannot be reached."),
    record(4, None, unsure()),
]


def test_csv_has_a_line_a_case_and_computes_nothing():
    rows = list(csv.DictReader(io.StringIO(to_csv(report(RECORDS)))))
    assert [row["outcome"] for row in rows] == ["right", "wrong", "right", "failed", "unsure"]
    assert rows[1]["question"].startswith("'=cmd()") and rows[1]["given"].startswith("'-1")
    assert rows[0]["token_f1"] == "1" and rows[2]["token_f1"] == ""
    assert [row["reply"] for row in rows] == ["answered", "answered", "silent", "", "unsure"]
    assert rows[4]["short"] == "" and rows[4]["given"] == "The material may answer this here:"
    assert rows[3]["error"] == "The model cannot be reached." and rows[3]["mrr"] == ""


def test_html_is_whole_and_shows_text_as_text():
    page = to_html(report(RECORDS))
    assert EVIL not in page and "&lt;script&gt;" in page
    assert "<script" not in page and "src=" not in page and "http://" not in page and "https://" not in page
    assert "The model cannot be reached." in page
    assert "retrieval.alpha" in page
    assert page.count("<details") == 5


def test_html_draws_the_cost_over_both_thresholds():
    page = to_html(report(RECORDS, settings={"answering": {"threshold": 0.5, "unsure": 0.2}}))
    assert "What mistakes cost" in page and "show places from here on" in page
    assert page.count("<polyline") == 4


def test_html_counts_three_outcomes():
    page = to_html(report(RECORDS))
    row = '<tr><td>The material answers</td><td class="n">2</td><td class="n">1</td><td class="n">0</td></tr>'
    assert row in page
    row = '<tr><td>It does not</td><td class="n">0</td><td class="n">0</td><td class="n">1</td></tr>'
    assert row in page
    assert "Meaning against words" in page and "wrongly silent" not in page


def test_html_of_a_run_without_a_record():
    page = to_html(report([]))
    assert "0 of 0 cases" in page
