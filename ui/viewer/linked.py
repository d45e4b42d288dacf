"""The page that an address names, opened over the page of the app: what programs give as the place of a source."""

import streamlit as st

from rag.errors import LecternError
from service.outside.links import DOCUMENT, END, PAGE, START, WORDS, known_by
from ui import resources
from ui.chat.sources import NumberedSource
from ui.markdown import escape
from ui.session import Opened, number_of
from ui.viewer.full_page import open_full_page

_PARTS = (DOCUMENT, PAGE, START, END, WORDS)


def open_linked() -> None:
    """Show what the address names, once: it is taken out of the address, so that it can be closed."""
    asked = {name: st.query_params.get(name, "") for name in _PARTS}
    if not asked[DOCUMENT]:
        return
    for name in _PARTS:
        st.query_params.pop(name, None)
    document_id, number = number_of(asked[DOCUMENT]), number_of(asked[PAGE] or "1")
    library = resources.engine().library
    try:
        if document_id is None or number is None:
            raise LecternError("This address names no page.")
        document, page = library.document(document_id), library.page(document_id, number)
    except LecternError as error:
        st.info(
            escape(f"{error} The answer that led here says which words it rests on."), icon=":material/info:"
        )
        return
    start, end = number_of(asked[START]), number_of(asked[END])
    quote = "" if start is None or end is None else page.text[start:end]
    if known_by(quote) != asked[WORDS]:
        start, end, quote = 0, 0, ""
        if asked[WORDS]:
            st.info(
                "The document has been replaced since: the words that this address means are not in their place any "
                "more.",
                icon=":material/info:",
            )
    place = start or 0, end or 0
    source = NumberedSource(
        1, document.id, document.name, page.number, *place, quote, 0.0, (place,) if quote else ()
    )
    open_full_page((source,), Opened(0, 1), escape(document.title or document.name))
