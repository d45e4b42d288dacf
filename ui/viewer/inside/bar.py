"""What can be done with the page that is looked at: searched in its document, asked about it, kept of it."""

import streamlit as st

from rag.values import Span
from ui.notes.keeping import keep_words_box
from ui.session import Opened
from ui.viewer.edition import Change, DocumentView
from ui.viewer.inside.asking import ask_box
from ui.viewer.inside.searching import search_box, show_hits


def show_bar(seen: DocumentView, opened: Opened, change: Change, place: str) -> list[Span]:
    """The boxes in one row, below it what was found; gives the places on the page that is shown that are to be marked.

    `place` tells it from another viewer's.
    """
    shown = seen.shown
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"page-bar-{place}"):
        search_box(seen, opened, change, place)
        ask_box(seen, place)
        keep_words_box(seen.source, shown.document, shown.page, shown.replaced, place)
    return show_hits(seen, opened, change, place) if opened.sought else []
