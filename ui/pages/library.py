"""The library page: collections, their documents, and how each file was read."""

from collections.abc import Sequence

import streamlit as st

from rag.errors import LecternError
from rag.store.library import Collection
from service import deleting
from ui import resources
from ui.export.packing import open_box, save_box
from ui.markdown import escape, plural
from ui.material.documents import show_documents
from ui.material.queue import show_queue
from ui.material.rereading import offer_rereading
from ui.material.upload import FIRST_COLLECTION, ask_owner, uploader
from ui.session import current
from ui.viewer.linked import open_linked
from ui.widgets.confirm import confirm


def page() -> None:
    """Make, rename and delete collections; add, inspect and delete documents."""
    st.title("Library", anchor=False)
    collections = resources.engine().library.collections()
    name = _chosen(collections)
    _show_collection_tools(name, collections)
    # Two columns, so that a file that is finished moves no document from under the pointer.
    adding, held = st.columns([2, 3], gap="large")
    with adding:
        _show_adding(name)
    with held:
        _show_held(name, collections)
    open_linked()


def _show_adding(name: str) -> None:
    asker = resources.engine().asker
    if not asker.adds:
        st.caption("As a guest you read what is here.")
        return
    uploader(name, key="library-upload")
    show_queue(name)
    if asker.role is None:
        ask_owner()
    elif not asker.teaches:
        st.caption(":material/lock: What you add here only you can read and ask about.")


def _show_held(name: str, collections: Sequence[Collection]) -> None:
    known = any(collection.name == name for collection in collections)
    documents = resources.engine().library.documents(name) if known else []
    if documents:
        offer_rereading(documents)
        show_documents(documents)
    else:
        st.markdown(
            f":material/upload_file: **Nothing is here yet.** Drop your scripts, slides and notes on "
            f"“Add files to {escape(name)}”, or choose them there. What you add is listed here once it is read."
        )


def _chosen(collections: Sequence[Collection]) -> str:
    """The collection that the page is about: the chosen one, else the first."""
    names = [collection.name for collection in collections] or [FIRST_COLLECTION]
    name = current().collection if current().collection in names else names[0]
    if len(names) > 1:
        return (
            st.pills(
                "Collections",
                names,
                default=name,
                required=True,
                format_func=escape,
                label_visibility="collapsed",
            )
            or name
        )
    return name


def _show_collection_tools(name: str, collections: Sequence[Collection]) -> None:
    held = next((collection for collection in collections if collection.name == name), None)
    count = held.documents if held else 0
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(escape(name), anchor=False)
        st.caption(plural(count, "document"), width="content")
        if not resources.engine().asker.teaches:
            return
        _make()
        open_box()
        if held is not None:
            _rename(name)
            if held.documents:
                save_box(name)
            confirm(
                f"Delete {escape(name)}",
                f"This deletes the collection **{escape(name)}** with its {plural(count, 'document')}, "
                "their pages and files. Chats about it stay. It cannot be undone.",
                key="delete-collection",
                action=lambda: _delete_collection(name),
            )


def _make() -> None:
    key = f"new-collection-{current().closed_boxes}"
    with (
        st.popover("New collection", icon=":material/create_new_folder:", key=key, on_change="rerun"),
        st.form("make-collection", border=False, clear_on_submit=True),
    ):
        name = st.text_input("Name of the new collection", max_chars=100)
        if st.form_submit_button("Make it") and name.strip():
            resources.engine().library.create_collection(name)
            current().collection = " ".join(name.split())
            current().closed_boxes += 1
            st.rerun()


def _rename(old: str) -> None:
    key = f"rename-collection-{current().closed_boxes}"
    with (
        st.popover("Rename", icon=":material/edit:", key=key, on_change="rerun"),
        st.form("rename-collection", border=False),
    ):
        new = st.text_input("New name", value=old, max_chars=100)
        if st.form_submit_button("Rename it") and new.strip() and new != old:
            try:
                resources.engine().library.rename_collection(old, new)
            except LecternError as error:
                st.error(escape(str(error)))
                return
            current().collection = " ".join(new.split())
            current().closed_boxes += 1
            st.rerun()


def _delete_collection(name: str) -> None:
    deleting.delete_collection(resources.engine(), name)
    current().collection = ""
