"""What a collection holds, in a few lines."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from rag.errors import UnknownCollection
from rag.values import Document
from rag.values.places import counted
from ui import resources
from ui.markdown import Markdown, escape, plural
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
    st.caption(", ".join([plural(len(documents), "document"), *_lengths(documents)]))
    for document in documents[:_LISTED]:
        st.markdown(
            f":material/description: {escape(document.title or document.name)}  \n"
            f":small[:gray[{escape(document.name)} · {plural(document.pages, escape(_kind(document)))}]]"
        )
    if len(documents) > _LISTED:
        st.caption(f"and {len(documents) - _LISTED} more, in the library")


def _lengths(documents: Sequence[Document]) -> list[Markdown]:
    """How much there is of each kind: `12 pages`, `30 slides`; the most first."""
    counts: Counter[str] = Counter()
    for document in documents:
        counts[_kind(document)] += document.pages
    return [plural(count, escape(kind)) for kind, count in counts.most_common()]


def _kind(document: Document) -> str:
    return counted(document.method, document.name)
