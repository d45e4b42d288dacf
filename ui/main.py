"""The app: its pages and the frame around them."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from ui.frame import frame
from ui.navigation import Place, register
from ui.pages import chat, history, library, notes, runs, settings, testsets, tuning

# A file of ours: for the name of an icon the browser would fetch a picture from the internet.
_ICON = Path(__file__).parent / "icon.svg"
_TEACHERS = "Teacher tools"
# Heading of the menu, place, what it is called, its icon, what it shows. The first one opens with the app.
_PAGES: tuple[tuple[str, Place, str, str, Callable[[], None]], ...] = (
    ("", Place.CHAT, "Chat", "chat", chat.page),
    ("", Place.LIBRARY, "Library", "library_books", library.page),
    ("", Place.NOTES, "Notes", "bookmarks", notes.page),
    ("", Place.HISTORY, "History", "history", history.page),
    ("", Place.SETTINGS, "Settings", "settings", settings.page),
    (_TEACHERS, Place.TESTSETS, "Test sets", "quiz", testsets.page),
    (_TEACHERS, Place.EVALUATION, "Evaluation", "fact_check", runs.page),
    (_TEACHERS, Place.TUNING, "Tuning", "tune", tuning.page),
)


def main() -> None:
    """One run of the script: the page that the visitor is on."""
    st.set_page_config(page_title="Lectern", page_icon=_ICON, layout="wide")
    frame(st.navigation(pages()))


def pages() -> dict[str, list[st.Page]]:
    """The pages by the headings of the menu, registered so that they can lead to each other."""
    made = {
        place: st.Page(
            show,
            title=title,
            icon=f":material/{icon}:",
            url_path=str(place),
            default=place is _PAGES[0][1],
        )
        for _, place, title, icon, show in _PAGES
    }
    register(made)
    headings = dict.fromkeys(heading for heading, *_ in _PAGES)
    return {heading: [made[place] for under, place, *_ in _PAGES if under == heading] for heading in headings}
