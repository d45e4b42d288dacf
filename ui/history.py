"""The history page."""

import streamlit as st


def page() -> None:
    st.title("History")
