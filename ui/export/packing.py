"""A course in one file: saved by a teacher, opened by a student."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from rag.errors import LecternError
from rag.store.packs.making import make_pack
from rag.store.packs.unpacking import OpenedPack, open_pack
from service.classroom.seat import EngineOrSeat
from ui import resources
from ui.markdown import Markdown, escape, plural
from ui.session import current

_ENDING = "lectern"
_LICENCE = 500  # characters


def save_box(collection: str) -> None:
    """A button that opens what is to be said of a pack of the collection, and saves it."""
    with st.popover("Save as course pack", icon=":material/inventory_2:", key="save-pack"):
        st.markdown("One file that others open in their Lectern. Chats, notes and names are never in it.")
        documents = st.checkbox(
            "With the documents", value=True, key="pack-documents",
            help="Without them the file has only hashes and vectors: for those who have the files themselves.",
        )  # fmt: skip
        licence = st.text_input("What may be done with it", max_chars=_LICENCE, key="pack-licence")
        st.download_button(
            "Save the pack", partial(_made, resources.engine(), collection, documents, licence),
            f"{_file_name(collection)}.{_ENDING}",
            "application/zip", key="download-pack", icon=":material/download:", on_click="ignore",
        )  # fmt: skip


def open_box() -> None:
    """A button that opens a pack: a new course, or a newer version of one."""
    key = f"open-pack-{current().closed_boxes}"
    with st.popover("Open a course pack", icon=":material/unarchive:", key=key, on_change="rerun"):
        st.markdown("A newer pack of a course changes what came with the one before. What is yours stays.")
        name = st.text_input(
            "Collection", max_chars=100, key=f"{key}-name", placeholder="as it is called in the pack",
            help="Fill this in where the name in the pack is taken, or the pack is to come into one that is there.",
        )  # fmt: skip
        given = st.file_uploader("Course pack", type=[_ENDING], key=f"{key}-file")
        if given is None or not st.button("Open it", key=f"{key}-go", type="primary"):
            return
        try:
            with TemporaryDirectory() as folder, st.spinner("Opening the pack …"):
                path = Path(folder) / f"pack.{_ENDING}"
                path.write_bytes(given.getbuffer())
                opened = open_pack(path, resources.engine().library, name.strip() or None)
        except LecternError as error:
            st.error(escape(str(error)))
            return
    current().collection = opened.collection
    current().closed_boxes += 1
    st.toast(_said(opened), icon=":material/check:", duration="long")
    st.rerun()


def _made(engine: EngineOrSeat, collection: str, documents: bool, licence: str) -> bytes:
    """The pack, made when it is fetched, in a thread that knows no visitor: of what the asker may then."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"pack.{_ENDING}"
        make_pack(engine.library_now, collection, path, documents, licence)
        return path.read_bytes()


def _said(opened: OpenedPack) -> Markdown:
    """What came with a pack, in a line."""
    parts = [
        f"{plural(len(names), 'document')} {what}"
        for names, what in ((opened.added, "new"), (opened.changed, "changed"), (opened.removed, "removed"))
        if names
    ]
    lines = [f"{escape(opened.collection)}: {', '.join(parts) or 'nothing new'}."]
    if opened.awaited:
        lines.append(f"Add these files yourself: {escape(', '.join(opened.awaited))}.")
    if opened.licence:
        lines.append(f"Licence: {escape(opened.licence)}")
    return " ".join(lines)


def _file_name(collection: str) -> str:
    return (
        "".join(sign if sign.isalnum() or sign in " -_" else "-" for sign in collection).strip() or "course"
    )
