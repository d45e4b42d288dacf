"""The evaluation page: run a test set, see what is right, wrong and unsupported, and whether it got better."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from evaluation.reports.labels import OTHERS_MEAN, QUALITY_MEANS, by_quality, setting_label
from evaluation.runs.runner import flat
from rag.store.runs import EvaluationRun, RunState
from ui import resources
from ui.comparison.comparison import show_comparison
from ui.evaluation.cases import show_cases
from ui.evaluation.drawing.plots import show_plots
from ui.evaluation.exports import show_exports
from ui.evaluation.figures import DASH
from ui.evaluation.following import show_progress
from ui.evaluation.groups import show_groups
from ui.evaluation.reports import Told, runs, testset_names, told
from ui.evaluation.start import show_start
from ui.evaluation.tiles import scores_table, show_tiles
from ui.markdown import escape, place

_VIEWS = ("Cases", "Plots", "Compare", "All scores", "Settings")


def page() -> None:
    """Start a run; look at one; compare it with another."""
    st.title("Evaluation", anchor=False)
    known = runs().all()
    show_start(known)
    wanted = st.query_params.get("run", "")
    if wanted and wanted not in {str(run.id) for run in known}:
        st.info("There is no such run. It may have been deleted.", icon=":material/info:")
    if not known:
        st.query_params.pop("run", None)
        return
    names = _names(known)
    run = _chosen(known, names)
    show_progress(run)
    if run.done:
        _show_report(run, known, names)


def _names(known: Sequence[EvaluationRun]) -> dict[int, str]:
    """What each run is called in a list."""
    testsets = testset_names()
    return {
        run.id: f"{run.name} · {testsets.get(run.testset_id, DASH)} · "
        f"{place(run.collection, run.collection_missing)} · "
        f"{datetime.fromtimestamp(run.created):%d %B, %H:%M} · {_state(run)}"
        for run in known
    }


def _state(run: EvaluationRun) -> str:
    if resources.engine().evaluation.is_active(run.id):
        return "going on"
    return f"{run.total} cases" if run.state is RunState.DONE else f"{run.done} of {run.total} cases"


def _chosen(known: Sequence[EvaluationRun], names: dict[int, str]) -> EvaluationRun:
    """The run of the address, else the newest; the address follows the choice."""
    by_id = {str(run.id): run for run in known}
    wanted = st.query_params.get("run", "")
    ids = list(by_id)
    chosen = st.selectbox(
        "Run",
        ids,
        ids.index(wanted) if wanted in ids else 0,
        format_func=lambda key: names[int(key)],
    )
    st.query_params["run"] = chosen
    return by_id[chosen]


def _show_report(run: EvaluationRun, known: Sequence[EvaluationRun], names: dict[int, str]) -> None:
    found = told(run)
    if not found.report.complete:
        st.caption(f"Of the {run.done:d} cases recorded so far:")
    if found.report.rescored:
        st.caption(
            "An earlier version of Lectern made this run. Its answers were kept, and are judged here by today's rules; "
            "so it can be compared with later runs."
        )
    show_tiles(found.summary)
    show_groups(found.summary)
    show_exports(run, found.report)
    view = st.segmented_control(
        "View", _VIEWS, default="Cases", required=True, key="view", label_visibility="collapsed"
    )
    if view == "Cases":
        show_cases(run.id, run.collection, found.report.records)
    elif view == "Plots":
        show_plots(found.report.records, found.summary)
    elif view == "Compare":
        show_comparison(run, _others(run, known), names)
    elif view == "All scores":
        _show_scores(found)
    else:
        _show_settings(found)


def _others(run: EvaluationRun, known: Sequence[EvaluationRun]) -> list[EvaluationRun]:
    """Runs with records to compare with: of the same test set first, the earlier ones before the later."""
    others = [other for other in known if other.id != run.id and other.done]
    return sorted(
        others, key=lambda other: (other.testset_id != run.testset_id, other.id > run.id, -other.id)
    )


def _show_scores(found: Told) -> None:
    st.caption(
        "Mean over the cases that a score applies to, with its 95% interval (from, to). "
        "An en dash: it applies to no case."
    )
    quality, others = by_quality(found.summary)
    st.markdown(QUALITY_MEANS)
    st.dataframe(
        scores_table(quality),
        hide_index=True,
        placeholder=DASH,
        height="content",
        alt="Quality of the answers",
    )
    st.markdown(OTHERS_MEAN)
    st.dataframe(scores_table(others), hide_index=True, placeholder=DASH, height=420, alt="All other scores")


def _show_settings(found: Told) -> None:
    """What the run was made with."""
    report = found.report
    rows = [
        {"Setting": escape(setting_label(name)), "Value": escape(str(value))}
        for name, value in flat(report.settings).items()
    ]
    st.caption(f"Library {escape(report.fingerprint)} · embedder {escape(report.embedder) or DASH}")
    st.table(rows, hide_index=True, border="horizontal")
