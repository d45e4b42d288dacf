"""The files that are being read, and what became of them: a line each."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from ingest.readers import is_mislabelled
from ingest.readers.health import LOCKED
from rag.errors import LecternError
from rag.store.jobs import Job, JobState
from ui import resources
from ui.markdown import escape, plural
from ui.material.progress import doing, fraction

_SECONDS = 0.7
_LINES = 8  # of files at work and waiting
_ENDED = {
    JobState.DONE: ":orange[:material/warning:] read, needs a look",
    JobState.SKIPPED: ":material/content_copy: skipped",
    JobState.FAILED: ":orange[:material/error:] not read",
    JobState.CANCELLED: ":material/pause_circle: cancelled",
}
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
    """What was not simply read, in one box, a line each; the rest is a number."""
    told = [job for job in jobs if _worth_telling(job)]
    if told:
        with st.container(border=True, gap="small", key="ended"):
            for job, remedy in with_remedies(told):
                _show_outcome(job, remedy)
    if len(told) < len(jobs):
        st.caption(f":material/check: {plural(len(jobs) - len(told), 'file')} read")
    if jobs:
        st.button(
            "Clear this list", key="clear-jobs", type="tertiary", icon=":material/clear_all:",
            on_click=_clear, args=(jobs[0].collection,),
        )  # fmt: skip


def with_remedies(jobs: Sequence[Job]) -> list[tuple[Job, str]]:
    """The files with what to do, which is said once for those that it is the same for, with the last of them."""
    remedies = [_parted(job.message)[1] for job in jobs]
    order = sorted(range(len(jobs)), key=lambda place: remedies.index(remedies[place]))
    following = [remedies[place] for place in order[1:]] + [None]
    return [
        (jobs[place], "" if remedies[place] == after else remedies[place])
        for place, after in zip(order, following, strict=True)
    ]


def _parted(message: str) -> tuple[str, str]:
    """What is wrong, which is the first sentence, and what to do."""
    first, dot, rest = message.partition(". ")
    return first + dot.strip(), rest


def _show_outcome(job: Job, remedy: str) -> None:
    message = f"  \n{escape(_parted(job.message)[0])}" if job.message else ""
    if remedy:
        message += f" {escape(remedy)}"
    with st.container(horizontal=True, vertical_alignment="center", key=f"job-{job.id}"):
        st.markdown(f"**{escape(job.name)}**: {_ENDED[job.state]}{message}", width="stretch")
        if job.state in _AGAIN and job.path and not _is_hopeless(job):
            st.button(
                _AGAIN[job.state],
                key=f"retry-{job.id}",
                icon=":material/refresh:",
                on_click=_retry,
                args=(job.id,),
            )


def _is_hopeless(job: Job) -> bool:
    """Whether trying again would say the same again."""
    return job.state is JobState.FAILED and (job.message.startswith(LOCKED) or is_mislabelled(Path(job.path)))


def _worth_telling(job: Job) -> bool:
    return job.state is not JobState.DONE or bool(job.message)


def _cancel(job_ids: Sequence[int]) -> None:
    for job_id in job_ids:
        resources.engine().cancel(job_id)


def _retry(job_id: int) -> None:
    try:
        resources.engine().jobs.retry(job_id)
    except LecternError as error:
        st.toast(escape(str(error)), icon=":material/error:")


def _clear(collection: str) -> None:
    resources.engine().jobs.clear_finished(collection)
