"""The chat page: the conversation, and beside it the sources of its answers."""

from collections.abc import Sequence
from contextlib import nullcontext

import streamlit as st

from rag.errors import LecternError
from rag.store.conversations import Conversation, Message, State
from ui import resources
from ui.chat.answer import show_answer
from ui.chat.asking import BOX, ask
from ui.chat.foot import COPY
from ui.chat.panel import show_sources
from ui.chat.running import show_running, show_unwritten
from ui.chat.sources import sources
from ui.chat.start import show_start
from ui.chat.unasked import LIMIT, put, show_unasked
from ui.markdown import escape, escape_lines
from ui.material.added import show_added, show_files
from ui.material.overview import show_material
from ui.material.queue import show_reading
from ui.material.upload import add_files, receiving
from ui.session import Session, current
from ui.widgets.scope import keep_in_address, show_scope

_NO_CHAT = "There is no such chat. It may have been deleted. You can start a new one."
_SHOWN = 20
_SPLIT, _WIDE = [11, 9], [2, 3]  # the conversation, and what is beside it
# Runs once for each new last message: its question comes to the top, and the answer grows below it.
_SCROLL = """<script id="to-{id}">
requestAnimationFrame(() => [...document.querySelectorAll('[data-testid="stChatMessage"]')].at(-2)?.scrollIntoView());
</script>"""
_AVATARS = {"user": ":material/person:", "assistant": ":material/menu_book:"}


def page() -> None:
    """Ask, read the answer, see where it is from."""
    session = current()
    chat = _opened(session)
    keep_in_address()
    messages = resources.engine().answers.messages(chat.id) if chat else []
    talk, beside = st.columns(_split(), gap="large")
    with talk:
        if messages:
            with st.container(key="talk"):
                _show_messages(session, messages)
                if chat is not None and chat.collection_missing:
                    _tell_of_missing(chat.collection)
            st.html(COPY, unsafe_allow_javascript=True)
            st.html(_SCROLL.format(id=messages[-1].id), unsafe_allow_javascript=True)
        else:
            if session.missing:
                st.info(
                    "There is no such chat. It may have been deleted. You can start a new one.",
                    icon=":material/info:",
                )
            show_start(lambda question: put(ask, question))
    with beside:
        _show_beside(session, messages)
    _show_input()


def _split() -> list[int]:
    return _WIDE if current().wide else _SPLIT


def _opened(session: Session) -> Conversation | None:
    """The conversation that is looked at, None for a new one. Its collection is the chosen one, if it is there."""
    if session.conversation is None:
        st.query_params.pop("chat", None)
        return None
    try:
        chat = resources.engine().conversations.get(session.conversation)
    except LecternError:
        session.start(None)
        session.missing = True
        st.query_params.pop("chat", None)
        return None
    st.query_params["chat"] = str(session.conversation)
    return chat


def _tell_of_missing(collection: str) -> None:
    st.caption(
        f":material/info: The collection {escape(collection)} was deleted. What was answered from it stays here; "
        "your next question searches all collections, or what you choose below."
    )


def _show_messages(session: Session, messages: Sequence[Message]) -> None:
    hidden = 0 if session.earlier else max(0, len(messages) - _SHOWN)
    if hidden and st.button(f"Show {hidden:d} earlier messages", icon=":material/expand_less:"):
        session.earlier = True
        st.rerun()
    asked = messages[0]
    for message in messages[hidden:]:
        asked = message if message.role == "user" else asked
        with st.chat_message(message.role, avatar=_AVATARS[message.role]):
            _show_message(message, asked, last=message is messages[-1])


def _show_message(message: Message, asked: Message, last: bool) -> None:
    if message.role == "user":
        st.markdown(escape(message.text))
        show_files(message.files, message.unread)
        return
    if message.state is State.WRITING:
        with st.container(key=f"running-{message.id}"):
            show_running(message)
        return
    # Takes the place of what was shown while it was written; else that would stand among the answer for a while.
    st.empty()
    _show_ended(message, asked, last)


def _show_ended(message: Message, asked: Message, last: bool) -> None:
    """An answer, or why there is none."""
    if message.problem:
        st.markdown(escape_lines(message.text))
        st.error(escape(message.problem), icon=":material/error:")
    elif message.answer is None:
        st.error(escape(message.text), icon=":material/error:")
    else:
        show_answer(message, asked, message.answer, last)
    if resources.engine().answers.unwritten(message.id) is not None:
        show_unwritten(message)


def _show_beside(session: Session, messages: Sequence[Message]) -> None:
    """The sources of the answer that was clicked last, else of the latest; the material before that."""
    chosen = _with_sources(session, messages)
    # On a phone only what somebody opened lies over the chat; before a chat begins the material stands below.
    place = "sources-open" if session.opened else "sources-idle" if messages else "sources-material"
    with st.container(key=place):
        if chosen is not None and chosen.answer is not None:
            show_sources(chosen, chosen.answer)
        elif messages and messages[-1].state is State.WRITING:
            st.caption("The pages of its sources come here when the answer is checked.")
        else:
            show_material(session.collection)


def _with_sources(session: Session, messages: Sequence[Message]) -> Message | None:
    ready = [message for message in messages if message.answer and sources(message.answer)]
    if session.opened is not None:
        for message in ready:
            if message.id == session.opened.message_id:
                return message
    # An answer on its way counts its own sources from 1: those of the one before would be taken for them.
    return ready[-1] if ready and messages[-1].state is not State.WRITING else None


def _show_input() -> None:
    with st.bottom:
        place, _ = st.columns(_split(), gap="large")
    # In the bar, not in the conversation, whose end may be out of sight.
    with place:
        show_reading()
        show_added()
        show_unasked(ask)
    sent = place.chat_input(
        "Ask about your material, or add files to it",
        key=BOX,
        # Of any kind: Streamlit drops a file of another one without a word, and we say why it cannot be read.
        accept_file="multiple",
        max_upload_size=resources.engine().settings.ingestion.file_megabytes,
    )
    with place, st.container(horizontal=True, vertical_alignment="center", key="below-question"):
        show_scope()
        st.caption(LIMIT, width="content")
    if sent is None:
        return
    with receiving() if sent.files else nullcontext():
        jobs = add_files(sent.files) if sent.files else []
        if sent.text.strip():
            put(ask, sent.text, jobs, [file.name for file in sent.files])
        # What becomes of files that came with a question stands beside it.
        current().added = () if sent.text.strip() and current().unasked is None else tuple(jobs)
    st.rerun()
