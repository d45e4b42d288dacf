"""The people page: who is in a course, links that invite, roles, and the log of changes."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import streamlit as st

from rag.errors import LecternError
from rag.store.people.audit import Audit
from rag.store.people.invitations import Invitation, Invitations
from rag.values.people import ClassRole, Person
from service.classroom.seat import Seat
from ui import resources
from ui.markdown import Markdown, escape, plural
from ui.widgets.confirm import confirm
from ui.widgets.details import joined

_NO_COURSE = "No course"
_LINK = "made-link"  # in the session: a link is shown once


def page() -> None:
    """Of the owner all people, of a teacher those of their courses."""
    seat = resources.engine()
    st.title("People", anchor=False)
    if not isinstance(seat, Seat):
        return
    courses = [collection.name for collection in seat.library.collections()]
    inviting, there = st.columns([2, 3], gap="large")
    with inviting:
        _show_inviting(seat, courses)
        _show_invitations(seat)
    with there:
        _show_members(seat, courses)
        if seat.asker.sets_up:
            _show_everybody(seat)
            _show_log(seat)


def _show_inviting(seat: Seat, courses: list[str]) -> None:
    st.subheader("Invite", anchor=False)
    roles = list(ClassRole) if seat.asker.sets_up else [ClassRole.STUDENT, ClassRole.GUEST]
    if not courses and not seat.asker.sets_up:
        st.caption("Make a course in the library first.")
        return
    with st.form("invite"):
        role = st.selectbox(
            "As", roles, index=roles.index(ClassRole.STUDENT), format_func=lambda one: one.value
        )
        course = st.selectbox("To the course", courses or [_NO_COURSE], format_func=escape)
        several = st.number_input(
            "How many people may use the link", 1, 1000, 1, help="A guest's link: any number."
        )
        days = st.number_input("For how many days", 1, 365, 14)
        if st.form_submit_button("Make a link", type="primary"):
            uses = 0 if role is ClassRole.GUEST else int(several)
            name = "" if course == _NO_COURSE and not courses else course
            try:
                token = Invitations(seat.library.database, seat.asker).make(
                    role, name, uses=uses, days=int(days)
                )
            except LecternError as error:
                st.error(escape(str(error)))
                return
            st.session_state[_LINK] = _address(seat, token)
            st.rerun()
    link = st.session_state.pop(_LINK, "")
    if link:
        st.success("Send this link. It is shown once.")
        st.code(link, language=None)


def _address(seat: Seat, token: str) -> str:
    here = str(st.context.url or "")
    base = seat.settings.sharing.address.rstrip("/") or "/".join(here.split("/")[:3])
    return f"{base}/welcome/{token}"


def _show_invitations(seat: Seat) -> None:
    invitations = Invitations(seat.library.database, seat.asker)
    valid = invitations.all()
    if not valid:
        return
    st.caption("Links that are valid")
    for one in valid:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_told(one))
            st.button(
                "Take back", key=f"revoke-{one.token_hash[:16]}", type="tertiary",
                on_click=_try, args=(partial(invitations.revoke, one.token_hash),),
            )  # fmt: skip


def _told(one: Invitation) -> Markdown:
    what = f"a new password for {one.name}" if one.resets else one.role.value
    used = f"used {one.used} of {one.uses}" if one.uses else f"used {plural(one.used, 'time')}"
    until = f"until {datetime.fromtimestamp(one.until):%d %B}"
    return joined([escape(part) for part in (what, one.course, used, until)])


def _show_members(seat: Seat, courses: list[str]) -> None:
    if not courses:
        return
    st.subheader("Courses", anchor=False)
    course = st.selectbox("Course", courses, format_func=escape, key="members-of")
    members = seat.people.members(course)
    for person in members:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_person(person))
            if person.id != seat.asker.person:
                st.button(
                    "Take from the course", key=f"leave-{person.id}", type="tertiary",
                    on_click=_try, args=(partial(seat.people.leave, person.id, course),),
                )  # fmt: skip
    others = [one for one in seat.people.all() if one.role is not ClassRole.GUEST and one not in members]
    if others:
        with st.form("join", border=False):
            chosen = st.selectbox("Somebody who has an account", others, format_func=_person)
            if st.form_submit_button("Add to the course"):
                seat.people.join(chosen.id, course)
                st.rerun()


def _show_everybody(seat: Seat) -> None:
    people = seat.people.all()
    with st.expander(f"All people ({len(people)})", key="everybody", on_change="rerun") as fold:
        if not fold.open:
            return
        for person in people:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(_person(person))
                if person.id != seat.asker.person:
                    _show_tools(seat, person)


def _show_tools(seat: Seat, person: Person) -> None:
    key = f"role-{person.id}"
    if person.role is not ClassRole.GUEST:
        roles = [ClassRole.OWNER, ClassRole.TEACHER, ClassRole.STUDENT]
        st.selectbox(
            f"Role of {escape(person.name)}", roles, index=roles.index(person.role), key=key,
            format_func=lambda one: one.value, label_visibility="collapsed", width=140,
            on_change=lambda: _try(lambda: seat.people.set_role(person.id, st.session_state[key])),
        )  # fmt: skip
    if person.login and st.button("New password", key=f"reset-{person.id}", type="tertiary"):
        st.session_state[_LINK] = _address(
            seat, Invitations(seat.library.database, seat.asker).reset(person.id)
        )
        st.rerun()
    if person.closed:
        st.button(
            "Open again", key=f"reopen-{person.id}", type="tertiary",
            on_click=lambda: _try(lambda: seat.people.close(person.id, False)),
        )  # fmt: skip
    else:
        confirm(
            "Close",
            f"**{escape(person.name)}** is signed out at once and cannot sign in. What is theirs stays.",
            key=f"close-{person.id}",
            action=lambda: _try(lambda: seat.people.close(person.id)),
            yes="Yes, close the account",
        )


def _try(action: Callable[[], None]) -> None:
    try:
        action()
    except LecternError as error:
        st.toast(escape(str(error)), icon=":material/error:")


def _person(person: Person) -> Markdown:
    parts = (person.name, person.role.value, person.login, "closed" if person.closed else "")
    return joined([escape(part) for part in parts if part])


def _show_log(seat: Seat) -> None:
    with st.expander("Log of changes", key="audit", on_change="rerun") as fold:
        if not fold.open:
            return
        for entry in Audit(seat.library.database, seat.asker).latest():
            when = f"{datetime.fromtimestamp(entry.moment):%d %b, %H:%M}"
            st.caption(
                joined(
                    [escape(part) for part in (when, entry.person or "Lectern", entry.action, entry.detail)]
                )
            )
