"""The documents of a collection: each with what is known of it, and what can be done with it."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from rag.values import Document
from rag.values.places import counted
from ui import resources
from ui.markdown import Markdown, escape, megabytes, plural
from ui.material.health import show_health
from ui.material.order import choose_documents
from ui.material.preview import preview_button
from ui.material.selection import check_box, move_box, remove, show_selection
from ui.session import current
from ui.viewer.full_page import open_button
from ui.widgets.confirm import confirm
from ui.widgets.details import joined


def show_documents(documents: Sequence[Document]) -> None:
    """One fold a document, in the order that is chosen; many can be selected."""
    shown = choose_documents(documents)
    library = resources.engine().library
    selecting = all(map(library.may_change, documents)) and show_selection(shown)
    for document in shown:
        if selecting:
            with st.container(horizontal=True, vertical_alignment="center", key=f"selectable-{document.id}"):
                check_box(document)
                _show_document(document)
        else:
            _show_document(document)


def _show_document(document: Document) -> None:
    state = (
        ":orange[:material/warning: needs a look]"
        if document.problems
        else ":green[:material/check_circle: read]"
    )
    added = f"{datetime.fromtimestamp(document.added):%d %b %Y}"
    length = plural(document.pages, escape(counted(document.method, document.name)))
    details = [state, length, megabytes(document.size), added, escape(_added_by(document))]
    fold = st.expander(
        f"**{escape(document.title or document.name)}** · {joined(details)}",
        key=f"document-{document.id}",
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        st.caption(_details(document))
        show_health(document)
        with st.container(horizontal=True):
            _show_document_tools(document)


def _details(document: Document) -> Markdown:
    parts = [
        document.name,
        megabytes(document.size),
        f"added {datetime.fromtimestamp(document.added):%d %B %Y, %H:%M}",
        f"by {by}" if (by := _added_by(document)) else "",
        "only you read it" if document.only_for else "",
    ]
    return joined([escape(part) for part in parts])


def _added_by(document: Document) -> str:
    """The name that a person gave with it; in a class nobody's but one's own."""
    asker = resources.engine().asker
    if asker.role is None:
        return document.owner
    return "you" if document.owner == asker.person else ""


def _show_document_tools(document: Document) -> None:
    open_button(document)
    preview_button(document)
    may_change = resources.engine().library.may_change(document)
    if may_change:
        _rename(document)
        move_box([document], f"move-{document.id}")
    path = resources.engine().library.original(document.id)
    if path is not None:
        st.download_button(
            "Original", path.read_bytes, document.name, document.media_type, key=f"download-{document.id}",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
    if path is not None and may_change:
        st.button(
            "Read again", key=f"again-{document.id}", icon=":material/refresh:", on_click=_read_again,
            args=(document,), help="Reads the kept original anew, for example after an update of Lectern. "
            "What is there stays until that is done.",
        )  # fmt: skip
    if may_change:
        _delete(document)


def _delete(document: Document) -> None:
    confirm(
        "Delete",
        f"This deletes **{escape(document.name)}**: its pages, its passages and the kept file. "
        "Answers that cite it keep their quotes.",
        key=f"delete-{document.id}",
        action=lambda: remove([document]),
    )


def _rename(document: Document) -> None:
    key = f"rename-{document.id}"
    box = f"{key}-{current().closed_boxes}"
    with (
        st.popover("Rename", icon=":material/edit:", key=box, on_change="rerun"),
        st.form(f"{key}-form", border=False),
    ):
        title = st.text_input(
            "Title", document.title, max_chars=200, key=f"{key}-title",
            help="Leave it empty to take the title that the file gives itself.",
        )  # fmt: skip
        st.caption(f"The file stays {escape(document.name)}. Answers cite it by that name.")
        if st.form_submit_button("Save", type="primary"):
            resources.engine().library.rename_document(document.id, title)
            current().closed_boxes += 1
            st.rerun()


def _read_again(document: Document) -> None:
    resources.engine().inbox.read_again(document)
