"""The one home of what Streamlit caches for the whole process."""

import streamlit as st

from service import shared
from service.engine import Engine


@st.cache_resource(show_spinner="Opening the library …")
def engine() -> Engine:
    """The engine of this process, its models loading in the background."""
    return shared.engine()
