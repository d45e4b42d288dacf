"""What the questions of a chat search: a collection, or single documents of it. It is always said."""

from collections.abc import Sequence

import streamlit as st

from rag.errors import LecternError
from rag.values import Document
from ui import resources
from ui.markdown import Markdown, escape, plural, shortened
from ui.session import current

ALL = "All collections"
_NAME = 30  # characters of a name that is said beside the box
_COLLECTION, _DOCUMENTS = "collection", "documents"  # in the address of a new chat


def follow_chat() -> None:
    """Take over what the chat that was opened searches; a new chat goes on with the collection chosen last."""
    session = current()
    names = _names()
    if session.scope_of != session.conversation or (session.conversation and session.collection not in names):
        if session.conversation is None:
            session.documents = ()
        else:
            _take_over(session.conversation)
        session.scope_of = session.conversation
    if session.collection not in names:
        session.collection, session.documents = "", ()
    if session.documents:
        there = {document.id for document in _documents(session.collection)}
        session.documents = tuple(number for number in session.documents if number in there)


def keep_in_address() -> None:
    """A new chat has nothing else that would outlive a reload."""
    session = current()
    new = session.conversation is None
    _say(_COLLECTION, session.collection if new else "")
    _say(_DOCUMENTS, ",".join(map(str, session.documents)) if new else "")


def choose_collection(place: str) -> None:
    """A select box of collections; `place` tells it from another one on the page."""
    session = current()
    names = _names()
    # Another key for another choice: so that two boxes cannot come to say different things.
    key = f"{place}-collection-{session.conversation}-{session.collection}"
    st.selectbox(
        "Collection",
        names,
        index=names.index(session.collection) if session.collection in names else 0,
        format_func=lambda name: name or ALL,
        help="Which course your questions are about.",
        key=key,
        on_change=_set_collection,
        args=(key,),
    )


def show_scope() -> None:
    """What is searched, and the way to change it."""
    session = current()
    with st.popover(f":material/search: Searches {_said()}", type="tertiary", key="scope"):
        choose_collection("scope")
        held = {document.id: document for document in _documents(session.collection)}
        key = f"scope-documents-{session.conversation}-{session.collection}"
        st.session_state.setdefault(key, list(session.documents))
        st.multiselect(
            "Documents",
            list(held),
            format_func=lambda number: _title(held[number]),
            placeholder="All of them",
            key=key,
            on_change=_set_documents,
            args=(key,),
        )


def _said() -> Markdown:
    session = current()
    where = escape(shortened(session.collection or ALL.lower(), _NAME))
    if not session.documents:
        return where
    if len(session.documents) > 1:
        return f"{plural(len(session.documents), 'document')} of {where}"
    (only,) = (document for document in _documents(session.collection) if document.id in session.documents)
    return escape(shortened(_title(only), _NAME))


def _take_over(conversation: int) -> None:
    session = current()
    try:
        chat = resources.engine().conversations.get(conversation)
    except LecternError:
        return  # the page says that there is no such chat
    session.collection = "" if chat.collection_missing else chat.collection
    session.documents = () if chat.collection_missing else chat.documents


def _set_collection(key: str) -> None:
    session = current()
    session.collection, session.documents = st.session_state[key], ()
    _keep()


def _set_documents(key: str) -> None:
    current().documents = tuple(st.session_state[key])
    _keep()


def _keep() -> None:
    session = current()
    if session.conversation is not None:
        resources.engine().conversations.move(session.conversation, session.collection, session.documents)


def _names() -> list[str]:
    return ["", *(collection.name for collection in resources.engine().library.collections())]


def _documents(collection: str) -> Sequence[Document]:
    return resources.engine().library.documents(collection or None)


def _title(document: Document) -> str:
    return document.title or document.name


def _say(name: str, value: str) -> None:
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
