"""A document as large as the window: a source of an answer, or a document of the library."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from rag.values import Document
from ui.chat.sources import NumberedSource
from ui.markdown import Markdown, escape
from ui.session import Opened, current
from ui.viewer.viewer import show_viewer

_WIDTH = 1400  # pixels, on a window that has them


def open_button(document: Document) -> None:
    """A button that shows a document of the library, from its first page."""
    if st.button("Open", key=f"read-{document.id}", icon=":material/menu_book:"):
        open_document(document)


def open_document(document: Document, page: int = 1) -> None:
    """Show a document, from that page (from 1)."""
    nothing_cited = NumberedSource(1, document.id, document.name, page, 0, 0, "", 0.0)
    open_full_page((nothing_cited,), Opened(0, 1), escape(document.title or document.name))


def open_full_page(known: Sequence[NumberedSource], opened: Opened, title: Markdown) -> None:
    """Show one of the `known` sources over the page; the panel shows the same when this is closed."""
    session = current()
    session.reading = replace(opened, zoom=1.0)

    def content() -> None:
        if session.reading is not None:
            show_viewer(known, session.reading, _read, "full")

    st.dialog(title, width=_WIDTH, on_dismiss=_close)(content)()


def _read(opened: Opened) -> None:
    current().reading = opened


def _close() -> None:
    """What was read last is what the panel shows, in the panel's own size."""
    session = current()
    read, session.reading = session.reading, None
    if read is not None and read.message_id:
        zoom = session.opened.zoom if session.opened is not None else Opened(0, 1).zoom
        session.opened = replace(read, zoom=zoom)
