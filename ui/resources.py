"""The one home of what Streamlit caches for the whole process."""

import streamlit as st

from rag.settings import default_library
from service.engine import Engine


@st.cache_resource(show_spinner="Opening the library …")
def engine() -> Engine:
    """The engine of this process, its models loading in the background."""
    made = Engine(default_library())
    made.warm_up()
    return made
