"""Adding files: the uploader, and what becomes of what is dropped on it."""

from collections.abc import Sequence
from typing import Protocol

import streamlit as st

from ingest.readers import KINDS
from ui import resources
from ui.markdown import escape
from ui.session import current

FIRST_COLLECTION = "My course"


class Upload(Protocol):
    """A file that somebody sent."""

    name: str

    def getvalue(self) -> bytes: ...


def add_files(files: Sequence[Upload], collection: str = "") -> list[int]:
    """Queue files to be read into a collection ("": the chosen one); the ids of their jobs."""
    engine = resources.engine()
    target = collection or target_collection()
    engine.library.create_collection(target)
    inbox, owner = engine.inbox, current().owner
    with st.spinner("Receiving your files …"):
        return [inbox.enqueue(file.name, file.getvalue(), target, owner) for file in files]


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
    state = f"{key}-count"
    count = st.session_state.setdefault(state, 0)
    files = st.file_uploader(
        f"Add files to {escape(collection)}",
        accept_multiple_files=True,
        key=f"{key}-{count}",
        max_upload_size=settings.file_megabytes,
    )
    kinds = escape(", ".join(kind.label for kind in KINDS))
    st.caption(f"{kinds}; as many as you like at once. At most {settings.pages:,} pages a file.")
    if files:
        add_files(files, collection)
        st.session_state[state] += 1  # a new key empties the uploader
        st.rerun()


def ask_owner() -> None:
    """Who adds the files, for courses that several people keep; it stands beside each document."""
    session = current()
    name = st.text_input(
        "Your name", session.owner, 60, key="owner", placeholder="Optional, shown with the files you add"
    )
    session.owner = " ".join(name.split())
