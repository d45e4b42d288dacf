"""The app: its pages and the frame around them."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from ui.frame import frame
from ui.navigation import Place, register
from ui.pages import chat, history, library, runs, settings, testsets

# A file of ours: for the name of an icon the browser would fetch a picture from the internet.
_ICON = Path(__file__).parent / "icon.svg"
# Place, what it is called, its icon, what it shows. The first one opens with the app.
_PAGES: tuple[tuple[Place, str, str, Callable[[], None]], ...] = (
    (Place.CHAT, "Chat", "chat", chat.page),
    (Place.LIBRARY, "Library", "library_books", library.page),
    (Place.HISTORY, "History", "history", history.page),
    (Place.TESTSETS, "Test sets", "quiz", testsets.page),
    (Place.EVALUATION, "Evaluation", "fact_check", runs.page),
    (Place.SETTINGS, "Settings", "tune", settings.page),
)


def main() -> None:
    """One run of the script: the page that the visitor is on."""
    st.set_page_config(page_title="Lectern", page_icon=_ICON, layout="wide")
    frame(st.navigation(pages()))


def pages() -> list[st.Page]:
    """The pages in the order of the menu, registered so that they can lead to each other."""
    made = {
        place: st.Page(
            show,
            title=title,
            icon=f":material/{icon}:",
            url_path=str(place),
            default=place is _PAGES[0][0],
        )
        for place, title, icon, show in _PAGES
    }
    register(made)
    return list(made.values())
