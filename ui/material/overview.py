"""What a collection holds, in a few lines."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from rag.errors import UnknownCollection
from rag.values import Document
from rag.values.places import counted
from service.suggesting.contents import main_point
from ui import resources
from ui.chat.sentences import readable
from ui.markdown import Markdown, escape, plural, shortened
from ui.navigation import Place, page_at

_LISTED = 12
_POINT = 180  # characters


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
    points = _points(tuple(document.id for document in documents[:_LISTED]), resources.engine().library.seen)
    for document, point in zip(documents, points, strict=False):
        st.markdown(
            f":material/description: {escape(document.title or document.name)}  \n"
            f":small[:gray[{escape(document.name)} · {plural(document.pages, escape(_kind(document)))}]]"
            + (f"  \n:small[{escape(shortened(readable(point), _POINT))}]" if point else "")
        )
    if len(documents) > _LISTED:
        st.caption(f"and {len(documents) - _LISTED} more, in the library")


@st.cache_data(max_entries=32, show_spinner=False)
def _points(document_ids: tuple[int, ...], seen: str) -> list[str]:
    """The sentence that stands for each document, the same until the documents change."""
    return [main_point(resources.engine().library, document_id) for document_id in document_ids]


def _lengths(documents: Sequence[Document]) -> list[Markdown]:
    """How much there is of each kind: `12 pages`, `30 slides`; the most first."""
    counts: Counter[str] = Counter()
    for document in documents:
        counts[_kind(document)] += document.pages
    return [plural(count, escape(kind)) for kind, count in counts.most_common()]


def _kind(document: Document) -> str:
    return counted(document.method, document.name)
