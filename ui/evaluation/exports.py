"""A report to take along: for a spreadsheet, for a program, for a reader; and its end."""

import json
import re
from functools import partial

import streamlit as st

from evaluation.reports.compare import RunComparison
from evaluation.reports.compare import to_json as comparison_to_json
from evaluation.reports.export import to_csv, to_html
from evaluation.reports.report import Report, to_json
from rag.store.runs import EvaluationRun
from ui import resources
from ui.evaluation.reports import runs
from ui.markdown import escape, plural
from ui.widgets.confirm import confirm


def show_exports(run: EvaluationRun, report: Report) -> None:
    """Three files to save, and deleting the run."""
    name = _file_name(report.name)
    with st.container(horizontal=True, key="exports"):
        for label, suffix, kind, what in (
            ("CSV", "csv", "text/csv", "A line a case with every score, for a spreadsheet."),
            (
                "JSON",
                "json",
                "application/json",
                "The whole report; `python -m evaluation compare` reads it.",
            ),
            ("HTML", "html", "text/html", "One page to hand in; needs nothing else to be read."),
        ):
            st.download_button(
                label, partial(_made, report, suffix), f"{name}.{suffix}", kind,
                key=f"save-{suffix}-{run.id}", help=what, icon=":material/download:", on_click="ignore",
            )  # fmt: skip
        if not resources.engine().evaluation.is_active(run.id):
            confirm(
                "Delete the run",
                f"This deletes the run **{escape(run.name)}** with its {plural(run.done, 'record')}. "
                "The test set stays. It cannot be undone.",
                key="delete-run",
                action=lambda: runs().delete(run.id),
            )


def save_comparison(comparison: RunComparison, place: str) -> None:
    """The comparison as a file."""
    names = f"{_file_name(comparison.before.name)}-{_file_name(comparison.after.name)}"
    st.download_button(
        "Comparison as JSON", partial(_comparison, comparison), f"{names}.json", "application/json",
        key=f"save-comparison-{place}", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _made(report: Report, suffix: str) -> bytes:
    if suffix == "csv":
        return ("\ufeff" + to_csv(report)).encode("utf-8")  # with the mark that spreadsheets know UTF-8 by
    return to_html(report).encode("utf-8") if suffix == "html" else _json(to_json(report))


def _comparison(comparison: RunComparison) -> bytes:
    return _json(comparison_to_json(comparison))


def _json(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8")


def _file_name(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name).strip("-.") or "run"
