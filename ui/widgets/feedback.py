"""Thumbs up and down, a note, and the way from a bad answer to a test case."""

import streamlit as st

from rag.store.conversations import Feedback, Message
from ui import resources

_DOWN, _UP = 0, 1


def feedback(message: Message) -> None:
    """The thumbs of one answer; a thumb down offers a note."""
    key = f"thumbs-{message.id}"
    given = message.feedback
    default = None if given is None else (_UP if given.positive else _DOWN)
    st.feedback("thumbs", key=key, default=default, on_change=_rate, args=(message.id, key))
    if given is not None and not given.positive:
        _note(message, given)


def _note(message: Message, given: Feedback) -> None:
    with st.popover(
        "Say why" if not given.note else "Your note", icon=":material/edit_note:", type="tertiary"
    ):
        key = f"note-{message.id}"
        st.text_area("What was wrong?", value=given.note, key=key)
        st.button("Keep the note", key=f"keep-{message.id}", on_click=_keep, args=(message.id, key))


def _rate(message_id: int, key: str) -> None:
    chosen = st.session_state[key]
    resources.engine().conversations.rate(message_id, None if chosen is None else Feedback(chosen == _UP))


def _keep(message_id: int, key: str) -> None:
    resources.engine().conversations.rate(message_id, Feedback(False, st.session_state[key].strip()))
