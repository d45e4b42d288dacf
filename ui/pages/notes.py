"""The notes page: what was kept of answers and pages, to be found, opened at its place, remarked on and exported."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from rag.store.notes.notes import KeptNote
from ui import resources
from ui.export.docx import MEDIA_TYPE, to_docx
from ui.export.markdown import to_markdown
from ui.export.notes import paper_of_notes
from ui.export.paper import Paper
from ui.markdown import plural
from ui.notes.card import show_note

_PAGE = 20


def page() -> None:
    """Notes, the latest first."""
    st.title("Notes", anchor=False)
    names = resources.engine().notes.collections()
    if not names:
        st.markdown(
            ":material/bookmark_add: **Nothing is kept yet.** Under an answer, *More* has *Keep as a note*; above a "
            "page, *Keep as a note* keeps the words that are marked there, or a part that you choose. What you keep "
            "stays here, with its place in your material."
        )
        return
    wanted, collection = _choose(names)
    found = resources.engine().notes.list(wanted, collection)
    if not found:
        st.caption("No note has all of these words." if wanted.strip() else "There are no notes here.")
        return
    _show_head(found, wanted, collection)
    pages = -(-len(found) // _PAGE)
    shown = st.pagination(pages, key="notes-page") if pages > 1 else 1
    for note in found[(shown - 1) * _PAGE : shown * _PAGE]:
        show_note(note)


def _choose(names: Sequence[str]) -> tuple[str, str | None]:
    """What is looked for, and in which collection (None: in any)."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="choose-notes"):
        wanted = st.text_input(
            "Search your notes",
            key="search-notes",
            icon=":material/search:",
            placeholder="Words of a note, its remark or its document",
        )
        if len(names) < 2:
            return wanted, None
        collection = st.selectbox(
            "Collection", [None, *names], format_func=_called, key="notes-collection", width=240
        )
    return wanted, collection


def _called(name: str | None) -> str:
    return "All notes" if name is None else name or "All collections"


def _show_head(found: Sequence[KeptNote], wanted: str, collection: str | None) -> None:
    """How many there are, and the way to take them along."""
    said = [f"with the words “{wanted.strip()}”"] if wanted.strip() else []
    about = ", ".join([_called(collection), *said])
    with st.container(horizontal=True, vertical_alignment="center", key="notes-head"):
        st.caption(plural(len(found), "note"), width="content")
        for label, make, suffix, kind in (
            ("Save as Word", to_docx, "docx", MEDIA_TYPE),
            ("Save as Markdown", to_markdown, "md", "text/markdown"),
        ):
            st.download_button(
                label, partial(_made, make, found, about), f"lectern-notes.{suffix}", kind, key=f"notes-{suffix}",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _made(make: Callable[[Paper], str | bytes], notes: Sequence[KeptNote], about: str) -> str | bytes:
    return make(paper_of_notes(notes, about))
