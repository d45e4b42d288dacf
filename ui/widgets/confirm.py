"""A button that asks once more before it does what cannot be undone."""

from collections.abc import Callable

import streamlit as st

from ui.markdown import Markdown


def confirm(
    label: Markdown,
    warning: Markdown,
    key: str,
    action: Callable[[], None],
    yes: Markdown = "Yes, delete",
    icon: str = ":material/delete:",
) -> None:
    """A button that opens a question; only its answer runs `action`, closes the question, and runs the page anew."""
    box = f"{key}-ask"
    with st.popover(label, icon=icon, key=box, on_change="rerun"):
        st.markdown(warning)
        st.button(yes, key=f"{key}-yes", type="primary", on_click=_close_and_do, args=(box, action))


def _close_and_do(box: str, action: Callable[[], None]) -> None:
    """A question that stays open would ask about what comes next in its place."""
    st.session_state[box] = False
    action()
