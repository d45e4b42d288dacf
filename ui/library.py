"""The library page: collections, their documents, and how each file was read."""

from collections.abc import Sequence

import streamlit as st

from rag.errors import LecternError
from rag.store.jobs import Job, JobState
from rag.store.library import Collection
from ui import resources
from ui.session import current
from ui.text import escape, plural
from ui.widgets.confirm import confirm
from ui.widgets.documents import show_documents
from ui.widgets.upload import FIRST_COLLECTION, show_progress, uploader


def page() -> None:
    """Make, rename and delete collections; add, inspect and delete documents."""
    st.title("Library", anchor=False)
    collections = resources.engine().library.collections()
    name = _chosen(collections)
    _show_collection_tools(name, collections)
    uploader(name, key="library-upload")
    show_progress(name)
    _show_unfinished(name)
    if any(collection.name == name for collection in collections):
        show_documents(resources.engine().library.documents(name))


def _chosen(collections: Sequence[Collection]) -> str:
    """The collection that the page is about: the chosen one, else the first."""
    names = [collection.name for collection in collections] or [FIRST_COLLECTION]
    name = current().collection if current().collection in names else names[0]
    if len(names) > 1:
        return (
            st.pills("Collections", names, default=name, required=True, label_visibility="collapsed") or name
        )
    return name


def _show_collection_tools(name: str, collections: Sequence[Collection]) -> None:
    held = next((collection for collection in collections if collection.name == name), None)
    count = held.documents if held else 0
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(escape(name), anchor=False)
        st.caption(plural(count, "document"), width="content")
        _make()
        if held is not None:
            _rename(name)
            confirm(
                f"Delete {name}",
                f"This deletes the collection **{escape(name)}** with its {plural(count, 'document')}, "
                "their pages and files. Chats about it stay. It cannot be undone.",
                key="delete-collection",
                action=lambda: _delete_collection(name),
            )


def _make() -> None:
    with (
        st.popover("New collection", icon=":material/create_new_folder:"),
        st.form("make-collection", border=False, clear_on_submit=True),
    ):
        name = st.text_input("Name of the new collection", max_chars=100)
        if st.form_submit_button("Make it") and name.strip():
            resources.engine().library.create_collection(name)
            current().collection = " ".join(name.split())
            st.rerun()


def _rename(old: str) -> None:
    with (
        st.popover("Rename", icon=":material/edit:"),
        st.form("rename-collection", border=False),
    ):
        new = st.text_input("New name", value=old, max_chars=100)
        if st.form_submit_button("Rename it") and new.strip() and new != old:
            try:
                resources.engine().library.rename_collection(old, new)
            except LecternError as error:
                st.error(str(error))
                return
            current().collection = " ".join(new.split())
            st.rerun()


def _delete_collection(name: str) -> None:
    engine = resources.engine()
    for job in engine.jobs.list(name, active_only=True):
        engine.jobs.cancel(job.id)
    engine.library.delete_collection(name)
    current().collection = ""


def _show_unfinished(name: str) -> None:
    """Uploads that failed, were cancelled or need a look, until they are cleared."""
    jobs = [job for job in resources.engine().jobs.list(name) if not job.is_active and _worth_telling(job)]
    for job in jobs:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(_outcome(job))
            if job.state in (JobState.FAILED, JobState.CANCELLED) and job.path:
                st.button(
                    "Read again", key=f"retry-{job.id}", icon=":material/refresh:", on_click=_retry,
                    args=(job.id,),
                )  # fmt: skip
    if jobs:
        st.button("Clear these messages", key="clear-jobs", type="tertiary", on_click=_clear, args=(name,))


def _worth_telling(job: Job) -> bool:
    return job.state is not JobState.DONE or bool(job.message)


def _outcome(job: Job) -> str:
    words = {
        JobState.DONE: ":material/check: read",
        JobState.SKIPPED: ":material/content_copy: skipped",
        JobState.FAILED: ":material/error: not read",
        JobState.CANCELLED: ":material/cancel: cancelled",
    }
    return f"**{escape(job.name)}**: {words[job.state]}. {escape(job.message)}"


def _retry(job_id: int) -> None:
    try:
        resources.engine().worker().retry(job_id)
    except LecternError as error:
        st.toast(str(error), icon=":material/error:")


def _clear(name: str) -> None:
    resources.engine().jobs.clear_finished(name)
