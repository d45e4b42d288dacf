"""What every page has around it: the sidebar, the style sheet, and errors in words."""

from pathlib import Path
from typing import Protocol

import streamlit as st

from rag.errors import DamagedLibrary, LecternError
from rag.settings import Models, elsewhere, who_embeds, who_reads
from rag.values.people import ALONE, Asker
from ui import resources
from ui.markdown import Markdown, escape, shortened
from ui.mending import offer_mending, say_damaged
from ui.navigation import open_conversation
from ui.session import current
from ui.widgets.scope import choose_collection, follow_chat

_HERE = Path(__file__).parent
_RECENT = 6
# On a phone the sidebar lies over the page; Streamlit closes it for its own links, not for our buttons.
_AWAY = """<script>
if (innerWidth <= 640) document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
</script>"""


class AppPage(Protocol):
    """What `st.navigation` returns."""

    def run(self) -> None: ...


def frame(page: AppPage, asker: Asker = ALONE) -> None:
    """Run a page for `asker` inside the frame."""
    st.html(_HERE / "style.css")
    st.logo(str(_HERE / "logo.svg"), size="large")
    try:
        _sidebar()
        page.run()
    except DamagedLibrary as error:
        if asker.sets_up:
            offer_mending(error)
        else:
            say_damaged()
    except LecternError as error:
        st.error(escape(str(error)), icon=":material/error:")


def _sidebar() -> None:
    engine, session = resources.engine(), current()
    with st.sidebar:
        follow_chat()
        choose_collection("sidebar")
        if st.button("New chat", icon=":material/edit_square:", width="stretch", key="new-chat"):
            _leave(None)
        recent = engine.conversations.list(limit=_RECENT)
        if recent:
            st.caption("Recent chats")
        with st.container(gap=None, key="recent"):
            for talk in recent:
                title = escape(shortened(talk.title, 34))
                if st.button(
                    f"**{title}**" if talk.id == session.conversation else title,
                    key=f"recent-{talk.id}",
                    type="tertiary",
                    width="stretch",
                ):
                    _leave(talk.id)
        if (person := resources.person()) is not None:
            st.caption(f":material/person: {escape(person.name)}, {escape(person.role.value)}")
        if told := engine.damage_told:
            st.warning(escape(told), icon=":material/warning:")
        if engine.model_error:
            st.warning(escape(engine.model_error), icon=":material/warning:")
        st.caption(_privacy(engine.settings.models, engine.by_class))
        if session.left:
            session.left = False
            st.html(_AWAY, unsafe_allow_javascript=True)


def _leave(conversation: int | None) -> None:
    current().left = True
    open_conversation(conversation)


def _privacy(models: Models, by_class: bool) -> Markdown:
    leaves = []
    served = elsewhere()
    if embed := who_embeds(models, served):
        leaves.append(f"Documents and questions go to {escape(' and '.join(embed))}.")
    if read := who_reads(models, served):
        leaves.append(f"Questions and evidence go to {escape(' and '.join(read))}.")
    if leaves:
        return " ".join([":material/cloud_upload:", *leaves])
    if by_class:
        return ":material/lock: Everything stays on this server. Your chats and notes only you can read."
    return ":material/lock: Everything stays on this computer."
