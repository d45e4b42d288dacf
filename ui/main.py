"""The app: its pages and the frame around them."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from rag.errors import LecternError, LibraryInUse
from rag.values.people import ALONE, Asker
from ui import resources
from ui.entrance.closed import show_closed
from ui.entrance.wanted import is_class
from ui.frame import frame
from ui.markdown import escape
from ui.mending import say_damaged
from ui.navigation import Place, register
from ui.pages import (
    account,
    chat,
    history,
    library,
    notes,
    people,
    questions,
    runs,
    settings,
    testsets,
    tuning,
)

# A file of ours: for the name of an icon the browser would fetch a picture from the internet.
_ICON = Path(__file__).parent / "icon.svg"
_TEACHERS, _CLASS = "Teacher tools", "Class"


def _everybody(asker: Asker) -> bool:
    return True


def _teachers(asker: Asker) -> bool:
    return asker.teaches


def _owners(asker: Asker) -> bool:
    return asker.sets_up


def _in_class(asker: Asker) -> bool:
    return asker.role is not None


def _teachers_of_class(asker: Asker) -> bool:
    return asker.role is not None and asker.teaches


# Heading of the menu, place, what it is called, its icon, what it shows, who gets it. The first one opens with the app.
_PAGES: tuple[tuple[str, Place, str, str, Callable[[], None], Callable[[Asker], bool]], ...] = (
    ("", Place.CHAT, "Chat", "chat", chat.page, _everybody),
    ("", Place.LIBRARY, "Library", "library_books", library.page, _everybody),
    ("", Place.NOTES, "Notes", "bookmarks", notes.page, _everybody),
    ("", Place.HISTORY, "History", "history", history.page, _everybody),
    ("", Place.SETTINGS, "Settings", "settings", settings.page, _owners),
    (_CLASS, Place.ACCOUNT, "You", "person", account.page, _in_class),
    (_CLASS, Place.PEOPLE, "People", "group", people.page, _teachers_of_class),
    (_CLASS, Place.QUESTIONS, "What is asked", "forum", questions.page, _teachers_of_class),
    (_TEACHERS, Place.TESTSETS, "Test sets", "quiz", testsets.page, _teachers),
    (_TEACHERS, Place.EVALUATION, "Evaluation", "fact_check", runs.page, _teachers),
    (_TEACHERS, Place.TUNING, "Tuning", "tune", tuning.page, _owners),
)


def main() -> None:
    """One run of the script: the page that the visitor is on."""
    st.set_page_config(page_title="Lectern", page_icon=_ICON, layout="wide")
    try:
        engine, person = resources.engine(), resources.person()
    except LibraryInUse as error:
        st.error(escape(str(error)), icon=":material/error:")
        return
    except LecternError:
        _without_library()
        return
    if engine.by_class and person is None:
        show_closed()
    else:
        frame(st.navigation(pages(engine.asker)), engine.asker)


def _without_library() -> None:
    """What is shown where the library cannot be read. In a class nobody can tell then who is signed in."""
    if is_class():
        st.navigation([st.Page(say_damaged, title="Lectern")], position="hidden").run()
    else:
        frame(st.navigation(pages()))  # which says why


def pages(asker: Asker = ALONE) -> dict[str, list[st.Page]]:
    """The pages of an asker by the headings of the menu, registered so that they can lead to each other."""
    made = {
        place: st.Page(
            show,
            title=title,
            icon=f":material/{icon}:",
            url_path=str(place),
            default=place is _PAGES[0][1],
        )
        for _, place, title, icon, show, who in _PAGES
        if who(asker)
    }
    register(made)
    headings = dict.fromkeys(heading for heading, place, *_ in _PAGES if place in made)
    return {
        heading: [made[place] for under, place, *_ in _PAGES if under == heading and place in made]
        for heading in headings
    }
