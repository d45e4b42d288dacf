"""A source: the page it is on, with its words marked, and the tools to look around."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from rag.errors import LecternError
from rag.values import Document, Page
from rag.values.places import noun, of_page, said
from ui.chat.sources import NumberedSource
from ui.markdown import Markdown, bracketed, day, escape
from ui.session import Opened
from ui.viewer.edition import Change, look
from ui.viewer.inside.bar import show_bar
from ui.viewer.page_view import show_page, show_quote
from ui.viewer.tools import show_tools


def show_viewer(known: Sequence[NumberedSource], opened: Opened, change: Change, place: str) -> None:
    """The opened one of the `known` sources. `place` is "panel" or "full", where it is shown."""
    source = known[opened.number - 1]
    try:
        seen = look(source, opened)
    except LecternError as error:
        st.markdown(f"**{bracketed(source.number)} {escape(source.document)}**, {escape(said(source))}")
        st.markdown(f":yellow-background[{escape(source.quote)}]")
        st.caption(escape(str(error)))
        return
    shown = seen.shown
    document, page, path = shown.document, shown.page, shown.path
    is_cited = bool(source.quote) and opened.spot is None
    at = source.at if is_cited and not opened.turned else ""
    cited = f"{bracketed(source.number)} " if is_cited else ""
    st.markdown(f"**{cited}{escape(document.title or document.name)}**")
    st.caption(f"{escape(document.name)} · {_where(document, page, at)}")
    if shown.replaced:
        what = "answer" if opened.message_id else "note"
        st.caption(
            f":material/history: The version that this {what} rests on. It was replaced on {day(shown.replaced)}."
        )
    show_tools(seen, known, opened, change, place)
    found = show_bar(seen, opened, change, place)
    # A place of its own, also when empty: what follows must not move when a page is turned.
    with st.container():
        if is_cited and not opened.turned:
            show_quote(source, page, path)
    others = [span for span in found if seen.source.page == page.number]
    show_page(replace(seen.source, words=(*seen.source.words, *others)), path, page, opened.zoom, place)


def _where(document: Document, page: Page, at: str) -> Markdown:
    """`page 4 of 12`, `page iv (4 of 12)`, `sheet “Costs”, B7 (2 of 5)`; `at` is where on it the cited words are."""
    name = said(replace(of_page(page, document.name), at=at))
    if name == f"{noun(page.method, document.name)} {page.number}":
        return f"{escape(name)} of {document.pages:d}"
    return escape(name) + (f" ({page.number:d} of {document.pages:d})" if document.pages > 1 else "")
