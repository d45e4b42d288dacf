import csv
import io

from evaluation.reports.export import to_csv, to_html
from evaluation.reports.table import run_table
from evaluation.runs.record import failed
from rag.store.testsets import Case
from rag.values import Task, Turn
from tests.evaluation.examples import answer, record, report, unsure

EVIL = "<script>alert(1)</script>"
RECORDS = [
    record(),
    record(1, Case(f"=cmd() {EVIL}", ("+2",), "", None, True), answer(f"-1 {EVIL}", short="")),
    record(2, Case("Why?", answerable=False), answer(abstained=True)),
    failed(3, Case("Lost?"), "The model cannot be reached."),
    record(4, None, unsure()),
]
POINTED = Case("So?", points=("Rollo led.", "He < died."), history=(Turn("user", "<b>"),), task=Task.EXPLAIN)


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


def test_points_tasks_and_lengths_are_in_every_report():
    run = report([*RECORDS, record(5, POINTED, answer(task=Task.EXPLAIN))])
    row = list(csv.DictReader(io.StringIO(to_csv(run))))[5]
    assert (row["expected"], row["missing points"]) == ("Rollo led. | He < died.", "He < died.")
    assert (row["task"], row["points"], row["words"], row["own_sentences"]) == ("explain", "0.5", "4", "1")
    page = to_html(run)
    assert (
        'He &lt; died. <span class="quiet">(not said)' in page
        and "&lt;b&gt;" in page
        and "<b>" not in page[page.index("<h2>Cases") :]
    )
    text = run_table(run)
    line = next(line for line in text.splitlines() if line.startswith("explain"))
    assert line.split() == ["explain", "1", "50%", "50%", "4", "100%", "1", "0", "0"]
    line = next(line for line in text.splitlines() if line.startswith("unsure   "))
    assert line.split() == ["unsure", "1", "0%", "–", "6", "–", "0", "1", "0"]
    cells = [
        "<td>explain</td>",
        *(f'<td class="n">{cell}</td>' for cell in ("1", "50%", "50%", "4", "100%", "1", "0", "0")),
    ]
    assert "".join(cells) in page


def test_html_of_a_run_without_a_record():
    page = to_html(report([]))
    assert "0 of 0 cases" in page
