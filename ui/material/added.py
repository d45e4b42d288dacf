"""What became of the files that were added in the chat last, until the next question or a click."""

from collections.abc import Sequence

import streamlit as st

from rag.store.documents.attached import UnreadFile
from rag.store.jobs import Job, JobState
from ui import resources
from ui.markdown import Markdown, escape, plural
from ui.session import ADDED, current

_BECAME = {
    JobState.DONE: "was read, but needs a look.",
    JobState.SKIPPED: "was skipped.",
    JobState.FAILED: "could not be read.",
}


def show_added() -> None:
    """Why a file could not be read, in the reader's words; a number of those that simply were.

    The address of the page names the files, so that a reloaded page tells of them again.
    """
    if current().added:
        st.query_params[ADDED] = "-".join(map(str, current().added))
    else:
        st.query_params.pop(ADDED, None)
    found = (resources.engine().jobs.get(job_id) for job_id in current().added)
    ended = [job for job in found if job is not None and job.state in _BECAME]
    if not ended:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="added"):
        if not show_outcomes(ended):
            st.caption(f":material/check: {plural(len(ended), 'file')} read")
        st.button("Dismiss", key="dismiss-added", type="tertiary", icon=":material/close:", on_click=_dismiss)


def show_files(names: Sequence[str], unread: Sequence[UnreadFile]) -> None:
    """The files that came with a question, and of each that could not be read why."""
    reasons = {file.name: file.reason for file in unread}
    for name in names:
        if name in reasons:
            st.markdown(
                f":orange[:material/error:] **{escape(name)}** could not be read. {escape(reasons[name])}"
            )
        else:
            st.caption(f":material/attach_file: {escape(name)}")


def show_outcomes(jobs: Sequence[Job]) -> bool:
    """What became of files that were not simply read; whether there were any."""
    lines = [
        _line(job) for job in jobs if job.state in _BECAME and (job.message or job.state is not JobState.DONE)
    ]
    if lines:
        st.markdown("  \n".join(lines))
    return bool(lines)


def _line(job: Job) -> Markdown:
    return f":orange[:material/error:] **{escape(job.name)}** {_BECAME[job.state]} {escape(job.message)}"


def _dismiss() -> None:
    current().added = ()
