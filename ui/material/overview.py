"""What a collection holds, in a few lines."""

import streamlit as st

from rag.errors import UnknownCollection
from ui import resources
from ui.markdown import escape, plural
from ui.navigation import Place, page_at

_LISTED = 12


def show_material(collection: str) -> None:
    """The documents that a question will be answered from."""
    try:
        documents = resources.engine().library.documents(collection or None)
    except UnknownCollection as error:
        st.caption(escape(str(error)))
        return
    st.subheader("Your material", anchor=False)
    if not documents:
        st.markdown(
            f"{f'**{escape(collection)}** is' if collection else 'The library is'} empty. Add files to it with the "
            "+ beside your question, or in the library."
        )
        st.page_link(page_at(Place.LIBRARY), label="Add files in the library", icon=":material/upload_file:")
        return
    pages = sum(document.pages for document in documents)
    st.caption(f"{plural(len(documents), 'document')}, {plural(pages, 'page')}")
    for document in documents[:_LISTED]:
        st.markdown(
            f":material/description: {escape(document.title or document.name)}  \n"
            f":small[:gray[{escape(document.name)} · {plural(document.pages, 'page')}]]"
        )
    if len(documents) > _LISTED:
        st.caption(f"and {len(documents) - _LISTED} more, in the library")
