"""The settings page: what a student may want to choose and to know. The rest is under Tuning."""

import streamlit as st

from ui import resources
from ui.settings.defaults import show_defaults
from ui.settings.keys import show_keys
from ui.settings.models import show_models
from ui.settings.state import show_privacy, show_readiness, show_storage
from ui.settings.sureness import show_sureness


def page() -> None:
    """Say how things are, and change how sure an answer must be and what writes it."""
    st.title("Settings", anchor=False)
    show_readiness()
    show_sureness()
    show_models()
    show_defaults()
    if not resources.engine().by_class:  # there each person has their own, on the page You
        show_keys()
    show_storage()
    show_privacy()
