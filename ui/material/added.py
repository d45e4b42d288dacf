"""What became of the files that were added in the chat last, until the next question or a click."""

from collections.abc import Sequence

import streamlit as st

from ingest.files import library_name
from rag.errors import Refusal
from rag.store.documents.attached import UnreadFile
from rag.store.jobs import Job, JobState
from ui import resources
from ui.markdown import Markdown, escape, plural
from ui.material.outcomes import Alike, grouped, just_read, with_remedies, worth_telling
from ui.material.unlocking import unlock_form
from ui.session import ADDED, current

_TOGETHER = 3
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
    ended = [job for job in resources.engine().jobs.family(current().added) if job.state in _BECAME]
    if not ended:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="added"):
        with st.container(gap="small"):
            if not show_outcomes(ended, "added"):
                st.caption(f":material/check: {plural(just_read(ended), 'file')} read")
        st.button("Dismiss", key="dismiss-added", type="tertiary", icon=":material/close:", on_click=_dismiss)


def show_files(names: Sequence[str], unread: Sequence[UnreadFile]) -> None:
    """The files that came with a question, and of each that could not be read why."""
    unknown = {file.name for file in unread}
    for name in names:
        if library_name(name) not in unknown and name not in unknown:
            st.caption(f":material/attach_file: {escape(name)}")
    for file in unread:
        st.markdown(
            f":orange[:material/error:] **{escape(file.name)}** could not be read. {escape(file.reason)}"
        )
        if file.locked is not None:
            unlock_form(file.locked, file.name, "asked")


def show_outcomes(jobs: Sequence[Job], place: str) -> bool:
    """What became of files that were not simply read, by the reason; whether there were any. `place` tells them from
    the same ones elsewhere on the page."""
    told = [job for job in worth_telling(jobs) if job.state in _BECAME]
    for group in grouped(told):
        st.markdown("  \n".join(_lines(group)))
        for job in group.jobs:
            if job.refusal == Refusal.PASSWORD and job.path:
                unlock_form(job.id, job.name, place)
    return bool(told)


def _lines(group: Alike) -> list[Markdown]:
    """A line for each file; where there are many with one reason, they share a line for each remedy."""
    if len(group.jobs) < _TOGETHER:
        return [_line(job) for job in group.jobs]
    lines, names = [f":orange[:material/error:] **{group.head}**:"], []
    for job, remedy in with_remedies(group.jobs):
        names.append(escape(job.name))
        if remedy or job is group.jobs[-1]:
            lines.append(f"{', '.join(names)}. {escape(remedy)}")
            names = []
    return [*lines, f"{', '.join(names)}."] if names else lines


def _line(job: Job) -> Markdown:
    return f":orange[:material/error:] **{escape(job.name)}** {_BECAME[job.state]} {escape(job.message)}"


def _dismiss() -> None:
    current().added = ()
