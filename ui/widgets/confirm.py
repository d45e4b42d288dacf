"""A button that asks once more before it does what cannot be undone."""

from collections.abc import Callable

import streamlit as st


def confirm(label: str, warning: str, key: str, action: Callable[[], None]) -> None:
    """A button that opens a question; only its answer runs `action`, and then the page anew."""
    with st.popover(label, icon=":material/delete:", key=f"{key}-ask"):
        st.markdown(warning)
        if st.button("Yes, delete", key=f"{key}-yes", type="primary"):
            action()
            st.rerun()
