"""Documents that an earlier Lectern read: one button reads them again."""

from collections.abc import Sequence

import streamlit as st

from ingest.readers.base import is_outdated
from rag.errors import LecternError
from rag.values import Document
from ui import resources
from ui.markdown import Markdown, escape, plural

_NAMED = 5


def offer_rereading(documents: Sequence[Document]) -> None:
    """Where some of the documents were read by an earlier Lectern, say so, and offer to read them again."""
    known = resources.engine()
    mine = known.library.may_change
    old = [document for document in documents if is_outdated(document) and mine(document)]
    waiting = {job.name for job in known.jobs.list(active_only=True)}
    old = [document for document in old if document.name not in waiting]
    gone = {document.id: document.name for document in old if known.library.original(document.id) is None}
    old = [document for document in old if document.id not in gone]
    if gone:
        st.markdown(f":material/info: {_without_file(list(gone.values()))}")
    if not old:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"{plural(len(old), 'document')} here: read by an earlier Lectern. Read "
            "again, their tables, lists and headings are understood too. Chats stay as they are."
        )
        if st.button("Read them again", icon=":material/refresh:", key="reread-all"):
            _read_again(old)
            st.rerun()


def _without_file(names: Sequence[str]) -> Markdown:
    """What is said of documents whose files were not kept."""
    shown = ", ".join(escape(name) for name in names[:_NAMED])
    if names[_NAMED:]:
        shown += f" and {len(names) - _NAMED:d} more"
    return (
        f"{plural(len(names), 'document')} here: read by an earlier Lectern, and the file was not kept ({shown}). To "
        "have it read anew, add the file again under its name."
    )


def _read_again(documents: Sequence[Document]) -> None:
    for document in documents:
        try:
            resources.engine().inbox.read_again(document)
        except LecternError as error:
            st.toast(escape(str(error)))
