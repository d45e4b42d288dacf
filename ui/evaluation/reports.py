"""Reports of the library's runs, each made once."""

from dataclasses import dataclass

import streamlit as st

from evaluation.reports.compare import RunComparison, compare
from evaluation.reports.report import Report, report_of
from evaluation.runs.summary import Block
from rag.store.runs import EvaluationRun, Runs
from ui import resources


@dataclass(frozen=True, slots=True)
class Told:
    """A report with its summary, which takes a moment to compute."""

    report: Report
    summary: Block


def runs() -> Runs:
    """The runs of the library, for those who only read them: no model is needed."""
    return resources.engine().runs


def testset_names() -> dict[int, str]:
    """The name of each test set by its key."""
    return {testset.id: testset.name for testset in resources.engine().testsets.all()}


def told(run: EvaluationRun) -> Told:
    """The report of what a run has recorded so far."""
    return _told(str(resources.engine().folder), run.id, run.created, run.done, run.finished)


def compared(before: EvaluationRun, after: EvaluationRun) -> RunComparison:
    """Two runs side by side. Raises LecternError where they share no case."""
    keys = tuple((run.id, run.created, run.done, run.finished) for run in (before, after))
    return _compared(str(resources.engine().folder), keys, before, after)


@st.cache_resource(max_entries=16, show_spinner=False)
def _told(folder: str, run_id: int, created: float, done: int, finished: float | None) -> Told:
    engine = resources.engine()
    run = runs().run(run_id)
    name = testset_names().get(run.testset_id, "")
    report = report_of(runs(), run_id, name, engine.library.fingerprint or "")
    return Told(report, report.summary())


@st.cache_resource(max_entries=8, show_spinner=False)
def _compared(
    folder: str, keys: tuple[object, ...], _before: EvaluationRun, _after: EvaluationRun
) -> RunComparison:
    return compare(told(_before).report, told(_after).report)
