"""The files that are being read, and what became of them: a line each."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from ingest.readers import is_mislabelled
from ingest.readers.health import LOCKED
from rag.errors import LecternError, Refusal
from rag.store.jobs import Job, JobState
from ui import resources
from ui.markdown import escape, plural
from ui.material.outcomes import Alike, grouped, just_read, parted, with_remedies, worth_telling
from ui.material.progress import doing, fraction
from ui.material.unlocking import unlock_form

_SECONDS = 0.7
_LINES = 8  # of files at work and waiting
_ENDED = {
    JobState.DONE: ":orange[:material/warning:] read, needs a look",
    JobState.SKIPPED: ":material/content_copy: skipped",
    JobState.FAILED: ":orange[:material/error:] not read",
    JobState.CANCELLED: ":material/pause_circle: cancelled",
}
_FOLDED = 12  # more files with one reason than these are folded
_FINAL = frozenset({Refusal.PASSWORD, Refusal.EMPTY})
_AGAIN = {JobState.FAILED: "Try again", JobState.CANCELLED: "Resume"}


def show_reading() -> None:
    """Bars for the files of any collection that are being read now; nothing where there are none."""
    active = _active(resources.engine().jobs.list(active_only=True))
    if active:
        st.fragment(_reading, run_every=_SECONDS)(active)


def show_queue(collection: str) -> None:
    """The files of a collection that are being read, and what became of the others, until it is cleared."""
    jobs = resources.engine().jobs.list(collection)
    active = _active(jobs)
    if jobs:
        st.fragment(_queue, run_every=_SECONDS if active else None)(collection, active)


def _active(jobs: Sequence[Job]) -> frozenset[int]:
    return frozenset(job.id for job in jobs if job.is_active)


def _reading(known: frozenset[int]) -> None:
    active = resources.engine().jobs.list(active_only=True)
    if known != _active(active):
        st.rerun()
    _show_active(active)


def _queue(collection: str, known: frozenset[int]) -> None:
    """`known` were at work when the page was drawn; it is drawn anew as soon as these are others.

    One that is finished is then among the documents, and one that is resumed is followed.
    """
    jobs = resources.engine().jobs.list(collection)
    if known != _active(jobs):
        st.rerun()
    _show_active([job for job in jobs if job.is_active])
    _show_ended([job for job in jobs if not job.is_active])


def _show_active(jobs: Sequence[Job]) -> None:
    for job in jobs[:_LINES]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"job-{job.id}"):
            st.progress(fraction(job), text=f"{escape(job.name)}: {doing(job)}")
            st.button(
                "Cancel", key=f"cancel-{job.id}", icon=":material/close:", on_click=_cancel, args=([job.id],)
            )
    if len(jobs) > _LINES:
        st.caption(f"and {plural(len(jobs) - _LINES, 'more file')} waiting")
    if len(jobs) > 1:
        ids = [job.id for job in jobs]
        st.button("Cancel all", key="cancel-all", type="tertiary", on_click=_cancel, args=(ids,))


def _show_ended(jobs: Sequence[Job]) -> None:
    """What was not simply read, in one box, by the reason, a line each; the rest is a number."""
    told = worth_telling(jobs)
    if told:
        with st.container(border=True, gap="small", key="ended"):
            for group in grouped(told):
                _show_group(group)
    read = just_read(jobs)
    if read:
        st.caption(f":material/check: {plural(read, 'file')} read")
    if jobs:
        st.button(
            "Clear this list", key="clear-jobs", type="tertiary", icon=":material/clear_all:",
            on_click=_clear, args=(jobs[0].collection,),
        )  # fmt: skip


def _show_group(group: Alike) -> None:
    """Files with one reason. Many of them are folded."""
    if len(group.jobs) == 1:
        _show_outcome(group.jobs[0], parted(group.jobs[0].message)[1])
        return
    again = [job for job in group.jobs if _can_try(job)]
    with st.container() if len(group.jobs) <= _FOLDED else st.expander(f"**{group.head}**"):
        if len(group.jobs) <= _FOLDED:
            st.markdown(f"**{group.head}**")
        for job, remedy in with_remedies(group.jobs):
            _show_outcome(job, remedy)
    if len(again) > 1:
        label = f"{_AGAIN[again[0].state]}: all {len(again)}"
        ids = [job.id for job in again]
        st.button(
            label, key=f"retry-all-{ids[0]}", icon=":material/refresh:", on_click=_retry_all, args=(ids,)
        )


def _show_outcome(job: Job, remedy: str) -> None:
    message = f"  \n{escape(parted(job.message)[0])}" if job.message else ""
    if remedy:
        message += f" {escape(remedy)}"
    with st.container(horizontal=True, vertical_alignment="center", key=f"job-{job.id}"):
        st.markdown(f"**{escape(job.name)}**: {_ENDED[job.state]}{message}", width="stretch")
        if _can_try(job):
            st.button(
                _AGAIN[job.state],
                key=f"retry-{job.id}",
                icon=":material/refresh:",
                on_click=_retry,
                args=(job.id,),
            )
    if job.refusal == Refusal.PASSWORD and job.path:
        unlock_form(job.id, job.name, "queue")


def _can_try(job: Job) -> bool:
    return job.state in _AGAIN and bool(job.path) and not _is_hopeless(job)


def _is_hopeless(job: Job) -> bool:
    """Whether trying again would say the same again."""
    if job.state is not JobState.FAILED:
        return False
    return job.refusal in _FINAL or job.message.startswith(LOCKED) or is_mislabelled(Path(job.path))


def _cancel(job_ids: Sequence[int]) -> None:
    for job_id in job_ids:
        resources.engine().cancel(job_id)


def _retry(job_id: int) -> None:
    try:
        resources.engine().jobs.retry(job_id)
    except LecternError as error:
        st.toast(escape(str(error)), icon=":material/error:")


def _retry_all(job_ids: Sequence[int]) -> None:
    for job_id in job_ids:
        _retry(job_id)


def _clear(collection: str) -> None:
    resources.engine().jobs.clear_finished(collection)
