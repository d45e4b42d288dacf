"""A question about the page that is looked at, put into the chat: what it says about something, or what it says."""

from collections.abc import Sequence

import streamlit as st

from rag.catalogue.pages import page_called
from rag.question.about import AboutKind, about
from rag.values import Document, Page
from rag.values.places import noun
from ui import resources
from ui.chat.asking import ask
from ui.chat.unasked import put
from ui.navigation import Place, page_at
from ui.session import current
from ui.viewer.edition import DocumentView

_HELP = "Ask about this page, or have it summarised"


def ask_box(seen: DocumentView, place: str) -> None:
    """A box for what is to be known of the page. Of a version that was replaced nothing can be asked: it is not
    searched any more. `place` tells it from another viewer's."""
    shown = seen.shown
    if shown.replaced:
        return
    box = f"tool-{place}-ask-{current().closed_boxes}"
    with st.popover("Ask", icon=":material/chat:", key=box, on_change="rerun", help=_HELP) as popover:
        question = _asked(shown.document, shown.page, seen.texts(), place) if popover.open else ""
        if question:
            _put(shown.document, question)
            if place == "panel":
                st.rerun()
            st.switch_page(page_at(Place.CHAT))


def page_question(document: Document, page: Page, pages: Sequence[Page], topic: str = "") -> str:
    """The question as it stands in the chat, what the page says about `topic`, or all in all without one; "" where the
    page has no name that it could be asked for by: none that is understood, or one that another of the `pages` has."""
    what = "slide" if noun(page.method) == "slide" else "page"
    printed = page.label if noun(page.method, document.name) in ("page", "slide") else ""
    number = printed or str(page.number)
    question = (
        f"What does {what} {number} of {document.name} say about {topic}?"
        if topic
        else f"Summarise {what} {number} of {document.name}"
    )
    understood = next(about(question), None)
    if understood is None or understood.kind is not AboutKind.PAGE:
        return ""
    meant = page_called(pages, understood.number)
    return question if meant is not None and meant.number == page.number else ""


def _asked(document: Document, page: Page, pages: Sequence[Page], place: str) -> str:
    """The question that was put now, "" for none."""
    if not page_question(document, page, pages):
        st.caption(
            "This page has no number of its own that it could be asked for by. Ask about its words in the chat."
        )
        return ""
    with st.form(f"ask-page-{place}", border=False, clear_on_submit=True):
        topic = st.text_input(
            "What would you like to know from this page?",
            placeholder="A word or two: what it says about …",
            key=f"ask-topic-{place}",
        )
        asked = st.form_submit_button("Ask about this page", type="primary")
    summarised = st.button(
        "Summarise this page", key=f"tool-{place}-summarise", icon=":material/summarize:", type="tertiary"
    )
    topic = " ".join(topic.split()).rstrip("?!. ")
    if summarised or (asked and topic):
        return page_question(document, page, pages, topic if asked else "")
    return ""


def _put(document: Document, question: str) -> None:
    """Into the chat that is open, if it searches this document and no other of its name; else into a new one."""
    session = current()
    if not _is_searched(document):
        session.start(None)
        session.collection, session.documents = document.collection, ()
    session.reading = None
    session.closed_boxes += 1
    put(ask, question)


def _is_searched(document: Document) -> bool:
    session = current()
    if session.documents and document.id not in session.documents:
        return False
    if session.collection:
        return session.collection == document.collection
    return [held.id for held in resources.engine().library.documents() if held.name == document.name] == [
        document.id
    ]
