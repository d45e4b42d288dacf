"""The sources of an answer, beside it: the page itself, with the cited words marked."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from rag.errors import LecternError
from rag.store.conversations import Message
from rag.values import Answer, Document, Page
from ui import resources
from ui.chat.page_view import ZOOMS, fits, show_page, show_quote
from ui.chat.sources import NumberedSource, first_cited, sources
from ui.markdown import Markdown, bracketed, escape, shortened
from ui.session import Opened, current

_WORDS = 48  # characters of a quote in the list
# Runs once each time that a source is opened: its title comes into view, wherever the panel was scrolled to.
_TOP = """<script id="source-{message}-{opens}">
document.querySelector('[data-testid="stColumn"]:has([class*="st-key-sources-"])')?.scrollTo(0, 0);
</script>"""


@st.fragment
def show_sources(message: Message, answer: Answer) -> None:
    """The opened source of this answer (the first that is cited, where none was opened), and the list of all."""
    known = sources(answer)
    opened = current().opened
    if opened is None or opened.message_id != message.id or opened.number > len(known):
        opened = Opened(message.id, first_cited(answer, known))
    _show_source(known[opened.number - 1], opened)
    _show_list(message, known, opened)
    st.html(_TOP.format(message=message.id, opens=current().opens), unsafe_allow_javascript=True)


def _show_source(source: NumberedSource, opened: Opened) -> None:
    number = source.page + opened.turned
    library = resources.engine().library
    try:
        document = library.document(source.document_id)
        page = library.page(source.document_id, number)
    except LecternError as error:
        st.markdown(f"**{bracketed(source.number)} {escape(source.document)}**, page {source.page:d}")
        st.markdown(f":yellow-background[{escape(source.quote)}]")
        st.caption(escape(str(error)))
        return
    _show_head(source, document, number)
    # A place of its own, also when empty: what follows must not move when a page is turned.
    with st.container():
        if not opened.turned and not fits(page):
            show_quote(source, page)
    _show_page(source, document, page, opened)


def _show_head(source: NumberedSource, document: Document, number: int) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{bracketed(source.number)} {escape(document.title or document.name)}**")
        if st.button("Close", key="close-source", icon=":material/close:"):
            current().opened = None
            st.rerun()
    st.caption(f"{escape(document.name)} · page {number:d} of {document.pages:d}")


def _show_page(source: NumberedSource, document: Document, page: Page, opened: Opened) -> None:
    path = resources.engine().library.original(document.id)
    _show_tools(source, document, path, opened)
    show_page(source, path, page, opened.zoom)


def _show_tools(source: NumberedSource, document: Document, path: Path | None, opened: Opened) -> None:
    number = source.page + opened.turned
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="source-tools"):
        if document.pages > 1:
            _turn("Previous page", ":material/chevron_left:", opened, -1, number <= 1)
            _turn("Next page", ":material/chevron_right:", opened, 1, number >= document.pages)
        if path is not None and path.suffix == ".pdf":
            zooms = list(ZOOMS)
            further = zooms[(zooms.index(opened.zoom) + 1) % len(zooms)]
            st.button(
                ZOOMS[further],
                key="zoom",
                icon=":material/zoom_in:" if further > opened.zoom else ":material/zoom_out:",
                on_click=_set,
                args=(replace(opened, zoom=further),),
            )
        if path is not None:
            st.download_button(
                "Original",
                path.read_bytes,
                document.name,
                document.media_type,
                key="original",
                icon=":material/download:",
                on_click="ignore",
            )


def _turn(label: Markdown, icon: str, opened: Opened, by: int, disabled: bool) -> None:
    st.button(
        label,
        key=f"turn-{by}",
        icon=icon,
        help=label,
        disabled=disabled,
        on_click=_set,
        args=(replace(opened, turned=opened.turned + by),),
    )


def _show_list(message: Message, known: tuple[NumberedSource, ...], opened: Opened) -> None:
    st.caption("All sources of this answer")
    with st.container(key="all-sources", gap=None):
        for source in known:
            place = f"{bracketed(source.number)} {escape(source.document)}, page {source.page:d}"
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
