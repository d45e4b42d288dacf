"""The sources of an answer, beside it: the page itself, with the cited words marked."""

import streamlit as st

from rag.store.conversations import Message
from rag.values import Answer
from rag.values.places import said
from ui.chat.sources import NumberedSource, first_cited, sources
from ui.markdown import bracketed, escape, shortened
from ui.session import Opened, current
from ui.viewer.full_page import open_full_page
from ui.viewer.viewer import show_viewer

_WORDS = 48  # characters of a quote in the list
# Runs once each time that a source is opened: its title comes into view, wherever the panel was scrolled to.
_TOP = """<script id="source-{message}-{opens}">
document.querySelector('[data-testid="stColumn"]:has([class*="st-key-sources-"])')?.scrollTo(0, 0);
</script>"""


@st.fragment
def show_sources(message: Message, answer: Answer) -> None:
    """The opened source of this answer (the first that is cited, where none was opened), and the list of all."""
    known = sources(answer, message.created)
    opened = current().opened
    if opened is None or opened.message_id != message.id or opened.number > len(known):
        opened = Opened(message.id, first_cited(answer, known))
    _show_head(known, opened)
    show_viewer(known, opened, _set, "panel")
    _show_list(message, known, opened)
    st.html(_TOP.format(message=message.id, opens=current().opens), unsafe_allow_javascript=True)


def _show_head(known: tuple[NumberedSource, ...], opened: Opened) -> None:
    """What can be done with the panel as a whole."""
    session = current()
    with st.container(horizontal=True, gap="xsmall", key="source-head"):
        label, icon = ("Narrower", "close_fullscreen") if session.wide else ("Wider", "open_in_full")
        if st.button(label, key="wide", icon=f":material/{icon}:", type="tertiary"):
            session.wide = not session.wide
            st.rerun()
        if st.button("Full page", key="full-page", icon=":material/fullscreen:", type="tertiary"):
            open_full_page(known, opened, escape(known[opened.number - 1].document))
        if st.button("Close", key="close-source", icon=":material/close:", type="tertiary"):
            session.opened = None
            st.rerun()


def _show_list(message: Message, known: tuple[NumberedSource, ...], opened: Opened) -> None:
    st.caption("All sources of this answer")
    with st.container(key="all-sources", gap=None):
        for source in known:
            place = f"{bracketed(source.number)} {escape(source.document)}, {escape(said(source))}"
            words = escape(shortened(source.quote, _WORDS))
            st.button(
                f"**{place}** · {words}" if source.number == opened.number else f"{place} · {words}",
                key=f"source-{message.id}-{source.number}",
                width="stretch",
                type="tertiary",
                on_click=current().open,
                args=(message.id, source.number),
            )


def _set(opened: Opened) -> None:
    current().opened = opened
