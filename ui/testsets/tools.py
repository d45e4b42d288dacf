"""What can be done with a whole test set: rename it, choose its collection, download it, delete it."""

import streamlit as st

from rag.errors import LecternError
from rag.store.testsets import StoredTestSet
from ui import resources
from ui.markdown import escape, place, plural
from ui.session import current
from ui.testsets.files import download_buttons
from ui.testsets.sets import testsets
from ui.widgets.confirm import confirm
from ui.widgets.scope import ALL


def make_box() -> None:
    """A new, empty test set for the collection that is chosen."""
    with st.form("make-testset", border=False, clear_on_submit=True):
        name = st.text_input("Name of the new test set", max_chars=100)
        if st.form_submit_button("Make it") and name.strip():
            try:
                current().testset = testsets().create(name, current().collection, [])
            except LecternError as error:
                st.error(escape(str(error)), icon=":material/error:")
                return
            current().closed_boxes += 1
            st.rerun()


def show_tools(chosen: StoredTestSet) -> None:
    """The head of a test set."""
    with st.container(horizontal=True, vertical_alignment="center"):
        about = escape(place(chosen.collection, chosen.collection_missing))
        st.caption(
            f"{plural(chosen.size, 'test question')} about {f'**{about}**' if chosen.collection else about}"
        )
        turn = current().closed_boxes
        with st.popover("Change", icon=":material/edit:", key=f"change-{turn}", on_change="rerun"):
            _change(chosen)
        with st.popover(
            "Download", icon=":material/download:", key="save-testset", on_change="rerun"
        ) as download:
            if download.open:
                download_buttons(chosen)
        confirm(
            "Delete",
            f"This deletes the test set **{escape(chosen.name)}** with its {plural(chosen.size, 'test question')}, "
            "its evaluations and their reports. It cannot be undone.",
            key="delete-testset",
            action=lambda: testsets().delete(chosen.id),
        )


def _change(chosen: StoredTestSet) -> None:
    known = [collection.name for collection in resources.engine().library.collections()]
    names = list(dict.fromkeys(["", *known, chosen.collection]))
    with st.form(f"change-testset-{chosen.id}", border=False):
        name = st.text_input("Name", chosen.name, max_chars=100, key=f"name-testset-{chosen.id}")
        collection = st.selectbox(
            "Collection that it asks about", names, names.index(chosen.collection),
            format_func=lambda entry: place(entry, entry not in known) if entry else ALL,
            key=f"collection-testset-{chosen.id}",
        )  # fmt: skip
        if st.form_submit_button("Save"):
            try:
                testsets().rename(chosen.id, name)
            except LecternError as error:
                st.error(escape(str(error)), icon=":material/error:")
                return
            testsets().move(chosen.id, collection)
            current().closed_boxes += 1
            st.rerun()
