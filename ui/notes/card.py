"""A note as it is read: what was kept, the places that it cites, its remark, and what can be done with it."""

from collections.abc import Sequence

import streamlit as st

from rag.store.notes.notes import KeptNote
from ui import resources
from ui.chat.flow.cards import place_of
from ui.export.notes import heading_of
from ui.export.paper import TextRun
from ui.markdown import Markdown, bracketed, day, escape, escape_lines, place
from ui.navigation import open_conversation
from ui.notes.making import lines_of, sources_of
from ui.session import Opened
from ui.viewer.full_page import open_full_page
from ui.widgets.confirm import confirm
from ui.widgets.details import joined


def show_note(note: KeptNote) -> None:
    """One note in its frame."""
    with st.container(border=True, key=f"note-{note.id}"):
        st.markdown(f"**{escape(heading_of(note))}**")
        st.markdown(note_text(note))
        if note.remark:
            with st.container(key=f"remark-{note.id}"):
                st.markdown(escape_lines(note.remark))
        _show_places(note)
        with st.container(horizontal=True, vertical_alignment="center", key=f"note-foot-{note.id}"):
            st.caption(_details(note), width="content")
            _show_tools(note)


def note_text(note: KeptNote) -> Markdown:
    """Its text with the numbers of its sources."""
    return "\n".join(_line(runs) for runs in lines_of(note))


def _line(runs: Sequence[TextRun]) -> Markdown:
    """A line that ends as one; a blank one for no words."""
    return f"{' '.join(_run(run) for run in runs)}  " if runs else ""


def _run(run: TextRun) -> Markdown:
    return " ".join([escape(run.text), *(bracketed(number) for number in run.numbers)])


def _show_places(note: KeptNote) -> None:
    known = sources_of(note)
    with st.container(horizontal=True, gap="xxsmall", key=f"note-places-{note.id}"):
        for source in known:
            if st.button(place_of(source), key=f"cite-note-{note.id}-{source.number}"):
                open_full_page(known, Opened(0, source.number), escape(source.document))


def _details(note: KeptNote) -> Markdown:
    changed = f"changed {day(note.changed)}" if day(note.changed) != day(note.created) else ""
    about = escape(place(note.collection, note.collection_missing))
    return joined([about, f"kept {day(note.created)}", changed])


def _show_tools(note: KeptNote) -> None:
    if note.message_id is not None and st.button(
        "Open the chat", key=f"note-chat-{note.id}", icon=":material/chat:", type="tertiary"
    ):
        message = resources.engine().conversations.message(note.message_id)
        open_conversation(message.conversation_id)
    _show_remark_box(note)
    confirm(
        "Delete",
        "This deletes the note with its remark. The document and the chat stay. It cannot be undone.",
        key=f"delete-note-{note.id}",
        action=lambda: resources.engine().delete_note(note.id),
    )


def _show_remark_box(note: KeptNote) -> None:
    box = f"remark-box-{note.id}"
    label = "Edit remark" if note.remark else "Add a remark"
    with st.popover(label, icon=":material/edit_note:", key=box, on_change="rerun") as popover:
        if not popover.open:
            return
        with st.form(f"remark-form-{note.id}", border=False):
            st.text_area("Remark", note.remark, key=f"remark-text-{note.id}", max_chars=2000)
            st.form_submit_button("Save remark", on_click=_close_and_save, args=(box, note.id))


def _close_and_save(box: str, note_id: int) -> None:
    resources.engine().notes.remark(note_id, st.session_state[f"remark-text-{note_id}"].strip())
    st.session_state[box] = False
