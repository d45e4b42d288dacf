"""Lectern in the browser: `streamlit run app.py`."""

import streamlit as st

from ui import chat, history, library, settings
from ui.frame import frame

st.set_page_config(page_title="Lectern", page_icon=":material/menu_book:", layout="wide")

page = st.navigation(
    [
        st.Page(chat.page, title="Chat", icon=":material/chat:", url_path="chat", default=True),
        st.Page(library.page, title="Library", icon=":material/library_books:", url_path="library"),
        st.Page(history.page, title="History", icon=":material/history:", url_path="history"),
        st.Page(settings.page, title="Settings", icon=":material/tune:", url_path="settings"),
    ]
)
frame(page)
