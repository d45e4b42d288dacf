"""How things are: whether the model is ready, what is stored, what leaves this computer."""

from pathlib import Path

import streamlit as st

from rag.settings import elsewhere, who_embeds, who_reads
from ui import resources
from ui.markdown import escape, megabytes, plural


def show_readiness() -> None:
    """Whether questions can be answered already."""
    engine = resources.engine()
    if engine.model_error:
        st.error(escape(engine.model_error), icon=":material/error:")
    elif engine.loaded:
        st.markdown(":green[:material/check_circle:] Lectern is ready.")
    else:
        st.markdown(":material/hourglass: Lectern is still loading, in the background.")
    if engine.writer_error:
        st.warning(
            f"{escape(engine.writer_error)} Until then the small model writes.", icon=":material/edit_off:"
        )


def show_storage() -> None:
    """How much is kept, and where."""
    engine = resources.engine()
    documents = sum(collection.documents for collection in engine.library.collections())
    st.subheader("Storage", anchor=False)
    st.markdown(
        f"{plural(documents, 'document')}, {megabytes(_size(engine.folder))} in {escape(str(engine.folder))}"
    )


def show_privacy() -> None:
    """Who else is sent something, and what."""
    models = resources.engine().settings.models
    st.subheader("What leaves this computer", anchor=False)
    leaves, stays = [], "Documents, chats and everything else stay here."
    served = elsewhere()
    if embed := who_embeds(models, served):
        leaves.append(f"Documents and questions go to {escape(' and '.join(embed))}, to be searched.")
        stays = "Chats and everything else stay here."
    if read := who_reads(models, served):
        leaves.append(f"Questions and the sentences found for them go to {escape(' and '.join(read))}.")
    if leaves:
        st.warning(" ".join([*leaves, stays]), icon=":material/cloud_upload:")
    else:
        st.markdown(
            ":material/lock: Nothing. Documents, questions, answers and models stay on this computer."
        )


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
