"""Many documents chosen at once, to be moved or deleted together."""

from collections.abc import Sequence

import streamlit as st

from rag.errors import LecternError
from rag.values import Document
from ui import resources
from ui.markdown import escape, plural
from ui.session import current
from ui.widgets.confirm import confirm

_SELECTING = "select-documents"


def show_selection(documents: Sequence[Document]) -> bool:
    """The switch that brings the check boxes, and what can be done with what is checked; whether it is on."""
    if len(documents) < 2:
        return False
    with st.container(horizontal=True, vertical_alignment="center", key="selection"):
        selecting = st.toggle("Select several", key=_SELECTING)
        if selecting:
            st.button("Select all", key="select-all", type="tertiary", on_click=_check_all, args=(documents,))
            chosen = [document for document in documents if st.session_state.get(_key(document))]
            if chosen:
                _show_tools(chosen)
            else:
                st.caption("Check the documents that you want to move or delete.", width="content")
    return selecting


def check_box(document: Document) -> None:
    """The check box of a document."""
    st.checkbox(
        f"Select {escape(document.title or document.name)}", key=_key(document), label_visibility="collapsed"
    )


def move_box(documents: Sequence[Document], key: str) -> None:
    """A button that opens the choice of another collection; nothing where there is no other one."""
    collection = documents[0].collection
    names = [known.name for known in resources.engine().library.collections() if known.name != collection]
    if not names:
        return
    with (
        st.popover(
            "Move",
            icon=":material/drive_file_move:",
            key=f"{key}-{current().closed_boxes}",
            on_change="rerun",
        ),
        st.form(f"{key}-form", border=False),
    ):
        target = st.selectbox("To the collection", names, key=f"{key}-to")
        st.caption("Answers that cite it stay as they are.")
        if st.form_submit_button("Move", type="primary"):
            _move(documents, target)


def remove(documents: Sequence[Document]) -> None:
    """Delete documents; a reading of one that is on its way must not bring it back."""
    engine = resources.engine()
    names = {document.name for document in documents}
    for job in engine.jobs.list(documents[0].collection, active_only=True):
        if job.name in names:
            engine.cancel(job.id)
    engine.library.remove_documents([document.id for document in documents])


def _show_tools(chosen: Sequence[Document]) -> None:
    st.markdown(f"**{len(chosen):d} selected**", width="content")
    move_box(chosen, "move-selected")
    confirm(
        "Delete",
        f"This deletes {plural(len(chosen), 'document')} with their pages and kept files. "
        "Answers that cite them keep their quotes. It cannot be undone.",
        key="delete-selected",
        action=lambda: remove(chosen),
    )


def _move(documents: Sequence[Document], target: str) -> None:
    try:
        resources.engine().library.move_documents([document.id for document in documents], target)
    except LecternError as error:
        st.error(escape(str(error)), icon=":material/error:")
        return
    current().closed_boxes += 1
    st.toast(f"Moved to {escape(target)}.", icon=":material/check:")
    st.rerun()


def _check_all(documents: Sequence[Document]) -> None:
    for document in documents:
        st.session_state[_key(document)] = True


def _key(document: Document) -> str:
    return f"select-{document.id}"
