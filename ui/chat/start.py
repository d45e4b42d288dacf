"""The empty chat: what to do first, and questions that the material can answer."""

from collections.abc import Callable, Sequence

import streamlit as st

from rag.question.suggestions import suggestions
from service.suggesting.candidates import Sort, SuggestedQuestion
from ui import resources
from ui.markdown import Markdown, escape
from ui.material.added import show_outcomes
from ui.material.upload import target_collection, uploader
from ui.session import current

_SUGGESTED, _FACTS = 6, 2  # questions; those of them that come at once
_LOOK = 1.5  # seconds
_SORTS: dict[Sort, Markdown] = {
    Sort.FACT: "a fact",
    Sort.CELL: "from a table",
    Sort.LIST: "a list",
    Sort.EXPLAIN: "an explanation",
    Sort.COMPARE: "a comparison",
    Sort.SUMMARY: "a summary",
}


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
    _show_questions(ask)


def _show_questions(ask: Callable[[str], None]) -> None:
    """What a thing is at once; the other sorts when they are tried. None changes its place meanwhile."""
    tried = _tried()
    facts = [(text, Sort.FACT) for text in suggested_questions(current().collection)]
    found = [(question.text, question.sort) for question in tried or ()]
    others = [one for one in found if one[1] is not Sort.FACT or not facts]
    shown = [*facts[:_FACTS], *others, *(facts[_FACTS:] if tried is not None else [])][:_SUGGESTED]
    if shown:
        st.caption("Your material can answer these:")
    with st.container(key="suggested", gap="xsmall"):
        for index, (question, sort) in enumerate(shown):
            st.button(
                f"{escape(question)} :small[:gray[· {_SORTS[sort]}]]",
                key=f"suggested-{index}",
                icon=":material/arrow_forward:",
                on_click=ask,
                args=(question,),
            )
    if tried is None:
        _wait()


@st.fragment(run_every=_LOOK)
def _wait() -> None:
    """Say what goes on; when the questions are tried, the page shows them."""
    st.caption(":shimmer[Trying more questions on your material …]")
    if _tried() is not None:
        st.rerun()


def _tried() -> Sequence[SuggestedQuestion] | None:
    session = current()
    documents = frozenset(session.documents) or None
    return resources.engine().suggester.opening(session.collection or None, documents)


def suggested_questions(collection: str) -> list[str]:
    """Questions for a collection ("": all), the same until its documents change."""
    return _suggested(collection, resources.engine().library.seen)


@st.cache_data(max_entries=32, show_spinner=False)
def _suggested(collection: str, seen: str) -> list[str]:
    return suggestions(resources.engine().library, collection or None, _SUGGESTED)
