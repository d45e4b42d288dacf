"""In which order documents are listed, and which of them."""

from collections.abc import Sequence
from enum import StrEnum

import streamlit as st

from rag.values import Document
from ui.markdown import Markdown

_FEW = 8


class Order(StrEnum):
    """What documents are ordered by."""

    NAME = "name"
    ADDED = "added"
    PAGES = "pages"


_SAID: dict[Order, Markdown] = {
    Order.NAME: "By name",
    Order.ADDED: "Newest first",
    Order.PAGES: "Longest first",
}


def ordered(documents: Sequence[Document], order: Order) -> list[Document]:
    """By the name that is shown, whatever its case; else what is newest or longest first, then by name."""
    by_name = sorted(documents, key=lambda document: (document.title or document.name).casefold())
    if order is Order.NAME:
        return by_name
    if order is Order.ADDED:
        return sorted(by_name, key=lambda document: -document.added)
    return sorted(by_name, key=lambda document: -document.pages)


def choose_documents(documents: Sequence[Document]) -> list[Document]:
    """Those that are looked for, in the order that is chosen. One document needs neither."""
    if len(documents) < 2:
        return list(documents)
    wanted = ""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(documents) > _FEW:
            wanted = st.text_input(
                "Find a document", key="find-document", icon=":material/search:"
            ).casefold()
        order = st.selectbox(
            "Order", list(Order), format_func=lambda order: _SAID[order], key="order-documents", width=170
        )
    found = [document for document in documents if wanted in f"{document.name} {document.title}".casefold()]
    if not found:
        st.caption("No document has these words in its name or title.")
    return ordered(found, order or Order.NAME)
