"""The documents of a collection: each with what is known of it, and what can be done with it."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from rag.values import Document
from ui import resources
from ui.markdown import Markdown, escape, megabytes, plural
from ui.material.health import show_health
from ui.widgets.confirm import confirm
from ui.widgets.details import joined


def show_documents(documents: Sequence[Document]) -> None:
    """One fold a document; a search box where there are many."""
    wanted = ""
    if len(documents) > 8:
        wanted = st.text_input("Find a document", key="find-document", icon=":material/search:").casefold()
    shown = [document for document in documents if wanted in f"{document.name} {document.title}".casefold()]
    for document in shown:
        _show_document(document)
    if documents and not shown:
        st.caption("No document has these words in its name or title.")


def _show_document(document: Document) -> None:
    state = (
        ":orange[:material/warning: needs a look]"
        if document.problems
        else ":green[:material/check_circle: read]"
    )
    added = f"{datetime.fromtimestamp(document.added):%d %b %Y}"
    details = [state, plural(document.pages, "page"), megabytes(document.size), added, escape(document.owner)]
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
        f"by {document.owner}" if document.owner else "",
        plural(document.chunks, "passage"),
    ]
    return joined([escape(part) for part in parts])


def _show_document_tools(document: Document) -> None:
    path = resources.engine().library.original(document.id)
    if path is not None:
        st.download_button(
            "Original", path.read_bytes, document.name, document.media_type, key=f"download-{document.id}",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.button(
            "Read again", key=f"again-{document.id}", icon=":material/refresh:", on_click=_read_again,
            args=(document,), help="Reads the kept original anew, for example after an update of Lectern. "
            "What is there stays until that is done.",
        )  # fmt: skip
    confirm(
        "Delete",
        f"This deletes **{escape(document.name)}**: its pages, its passages and the kept file. "
        "Answers that cite it keep their quotes.",
        key=f"delete-{document.id}",
        action=lambda: _remove(document),
    )


def _read_again(document: Document) -> None:
    resources.engine().inbox.read_again(document)


def _remove(document: Document) -> None:
    """Delete a document; a reading of it that is on its way must not bring it back."""
    engine = resources.engine()
    for job in engine.jobs.list(document.collection, active_only=True):
        if job.name == document.name:
            engine.cancel(job.id)
    engine.library.remove_document(document.id)
