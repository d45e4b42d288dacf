"""A source: the page it is on, with its words marked, and the tools to look around."""

from collections.abc import Sequence

import streamlit as st

from rag.errors import LecternError
from ui.chat.sources import NumberedSource
from ui.markdown import bracketed, day, escape
from ui.session import Opened
from ui.viewer.edition import edition
from ui.viewer.page_view import fits, show_page, show_quote
from ui.viewer.tools import Change, show_tools


def show_viewer(known: Sequence[NumberedSource], opened: Opened, change: Change, place: str) -> None:
    """The opened one of the `known` sources. `place` is "panel" or "full", where it is shown."""
    source = known[opened.number - 1]
    number = source.page + opened.turned
    try:
        shown = edition(source, number)
    except LecternError as error:
        st.markdown(f"**{bracketed(source.number)} {escape(source.document)}**, page {source.page:d}")
        st.markdown(f":yellow-background[{escape(source.quote)}]")
        st.caption(escape(str(error)))
        return
    document, page, path = shown.document, shown.page, shown.path
    cited = f"{bracketed(source.number)} " if source.quote else ""
    st.markdown(f"**{cited}{escape(document.title or document.name)}**")
    st.caption(f"{escape(document.name)} · page {number:d} of {document.pages:d}")
    if shown.replaced:
        st.caption(
            f":material/history: The version that this answer rests on. It was replaced on {day(shown.replaced)}."
        )
    show_tools(document, path, known, opened, change, place)
    # A place of its own, also when empty: what follows must not move when a page is turned.
    with st.container():
        if source.quote and not opened.turned and not fits(page):
            show_quote(source, page)
    show_page(source, path, page, opened.zoom, place)
