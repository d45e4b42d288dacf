"""What stands below an answer: what can be done with it, and how it came about."""

import streamlit as st

from rag.store.conversations import Message
from rag.values import Answer
from ui import resources
from ui.chat.feedback import feedback
from ui.chat.keep import keep_button
from ui.markdown import escape


def show_foot(message: Message, asked: Message, answer: Answer) -> None:
    """The tools of an answer in one row."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"foot-{message.id}"):
        feedback(message, answer)
        keep_button(message, answer)
        _show_details(message, asked, answer)
    if answer.search_query and answer.search_query.casefold() != answer.question.strip().casefold():
        st.caption(f":material/search: Searched for: {escape(answer.search_query)}")


def _show_details(message: Message, asked: Message, answer: Answer) -> None:
    """The time that was waited, once it is known: an answer is dated when it is in the library."""
    with st.popover("Details", type="tertiary", key=f"details-{message.id}"):
        if resources.engine().answers.unwritten(message.id) is None:
            st.caption(
                f"It took {message.created - asked.created:.1f} s from the question to the answer, waiting included."
            )
        read, shown = len(answer.passages), len(answer.evidence)
        st.caption(f"Chosen from {read:d} passages: {shown:d} sentences.")
