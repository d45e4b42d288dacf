"""A run on its way: how far it is, how long it will take, and what to do where it stands still."""

import streamlit as st

from rag.errors import LecternError
from rag.store.runs import EvaluationRun, RunState
from ui import resources
from ui.evaluation.reports import runs, told
from ui.markdown import Markdown, escape, roughly

_SECONDS = 0.7


def show_progress(run: EvaluationRun) -> None:
    """A bar for a run that is going on; for one that was cut short or has failed cases, the way to go on."""
    engine = resources.engine()
    if engine.evaluation.is_active(run.id):
        _follow(run.id)
    elif run.state is not RunState.DONE:
        _show_cut_short(run)
    elif told(run).summary["outcomes"]["failed"]:
        _show_failed(run, told(run).summary["outcomes"]["failed"])


@st.fragment(run_every=_SECONDS)
def _follow(run_id: int) -> None:
    worker = resources.engine().evaluation
    if not worker.is_active(run_id):
        st.rerun()
    run = runs().run(run_id)
    stopping = worker.is_stopping(run_id)
    with st.container(horizontal=True, vertical_alignment="center", key="run-progress"):
        st.progress(
            min(1.0, run.done / max(1, run.total)), text=_how_far(run, worker.seconds_left(run_id), stopping)
        )
        st.button(
            "Cancel", key="cancel-run", icon=":material/close:", disabled=stopping, on_click=worker.cancel,
            args=(run_id,),
        )  # fmt: skip


def _how_far(run: EvaluationRun, left: float | None, stopping: bool) -> Markdown:
    counted = f"{run.done:d} of {run.total:d}"
    if stopping:
        return f"{counted}, stopping after the case at hand …"
    return (
        f"{counted}, {roughly(left)} left"
        if left is not None
        else f"{counted}, the first case is being asked …"
    )


def _show_cut_short(run: EvaluationRun) -> None:
    _offer(run, f"{_why(run)} {run.done:d} of {run.total:d} cases are recorded.", "Resume")


def _show_failed(run: EvaluationRun, failed: int) -> None:
    counted = "One case" if failed == 1 else f"{failed} cases"
    _offer(run, f":material/error: {counted} could not be asked; the table says why.", "Ask again")


def _offer(run: EvaluationRun, why: Markdown, action: Markdown) -> None:
    """What is the matter with a run that stands still, and the button that sets it going."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="run-stands-still"):
        st.markdown(why)
        wanted = st.button(
            action, key="resume-run", icon=":material/resume:", type="primary",
            disabled=resources.engine().evaluation.busy,
        )  # fmt: skip
    if wanted:
        _resume(run)


def _why(run: EvaluationRun) -> Markdown:
    if run.state is RunState.CANCELLED:
        return ":material/cancel: This run was cancelled."
    if run.state is RunState.FAILED:
        return f":material/error: This run stopped: {escape(run.message)}"
    return ":material/power_off: This run was cut short (or goes on outside of this app)."


def _resume(run: EvaluationRun) -> None:
    engine = resources.engine()
    try:
        with st.spinner("Loading the models …"):
            runner = engine.runner()
        runner.check_same(run)
        engine.evaluation.start(runner, run.id)
    except LecternError as error:
        st.error(escape(str(error)), icon=":material/error:")
        return
    st.rerun()
