"""What a page shows in place of a damaged library: what is wrong, and a button for each way back."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from rag.errors import DamagedLibrary
from rag.store.care.backup import restore
from rag.store.care.remedies import Copy, copies
from service.care.mending import read_anew
from ui.markdown import escape, plural
from ui.widgets.confirm import confirm

_SHOWN = 3  # copies
_KEPT = "What is there now is kept, in a folder beside it."


def offer_mending(error: DamagedLibrary) -> None:
    """Say what is wrong with the library, and offer to restore a copy or to read the originals anew."""
    st.error(escape(f"Your library in {error.folder} is damaged: {error.what}."), icon=":material/error:")
    st.markdown("Nothing is changed before you choose. There are these ways back:")
    for copy in copies(error.folder)[:_SHOWN]:
        confirm(
            f"Restore the copy of {escape(copy.day)}",
            f"What was added or asked after {escape(copy.day)} is not in it. Everybody is signed out, and keys of "
            f"programs that cannot be told to be good still are revoked. {_KEPT}",
            key=f"restore-{copy.path.name}",
            action=_restoring(copy, error.folder),
            yes="Yes, restore it",
            icon=":material/history:",
        )
    confirm(
        "Read the originals anew",
        "Collections, chats and notes are kept where they can be read. The documents are read again from the files "
        f"that you added, which takes as long as it took then. {_KEPT}",
        key="read-anew",
        action=lambda: _read_anew(error.folder),
        yes="Yes, read them anew",
        icon=":material/refresh:",
    )
    st.caption(
        "Of a backup of your own, the command `python -m rag.store restore FILE` brings back everything, the files too."
    )


def say_damaged() -> None:
    """What is said to whom the library is not, or of whom nobody can tell who it is: nothing that can be pressed."""
    st.error(
        "The library of this server cannot be read. Nothing of it is changed. Tell whoever runs the server: Lectern's "
        "log, and the command `python -m rag.store check` there, say what is wrong and what to do.",
        icon=":material/error:",
    )


def _restoring(copy: Copy, folder: Path) -> Callable[[], None]:
    def act() -> None:
        restore(copy.path, folder)

    return act


def _read_anew(folder: Path) -> None:
    salvaged = read_anew(folder)
    told = f"{plural(salvaged.to_read, 'document')} are read anew; the Library page shows how far they are."
    if salvaged.lost:
        told += f" Lost, because their files are missing too: {', '.join(salvaged.lost)}. Add them again."
    st.toast(escape(told), duration="long")
