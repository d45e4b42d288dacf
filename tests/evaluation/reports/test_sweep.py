import pytest

from evaluation.reports.export import sweep_html
from evaluation.reports.sweep import figure, figure_names, grid, rows, sweep
from evaluation.reports.table import sweep_table
from rag.errors import InvalidSetting
from rag.settings import Settings
from tests.evaluation.examples import answer, record, report


def test_grid_is_every_combination():
    found = grid(Settings(), ["retrieval.alpha=0.3,0.7", "answering.evidence=3,5"])
    assert [values for values, _ in found] == [
        {"retrieval.alpha": "0.3", "answering.evidence": "3"},
        {"retrieval.alpha": "0.3", "answering.evidence": "5"},
        {"retrieval.alpha": "0.7", "answering.evidence": "3"},
        {"retrieval.alpha": "0.7", "answering.evidence": "5"},
    ]
    assert found[1][1].retrieval.alpha == 0.3 and found[1][1].answering.evidence == 5


def test_nothing_set_is_one_run():
    assert grid(Settings(), []) == [({}, Settings())]


@pytest.mark.parametrize(
    "assignment",
    ["retrieval.alpha", "retrieval.alpha=", "retrieval.alhpa=1", "retrieval.alpha=7", "retrieval.alpha=x"],
)
def test_wrong_settings_are_found_before_anything_runs(assignment):
    with pytest.raises(InvalidSetting):
        grid(Settings(), [assignment])


def test_too_many():
    many = ",".join(str(number / 100) for number in range(101))
    with pytest.raises(InvalidSetting, match="101 runs"):
        grid(Settings(), [f"retrieval.alpha={many}"])


def test_table_and_plot():
    def run(name, settings):
        given = answer() if settings.retrieval.alpha > 0.5 else answer("Nobody.", short="")
        return report([record(0, None, given)], name)

    trials = sweep(grid(Settings(), ["retrieval.alpha=0.3,0.7"]), run)
    table = rows(trials, ["right", "balanced_accuracy"])
    assert [row["right"]["value"] for row in table] == [0, 1]
    assert [row["balanced_accuracy"] for row in table] == [None, None]
    assert "0.7" in sweep_table(table, ["right"])
    page = sweep_html(trials, ["right", "balanced_accuracy"])
    assert "retrieval.alpha" in page
    assert page.count("<polyline") == 1  # what applies nowhere has no line and no legend


def test_figures_by_name():
    summary = report([record()]).summary()
    assert figure(summary, "token_f1")["value"] == 1
    assert figure(summary, "recall") is None
    assert (figure(summary, "weighted_score")["value"], figure(summary, "unsure")["value"]) == (1, 0)
    assert {"right", "recall@5", "balanced_accuracy"} <= set(figure_names())
    with pytest.raises(InvalidSetting, match="no figure"):
        figure(summary, "glory")
