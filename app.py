"""Lectern in the browser: `streamlit run app.py`."""

from pathlib import Path

import streamlit as st

from ui import history, library, settings
from ui.frame import frame
from ui.opening import chat_page, evaluation_page, testsets_page

# A file of ours: for the name of an icon the browser would fetch a picture from the internet.
_ICON = Path(__file__).parent / "ui" / "icon.svg"
st.set_page_config(page_title="Lectern", page_icon=_ICON, layout="wide")

page = st.navigation(
    [
        chat_page(),
        st.Page(library.page, title="Library", icon=":material/library_books:", url_path="library"),
        st.Page(history.page, title="History", icon=":material/history:", url_path="history"),
        testsets_page(),
        evaluation_page(),
        st.Page(settings.page, title="Settings", icon=":material/tune:", url_path="settings"),
    ]
)
frame(page)
