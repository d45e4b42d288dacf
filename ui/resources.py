"""The one home of what Streamlit caches for the whole process, and of whom it is shown to."""

import streamlit as st

from rag.store.people.sessions import Sessions
from rag.values.people import NOBODY, Person
from service import shared
from service.classroom.seat import Seat
from service.engine import Engine

COOKIE = "lectern_session"
"""The cookie that keeps the key of a session; ui/entrance sets it, no script can read it."""


@st.cache_resource(show_spinner="Opening the library …")
def process() -> Engine:
    """The engine of this process. It knows everything of everybody: pages take `engine()`."""
    return shared.engine()


def engine() -> Engine | Seat:
    """What is behind the pages, for who looks at them. In a class it is looked up in each run of a page who that is."""
    made = process()
    if not made.by_class:
        return made
    found = person()
    return Seat(made, found.asker if found is not None else NOBODY)


def person() -> Person | None:
    """Who is signed in with this browser; None for nobody, and on a laptop."""
    made = process()
    return Sessions(made.library.database).person_of(key()) if made.by_class else None


def key() -> str:
    """The key of the session that this browser keeps, "" for none."""
    return str(st.context.cookies.get(COOKIE, ""))
