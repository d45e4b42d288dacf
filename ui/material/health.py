"""A document's health report: what was read, what was not, and what to do."""

import streamlit as st

from rag.values import Document
from ui import resources
from ui.markdown import escape, plural

_LISTED = 20


def show_health(document: Document) -> None:
    """How many pages were read; each problem in a line."""
    pages = resources.engine().library.pages(document.id)
    empty = sum(not page.text.strip() for page in pages)
    st.markdown(
        f"{plural(len(pages) - empty, 'page')} read"
        + (f", {plural(empty, 'page')} without text" if empty else "")
        + "."
    )
    told = [*document.problems, *(f"Page {page.number}: {p}" for page in pages for p in page.problems)]
    for problem in told[:_LISTED]:
        st.markdown(f":orange[:material/warning:] {escape(problem)}")
    if len(told) > _LISTED:
        st.caption(f"and {len(told) - _LISTED} more like these")
