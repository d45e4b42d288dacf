"""A document's health report: what was read, what was not, and what to do."""

import streamlit as st

from rag.values import Document, Page, PageProblem
from rag.values.places import noun, of_page, said
from ui import resources
from ui.markdown import escape, plural

_LISTED = 20
_REPORTED = frozenset(PageProblem)


def show_health(document: Document) -> None:
    """How many pages were read; each problem in a line."""
    pages = resources.engine().library.pages(document.id)
    kind = escape(noun(document.method, document.name))
    empty = sum(not page.text.strip() for page in pages)
    st.markdown(
        f"{plural(len(pages) - empty, kind)} read"
        + (f", {plural(empty, kind)} without text" if empty else "")
        + "."
    )
    known = _REPORTED if document.problems else frozenset()  # the report names the pages of each
    told = list(document.problems)
    told += [_problem(document, page, p) for page in pages for p in page.problems if p not in known]
    for problem in told[:_LISTED]:
        st.markdown(f":orange[:material/warning:] {escape(problem)}")
    if len(told) > _LISTED:
        st.caption(f"and {len(told) - _LISTED} more like these")


def _problem(document: Document, page: Page, problem: str) -> str:
    name = said(of_page(page, document.name))
    return f"{name[0].upper()}{name[1:]}: {problem}"
