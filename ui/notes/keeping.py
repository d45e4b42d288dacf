"""Keeping an answer, or words of a page, as a note."""

import streamlit as st

from rag.pages.reading.parts import parts
from rag.store.conversations import Message
from rag.store.notes.notes import KeptNote
from rag.values import Answer, Document, Kind, Page, Task
from ui import resources
from ui.chat.sources import NumberedSource
from ui.markdown import escape, shortened
from ui.navigation import Place, page_at
from ui.notes.making import note_of_answer, note_of_words
from ui.viewer.picture import is_marked

_SHOWN = 300  # characters of what is kept, above its remark
_CHOICE = 90  # and of a paragraph that can be chosen
_MOST = 400  # paragraphs of a page to choose from
_ICON = ":material/bookmark_add:"


def keep_answer_button(message: Message, asked: Message, answer: Answer) -> None:
    """One click, and room for a remark. Small talk is nothing to keep."""
    if answer.task is Task.TALK:
        return
    st.button(
        "Keep as a note", key=f"note-of-{message.id}", icon=_ICON, type="tertiary",
        on_click=_ask_for_remark, args=(message, asked, answer),
    )  # fmt: skip
    if resources.engine().notes.of_message(message.id) is not None:
        st.page_link(page_at(Place.NOTES), label="It is among your notes", icon=":material/bookmark:")


@st.dialog("Keep as a note")
def _ask_for_remark(message: Message, asked: Message, answer: Answer) -> None:
    st.markdown(f"**{escape(asked.text)}**")
    st.caption(escape(shortened(answer.text, _SHOWN)))
    with st.form(f"note-form-of-{message.id}", border=False):
        _remark(f"note-remark-of-{message.id}")
        kept = st.form_submit_button(
            "Keep it", type="primary", on_click=_keep_answer, args=(message, asked, answer)
        )
    if kept:
        st.rerun()  # which closes the box


def _keep_answer(message: Message, asked: Message, answer: Answer) -> None:
    remark = st.session_state[f"note-remark-of-{message.id}"].strip()
    _keep(note_of_answer(message, asked.text, answer, _collection(message, answer), remark))


def keep_words_box(
    source: NumberedSource, document: Document, page: Page, replaced: float, place: str
) -> None:
    """A box in the viewer to keep the marked words of a page, or a part of it that is chosen there. `replaced` is when
    this version of the document was replaced, 0 for today's; `place` tells it from another viewer's."""
    box = f"tool-{place}-note"
    with st.popover("Keep as a note", icon=_ICON, key=box, on_change="rerun") as popover:
        if popover.open:
            _choose(source, document, page, replaced, box)


def _choose(source: NumberedSource, document: Document, page: Page, replaced: float, box: str) -> None:
    choices = _choices(source, page)
    if not choices:
        st.caption("There are no words on this page that could be kept.")
        return
    marked = is_marked(source, page)
    key = f"{box}-{document.id}-{page.number}-{source.start}"
    with st.form(f"{key}-form", border=False):
        st.selectbox(
            "What to keep",
            range(len(choices)),
            format_func=lambda index: _name(page, choices[index], index == 0 and marked),
            key=f"{key}-words",
        )
        _remark(f"{key}-remark")
        as_of = min(source.answered or replaced, replaced)
        st.form_submit_button(
            "Keep it",
            type="primary",
            on_click=_close_and_keep,
            args=(box, key, document, page, choices, as_of),
        )


def _close_and_keep(
    box: str, key: str, document: Document, page: Page, choices: list[tuple[int, int]], as_of: float
) -> None:
    """A box that stays open would hide the page."""
    st.session_state[box] = False
    remark = st.session_state[f"{key}-remark"].strip()
    start, end = choices[st.session_state[f"{key}-words"]]
    _keep(note_of_words(document, page, start, end, remark, as_of))


def _choices(source: NumberedSource, page: Page) -> list[tuple[int, int]]:
    """The marked words first, where there are any; then what the page is made of."""
    first = [(source.start, source.end)] if is_marked(source, page) else []
    blocks = [(block.start, block.end) for block in parts(page) if block.kind is not Kind.FURNITURE]
    return first + [span for span in blocks if span not in first and page.text[slice(*span)].strip()][:_MOST]


def _name(page: Page, span: tuple[int, int], marked: bool) -> str:
    words = shortened(page.text[slice(*span)], _CHOICE)
    return f"The marked words: {words}" if marked else words


def _collection(message: Message, answer: Answer) -> str:
    """That of the chat; of one that searches all of them, that of the document that is cited first."""
    engine = resources.engine()
    collection = engine.conversations.get(message.conversation_id).collection
    cited = [citation.document_id for claim in answer.claims for citation in claim.citations]
    if collection or not cited:
        return collection
    return next((held.collection for held in engine.library.documents() if held.id == cited[0]), "")


def _remark(key: str) -> None:
    st.text_area("Your remark", key=key, max_chars=2000, height=90, placeholder="May be empty")


def _keep(note: KeptNote) -> None:
    resources.engine().notes.keep(note)
    st.toast("Kept. It is on the page Notes.", icon=":material/bookmark:")
