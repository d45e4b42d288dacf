"""The empty chat: what to do first, and questions that the material can answer."""

from collections.abc import Callable

import streamlit as st

from rag.question.suggestions import suggestions
from ui import resources
from ui.markdown import escape
from ui.material.added import show_outcomes
from ui.material.upload import target_collection, uploader
from ui.session import current

_SUGGESTED = 4


def show_start(ask: Callable[[str], None]) -> None:
    """Greeting and suggestions; or, where there is nothing to ask about, the way to add it."""
    library = resources.engine().library
    st.title("What would you like to know?", anchor=False)
    if not any(collection.chunks for collection in library.collections()):
        st.markdown(
            "Your library is empty. Add your course material, and ask it questions as soon as it is read. "
            "Every answer shows the page and the words it rests on."
        )
        uploader(target_collection(), key="first-upload")
        show_outcomes(resources.engine().jobs.list(target_collection()), "first")
        return
    if current().collection and not library.documents(current().collection):
        st.markdown(
            f"The collection **{escape(current().collection)}** is empty. Add your material to it, and ask questions "
            "as soon as it is read."
        )
        uploader(current().collection, key="empty-upload")
        show_outcomes(resources.engine().jobs.list(current().collection), "first")
        return
    st.markdown(
        "Every sentence of an answer shows the page and the words it rests on. "
        "What your material does not say, Lectern does not say."
    )
    questions = suggested_questions(current().collection)
    if questions:
        st.caption("Your material can answer these:")
    for index, question in enumerate(questions):
        st.button(
            escape(question),
            key=f"suggested-{index}",
            icon=":material/arrow_forward:",
            on_click=ask,
            args=(question,),
        )


def suggested_questions(collection: str) -> list[str]:
    """Questions for a collection ("": all), the same until its documents change."""
    return _suggested(collection, resources.engine().library.generation)


@st.cache_data(max_entries=32, show_spinner=False)
def _suggested(collection: str, generation: int) -> list[str]:
    return suggestions(resources.engine().library, collection or None, _SUGGESTED)
