"""The choice of a collection."""

import streamlit as st

from ui import resources
from ui.session import current

ALL = "All collections"


def choose_collection() -> None:
    """A select box; the next question searches what is chosen here."""
    names = ["", *(collection.name for collection in resources.engine().library.collections())]
    session = current()
    if session.collection not in names:
        session.collection = ""
    chosen = st.selectbox(
        "Collection",
        names,
        index=names.index(session.collection),
        format_func=lambda name: name or ALL,
        help="Which course your questions are about.",
    )
    session.collection = chosen
