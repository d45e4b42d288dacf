"""A question that could not be put: its text stays on the page with the reason, to be changed and asked again."""

from collections.abc import Callable, Sequence

import streamlit as st

from rag.errors import LecternError
from rag.question.length import MOST_CHARACTERS, check_length
from ui.markdown import escape
from ui.session import Unasked, current

LIMIT = f"At most {MOST_CHARACTERS:,} characters a question."
_LINES = 180  # pixels of the text's height

Ask = Callable[[str, Sequence[int], Sequence[str]], None]
"""Puts a question, with the jobs and the names of the files that came with it."""


def put(ask: Ask, question: str, jobs: Sequence[int] = (), files: Sequence[str] = ()) -> None:
    """Put a question by `ask`; where that cannot be, keep it, so that nobody has to type it twice."""
    session = current()
    before = session.unasked
    try:
        check_length(question)
        ask(question, jobs, files)
    except LecternError as error:
        attempt = before.attempt + 1 if before else 1
        session.unasked = Unasked(question, str(error), tuple(jobs), tuple(files), attempt)
    else:
        session.unasked = None


def show_unasked(ask: Ask) -> None:
    """The question that could not be put, if there is one."""
    unasked = current().unasked
    if unasked is None:
        return
    key = f"unasked-{unasked.attempt}"
    with st.container(key="unasked", gap="small"):
        st.warning(escape(unasked.reason), icon=":material/warning:")
        st.text_area("Your question", unasked.text, height=_LINES, key=key)
        with st.container(horizontal=True):
            st.button("Ask", key="unasked-ask", type="primary", on_click=_again, args=(ask, key, unasked))
            st.button("Delete", key="unasked-discard", on_click=_discard)


def _again(ask: Ask, key: str, unasked: Unasked) -> None:
    text = st.session_state[key]
    if text.strip():
        put(ask, text, unasked.jobs, unasked.files)


def _discard() -> None:
    current().unasked = None
