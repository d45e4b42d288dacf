"""Adding files: the uploader, and what becomes of what is dropped on it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Literal, Protocol

import streamlit as st

from ingest.archives.names import is_hidden
from ingest.files import told_apart
from ingest.readers import FAMILIES
from ui import resources
from ui.markdown import Markdown, escape
from ui.session import current

FIRST_COLLECTION = "My course"


class Upload(Protocol):
    """A file that somebody sent."""

    name: str

    def getvalue(self) -> bytes: ...


def add_files(files: Sequence[Upload], collection: str = "") -> list[int]:
    """Queue files to be read into a collection ("": the chosen one); the ids of their jobs.

    Those of a folder are called by their place in it where two have one name; what an operating system keeps for itself
    in folders is left out.
    """
    files = [file for file in files if not is_hidden(file.name)]
    engine = resources.engine()
    target = collection or target_collection()
    engine.library.create_collection(target)
    inbox, owner = engine.inbox, current().owner
    names = told_apart(file.name for file in files)
    return [
        inbox.enqueue(name, file.getvalue(), target, owner) for name, file in zip(names, files, strict=True)
    ]


def receiving() -> "AbstractContextManager[None]":
    """What is shown while files come in. Streamlit may end the script where something is shown, so whatever belongs
    together is done within: the files are queued once, and the uploader is emptied."""
    return st.spinner("Receiving your files …")


def target_collection() -> str:
    """Where files go when nobody says where: the chosen collection, the only one, or a first one."""
    names = [collection.name for collection in resources.engine().library.collections()]
    return current().collection or (names[0] if len(names) == 1 else FIRST_COLLECTION)


def uploader(collection: str, key: str) -> None:
    """A place to drop files on; what is dropped is read at once.

    It says how large a file may be. It is not told the kinds: it would list every suffix, cut off on a phone,
    and refuse the others in fewer words than the readers do.
    """
    settings = resources.engine().settings.ingestion
    kinds = ", ".join([*FAMILIES, "ZIP archives of these"])
    _place(f"Add files to {escape(collection)}", collection, key, True)
    st.caption(
        f"{escape(kinds)}; as many as you like at once, or a whole folder. At most {settings.pages:,} pages a file."
    )
    with st.popover(
        "Add a folder",
        icon=":material/create_new_folder:",
        key=f"{key}-box-{current().closed_boxes}",
        on_change="rerun",
    ):
        _place(f"Add a folder to {escape(collection)}", collection, f"{key}-folder", "directory")
        st.caption(
            "All files in it and in its folders are added; of those that cannot be read, each says why."
        )


def _place(label: Markdown, collection: str, key: str, several: Literal[True, "directory"]) -> None:
    """Where files are dropped or chosen; `several` files, or all of a folder."""
    state = f"{key}-count"
    count = st.session_state.setdefault(state, 0)
    files = st.file_uploader(
        label,
        accept_multiple_files=several,
        key=f"{key}-{count}",
        max_upload_size=resources.engine().settings.ingestion.file_megabytes,
    )
    if files:
        with receiving():
            st.session_state[state] += 1  # a new key empties the uploader
            current().closed_boxes += 1
            add_files(files, collection)
        st.rerun()


def ask_owner() -> None:
    """Who adds the files, for courses that several people keep; it stands beside each document."""
    session = current()
    name = st.text_input(
        "Your name", session.owner, 60, key="owner", placeholder="Optional, shown with the files you add"
    )
    session.owner = " ".join(name.split())
