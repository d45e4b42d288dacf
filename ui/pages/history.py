"""The history page: every conversation, to be found, opened, renamed, exported and deleted."""

from datetime import datetime

import streamlit as st

from rag.store.conversations import Conversation
from ui import resources
from ui.chat.export import to_json
from ui.export.chat import paper_of_chat
from ui.export.docx import MEDIA_TYPE, to_docx
from ui.export.markdown import to_markdown
from ui.markdown import Markdown, escape, place, plural
from ui.navigation import open_conversation
from ui.session import current
from ui.widgets.details import joined

_PAGE = 20


def page() -> None:
    """Conversations, latest first."""
    st.title("History", anchor=False)
    wanted = st.text_input(
        "Search your chats",
        key="search-history",
        icon=":material/search:",
        placeholder="Words of a question or an answer",
    )
    found = resources.engine().conversations.list(wanted)
    if not found:
        st.caption("No chat has all of these words." if wanted.strip() else "There are no chats yet.")
        return
    st.caption(plural(len(found), "chat"))
    pages = -(-len(found) // _PAGE)
    shown = st.pagination(pages, key="history-page") if pages > 1 else 1
    for talk in found[(shown - 1) * _PAGE : shown * _PAGE]:
        _show(talk)


def _show(talk: Conversation) -> None:
    with st.container(border=True), st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap=None):
            st.markdown(f"**{escape(talk.title)}**")
            st.caption(_details(talk))
        if st.button("Open", key=f"open-{talk.id}", icon=":material/chat:"):
            open_conversation(talk.id)
        _show_more(talk)


def _details(talk: Conversation) -> Markdown:
    about = place(talk.collection, talk.collection_missing)
    when = datetime.fromtimestamp(talk.updated)
    return joined([escape(about), plural(talk.messages // 2, "question"), f"{when:%d %B %Y, %H:%M}"])


def _show_more(talk: Conversation) -> None:
    menu = f"more-{talk.id}"
    with st.popover("More", key=menu, on_change="rerun") as more:
        if not more.open:
            return
        with st.form(f"rename-{talk.id}", border=False):
            st.text_input("Title", value=talk.title, max_chars=80, key=f"title-{talk.id}")
            st.form_submit_button("Save title", on_click=_close_and_rename, args=(menu, talk))
        messages = resources.engine().answers.messages(talk.id)
        for label, make, suffix, kind in (
            ("Save as Word", lambda: to_docx(paper_of_chat(talk, messages)), "docx", MEDIA_TYPE),
            ("Save as Markdown", lambda: to_markdown(paper_of_chat(talk, messages)), "md", "text/markdown"),
            ("Save as JSON", lambda: to_json(talk, messages), "json", "application/json"),
        ):
            st.download_button(
                label, make, f"lectern-{talk.id}.{suffix}", kind, key=f"{suffix}-{talk.id}",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip
        st.button(
            "Delete this chat", key=f"delete-{talk.id}", icon=":material/delete:", on_click=_close_and_ask,
            args=(menu, talk),
        )  # fmt: skip


def _close_and_rename(menu: str, talk: Conversation) -> None:
    title = st.session_state[f"title-{talk.id}"]
    if title.strip():
        resources.engine().conversations.rename(talk.id, title)
        st.session_state[menu] = False


def _close_and_ask(menu: str, talk: Conversation) -> None:
    """A menu that stays open would stand above the question, which dims the rest of the page."""
    st.session_state[menu] = False
    _ask_to_delete(talk)


@st.dialog("Delete this chat?")
def _ask_to_delete(talk: Conversation) -> None:
    st.markdown(f"**{escape(talk.title)}** with {plural(talk.messages, 'message')}. It cannot be undone.")
    if st.button("Yes, delete", key=f"delete-{talk.id}-yes", type="primary"):
        resources.engine().delete_chat(talk.id)
        if current().conversation == talk.id:
            current().start(None)
        st.rerun()
