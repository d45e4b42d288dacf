"""The page of one's own account: name, sessions, password, and what one takes along or deletes."""

from datetime import datetime

import streamlit as st

from rag.errors import LecternError
from rag.store.people.sessions import Sessions
from rag.values.people import ClassRole, Person
from service.classroom.personal import delete_all, exported
from service.classroom.seat import Seat
from ui import resources
from ui.markdown import escape, plural
from ui.settings.keys import show_keys
from ui.widgets.confirm import confirm

_WAYS = {"password": "by password", "link": "by a link", "provider": "by the provider"}


def page() -> None:
    """What is known of oneself."""
    seat, person = resources.engine(), resources.person()
    if person is None or not isinstance(seat, Seat):
        return
    st.title(escape(person.name), anchor=False)
    courses = seat.people.courses(person.id)
    st.caption(f"{escape(person.role.value)} · {escape(', '.join(courses) or 'no course yet')}")
    if person.role is not ClassRole.GUEST:
        _show_name(seat, person)
    _show_sessions(seat, person)
    if person.login and person.role is not ClassRole.GUEST:
        _show_password(seat, person)
    if person.role is not ClassRole.GUEST:
        show_keys()
    _show_data(seat)


def _show_name(seat: Seat, person: Person) -> None:
    st.subheader("Who sees your questions", anchor=False)
    st.caption(
        "Your chats and notes only you can open. The teachers of a course see which questions are asked in it, and "
        "your thumbs with their reasons, to make it better: without a name, unless you allow it."
    )
    st.toggle(
        "Let teachers see my name beside my questions", person.named, key="named",
        on_change=lambda: seat.people.set_named(st.session_state["named"]),
    )  # fmt: skip


def _show_sessions(seat: Seat, person: Person) -> None:
    sessions = Sessions(seat.library.database)
    st.subheader("Where you are signed in", anchor=False)
    for one in sessions.of(person.id):
        seen, until = (datetime.fromtimestamp(moment) for moment in (one.seen, one.until))
        way = _WAYS.get(one.way, one.way)
        st.markdown(f"{escape(way)}, here last {seen:%d %B, %H:%M}, until {until:%d %B %Y}")
    with st.container(horizontal=True):
        if st.button("Sign out", icon=":material/logout:", key="sign-out"):
            sessions.close(resources.key())
            st.rerun()
        if st.button("Sign out everywhere", key="sign-out-everywhere"):
            sessions.close_all(person.id)
            st.rerun()


def _show_password(seat: Seat, person: Person) -> None:
    with (
        st.expander("Change the password", icon=":material/key:"),
        st.form("password", border=False, clear_on_submit=True),
    ):
        old = st.text_input(
            "The password that you have now", type="password", autocomplete="current-password"
        )
        new = st.text_input("The new one", type="password", autocomplete="new-password")
        again = st.text_input("The new one again", type="password", autocomplete="new-password")
        if st.form_submit_button("Change it"):
            if new != again:
                st.error("The two new passwords are not the same. Nothing was changed.")
                return
            try:
                seat.people.set_password(person.id, old, new, resources.key())
            except LecternError as error:
                st.error(escape(str(error)))
                return
            st.success("It is changed. All your other browsers are signed out.")


def _show_data(seat: Seat) -> None:
    st.subheader("Your data", anchor=False)
    days = seat.settings.sharing.keep_chats_days
    kept = f"Chats that nobody writes in are deleted after {plural(days, 'day')}." if days else (
        "Chats are kept until you delete them."
    )  # fmt: skip
    st.caption(kept)
    with st.container(horizontal=True):
        st.download_button(
            "Take all my data with me", lambda: exported(seat), "lectern-my-data.zip", "application/zip",
            key="export-all", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        confirm(
            "Delete all my data",
            "This deletes your account, your chats, notes and the files that only you read. What you added for a whole "
            "course stays there. It cannot be undone.",
            key="delete-all",
            action=lambda: _delete(seat),
            yes="Yes, delete everything",
        )


def _delete(seat: Seat) -> None:
    try:
        delete_all(seat)
    except LecternError as error:
        st.toast(escape(str(error)), icon=":material/error:")
