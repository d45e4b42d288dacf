"""The settings page."""

import streamlit as st


def page() -> None:
    st.title("Settings")
