"""The ways from one page to another. The pages name a place here; `ui.main` says which page is there.

So a page need not import the page that it leads to, which may lead back.
"""

from collections.abc import Mapping
from enum import StrEnum

import streamlit as st

from ui.session import current


class Place(StrEnum):
    """A page, by the last part of its address."""

    CHAT = "chat"
    LIBRARY = "library"
    NOTES = "notes"
    HISTORY = "history"
    TESTSETS = "testsets"
    EVALUATION = "runs"
    SETTINGS = "settings"
    TUNING = "tuning"
    QUESTIONS = "questions"
    PEOPLE = "people"
    ACCOUNT = "account"


_pages: dict[Place, st.Page] = {}


def register(pages: Mapping[Place, st.Page]) -> None:
    """Say which page is at each place. The same in every run of the script."""
    _pages.update(pages)


def page_at(place: Place) -> st.Page:
    """The page at a place, for `st.page_link` and `st.switch_page`."""
    return _pages[place]


def open_conversation(conversation: int | None) -> None:
    """Go to the chat page with this conversation (None: a new one)."""
    current().start(conversation)
    st.switch_page(page_at(Place.CHAT))
