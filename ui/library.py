"""The library page."""

import streamlit as st


def page() -> None:
    st.title("Library")
