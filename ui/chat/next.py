"""What may be asked next: the same in another form, and questions that the material answers too."""

import streamlit as st

from rag.store.conversations import Message
from rag.values import Answer, Task
from ui.chat.asking import again

_FORMS = {
    "Shorter": "Shorter, please.",
    "Simpler": "In simpler words, please.",
    "More detail": "More detail, please.",
}
_FIXED = (Task.ABOUT, Task.TALK)  # what the catalogue says has one form


def show_next(message: Message, answer: Answer) -> None:
    """Below the last answer of a chat, for these follow-ups are about the last one."""
    if answer.task in _FIXED:
        return
    with st.container(horizontal=True, gap="xsmall", key=f"forms-{message.id}"):
        for label, follow_up in _FORMS.items():
            st.button(label, key=f"form-{message.id}-{label}", on_click=again, args=(follow_up,))
