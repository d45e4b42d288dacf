"""The keys that let other programs in: made, shown once, revoked."""

import streamlit as st

from rag.errors import LecternError
from rag.store.access.keys import GOOD_FOR, ApiKey, KeyScope
from ui import resources
from ui.markdown import Markdown, day, escape
from ui.session import current
from ui.widgets.confirm import confirm
from ui.widgets.details import joined

_FIRST = [KeyScope.ASK, KeyScope.READ]


def show_keys() -> None:
    """Every key that is good, and a form for a new one."""
    st.subheader("Other programs", anchor=False)
    st.markdown(
        "Another program (a notebook, a chat client, an assistant) can use Lectern with a key. Who has the key can do "
        "what it is good for: give it to nobody whom you would not let sit here."
    )
    st.caption("What there is to call is listed under /api/docs and /v1/docs at the address of this app.")
    _show_new()
    for key in resources.engine().keys.list():
        if key.revoked is None:
            _show(key)
    _show_form()


def _show(key: ApiKey) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"key-{key.id}"
    ):
        good_for = ", ".join(GOOD_FOR[scope] for scope in KeyScope if scope in key.scopes)
        used = "never used" if key.used is None else f"last used on {day(key.used)}"
        about = [good_for, f"made on {day(key.created)}", used, f"{escape(key.begins)}…"]
        st.markdown(f"**{escape(key.name)}**  \n:small[{joined(about)}]", width="content")
        confirm(
            "Revoke",
            f"No program is let in with the key **{escape(key.name)}** any more. It cannot be undone.",
            f"revoke-{key.id}",
            lambda: _revoke(key),
            yes="Yes, revoke it",
            icon=":material/key_off:",
        )


def _show_new() -> None:
    """The key that was made last, until something else is done."""
    made, current().new_key = current().new_key, ""
    if made:
        st.success(
            "This is the key. It is shown only now: copy it to where the program finds it, and where nobody else "
            "looks.",
            icon=":material/key:",
        )
        st.code(made, language=None)


def _show_form() -> None:
    with (
        st.popover(
            "Make a key", icon=":material/key:", key=f"new-key-{current().closed_boxes}", on_change="rerun"
        ),
        st.form("make-key", border=False),
    ):
        name = st.text_input("What is it for?", max_chars=80, placeholder="my notebook")
        scopes = [
            scope
            for scope in KeyScope
            if st.checkbox(_label(scope), scope in _FIRST, key=f"key-scope-{scope}")
        ]
        if st.form_submit_button("Make it"):
            try:
                _, current().new_key = resources.engine().keys.make(name, scopes)
            except LecternError as error:
                st.error(escape(str(error)))
                return
            current().closed_boxes += 1
            st.rerun()


def _label(scope: KeyScope) -> Markdown:
    said = GOOD_FOR[scope]
    return said[0].upper() + said[1:]


def _revoke(key: ApiKey) -> None:
    try:
        resources.engine().keys.revoke(key.id)
    except LecternError as error:
        st.toast(escape(str(error)), icon=":material/error:")
        return
    st.toast("It lets nobody in any more.", icon=":material/check:")
