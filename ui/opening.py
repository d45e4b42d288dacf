"""The ways to the chat, to the test sets and to the evaluation, from any other page."""

import streamlit as st

from ui import chat
from ui.session import current


def chat_page() -> st.Page:
    """The chat page, as the navigation knows it."""
    return st.Page(chat.page, title="Chat", icon=":material/chat:", url_path="chat", default=True)


def open_conversation(conversation: int | None) -> None:
    """Go to the chat page with this conversation (None: a new one)."""
    current().start(conversation)
    st.switch_page(chat_page())


def testsets_page() -> st.Page:
    """The page of test sets, as the navigation knows it."""
    from ui import testsets  # which imports pages that lead here

    return st.Page(testsets.page, title="Test sets", icon=":material/quiz:", url_path="testsets")


def evaluation_page() -> st.Page:
    """The evaluation page, as the navigation knows it."""
    from ui import runs  # which imports pages that lead here

    return st.Page(runs.page, title="Evaluation", icon=":material/fact_check:", url_path="runs")
