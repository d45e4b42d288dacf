"""A locked file, and the field for its password, which is used once and kept nowhere."""

import streamlit as st

from rag.errors import LecternError
from ui import resources
from ui.markdown import escape, spoken
from ui.session import current


def unlock_form(job_id: int, name: str, place: str) -> None:
    """A field for the password of a file that could not be read for want of it. `place` tells it from another one.

    The field's key is another one after each try: with the old one Streamlit forgets what was typed.
    """
    session = current()
    key = f"unlock-{place}-{job_id}-{session.closed_boxes}"
    if session.unlocking is not None and session.unlocking[0] == job_id:
        st.error(escape(session.unlocking[1]), icon=":material/error:")
    with (
        st.form(key, border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom", key=f"{key}-row"),
    ):
        password = st.text_input(
            f"Password of {spoken(name)}", type="password", key=f"{key}-words", autocomplete="off"
        )
        sent = st.form_submit_button("Unlock", icon=":material/lock_open:")
    if sent and password:
        _unlock(job_id, password)
        session.closed_boxes += 1
        st.rerun()


def _unlock(job_id: int, password: str) -> None:
    session = current()
    session.unlocking = None
    try:
        with st.spinner("Unlocking …"):
            resources.engine().inbox.unlock(job_id, password)
    except LecternError as error:
        session.unlocking = job_id, str(error)
