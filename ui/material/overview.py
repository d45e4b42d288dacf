"""What a collection holds, in a few lines."""

import streamlit as st

from rag.errors import UnknownCollection
from ui import resources
from ui.markdown import escape, plural

_LISTED = 12


def show_material(collection: str) -> None:
    """The documents that a question will be answered from."""
    try:
        documents = resources.engine().library.documents(collection or None)
    except UnknownCollection as error:
        st.caption(escape(str(error)))
        return
    pages = sum(document.pages for document in documents)
    st.subheader("Your material", anchor=False)
    st.caption(f"{plural(len(documents), 'document')}, {plural(pages, 'page')}")
    for document in documents[:_LISTED]:
        st.markdown(
            f":material/description: {escape(document.title or document.name)}  \n"
            f":small[:gray[{escape(document.name)} · {plural(document.pages, 'page')}]]"
        )
    if len(documents) > _LISTED:
        st.caption(f"and {len(documents) - _LISTED} more, in the library")
