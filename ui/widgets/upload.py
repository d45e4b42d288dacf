"""Adding files: the uploader, and a bar for each file that is being read."""

from collections.abc import Sequence
from typing import Protocol

import streamlit as st

from ingest.readers import KINDS, SUFFIXES
from rag.store.jobs import Job, JobState
from ui import resources
from ui.session import current
from ui.text import escape

FIRST_COLLECTION = "My course"
FILE_TYPES = [suffix.lstrip(".") for suffix in SUFFIXES]
_SECONDS = 0.7
_DOING = {
    JobState.QUEUED: "waiting",
    JobState.READING: "reading page {done} of {total}",
    JobState.EMBEDDING: "indexing {done} of {total}",
}
# Embedding takes most of the time, so reading fills the first part of a bar only.
_SHARE = {JobState.QUEUED: (0.0, 0.0), JobState.READING: (0.0, 0.3), JobState.EMBEDDING: (0.3, 1.0)}


class Upload(Protocol):
    """A file that somebody sent."""

    name: str

    def getvalue(self) -> bytes: ...


def add_files(files: Sequence[Upload], collection: str = "") -> list[int]:
    """Queue files to be read into a collection ("": the chosen one); the ids of their jobs."""
    engine = resources.engine()
    target = collection or target_collection()
    engine.library.create_collection(target)
    with st.spinner("Receiving your files …"):
        worker = engine.worker()
        return [worker.enqueue(file.name, file.getvalue(), target) for file in files]


def target_collection() -> str:
    """Where files go when nobody says where: the chosen collection, the only one, or a first one."""
    names = [collection.name for collection in resources.engine().library.collections()]
    return current().collection or (names[0] if len(names) == 1 else FIRST_COLLECTION)


def uploader(collection: str, key: str) -> None:
    """A place to drop files on; what is dropped is read at once."""
    settings = resources.engine().settings.ingestion
    kinds = ", ".join(kind.label for kind in KINDS)
    state = f"{key}-count"
    count = st.session_state.setdefault(state, 0)
    files = st.file_uploader(
        f"Add files to {collection}",
        type=FILE_TYPES,
        accept_multiple_files=True,
        key=f"{key}-{count}",
        max_upload_size=settings.file_megabytes,
        help=f"{kinds}. Up to {settings.file_megabytes} MB and {settings.pages:,} pages a file.",
    )
    if files:
        add_files(files, collection)
        st.session_state[state] += 1  # a new key empties the uploader
        st.rerun()


def show_progress(collection: str | None = None) -> None:
    """Bars for the files that are being read, if there are any."""
    if resources.engine().jobs.list(collection, active_only=True):
        _follow(collection)


@st.fragment(run_every=_SECONDS)
def _follow(collection: str | None) -> None:
    active = resources.engine().jobs.list(collection, active_only=True)
    for job in active:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(_fraction(job), text=f"{escape(job.name)}: {_doing(job)}")
            st.button(
                "Cancel", key=f"cancel-{job.id}", icon=":material/close:", on_click=_cancel, args=(job.id,)
            )
    if not active:
        st.rerun()


def _cancel(job_id: int) -> None:
    resources.engine().jobs.cancel(job_id)


def _fraction(job: Job) -> float:
    low, high = _SHARE.get(job.state, (1.0, 1.0))
    return low + (high - low) * min(1.0, job.done / max(1, job.total))


def _doing(job: Job) -> str:
    if not job.total:
        return "waiting" if job.state is JobState.QUEUED else "opening"
    return _DOING.get(job.state, "").format(done=job.done, total=job.total)
