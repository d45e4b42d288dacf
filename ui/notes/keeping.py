"""Keeping an answer, or words of a page, as a note."""

import streamlit as st

from rag.pages.reading.parts import parts
from rag.store.conversations import Message
from rag.values import Answer, Document, Kind, Page, Task
from ui import resources
from ui.chat.sources import NumberedSource
from ui.markdown import escape, shortened
from ui.navigation import Place, page_at
from ui.notes.making import note_of_answer, note_of_words
from ui.session import current
from ui.viewer.picture import is_marked

_SHOWN = 300  # characters of what is kept, above its remark
_CHOICE = 90  # and of a paragraph that can be chosen
_MOST = 400  # paragraphs of a page to choose from
_ICON = ":material/bookmark_add:"
_HELP = "Keep words of this page as a note"


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
        _tell()
        st.rerun()  # which closes the box


def _keep_answer(message: Message, asked: Message, answer: Answer) -> None:
    remark = st.session_state[f"note-remark-of-{message.id}"].strip()
    note = note_of_answer(message, asked.text, answer, _collection(message, answer), remark)
    resources.engine().notes.keep(note)


def keep_words_box(
    source: NumberedSource, document: Document, page: Page, replaced: float, place: str
) -> None:
    """A box in the viewer to keep the marked words of a page, or a part of it that is chosen there. `replaced` is when
    this version of the document was replaced, 0 for today's; `place` tells it from another viewer's."""
    box = f"tool-{place}-note-{current().closed_boxes}"
    with st.popover("Keep", icon=_ICON, key=box, on_change="rerun", help=_HELP) as popover:
        if popover.open and _choose(source, document, page, replaced, box):
            _tell()
            current().closed_boxes += 1
            # Of a document that is read over the page only that is drawn anew: else it would be closed, too.
            st.rerun(scope="fragment" if place == "full" else "app")


def _choose(source: NumberedSource, document: Document, page: Page, replaced: float, box: str) -> bool:
    """What can be kept, and a remark; whether it was kept now."""
    choices = _choices(source, page)
    if not choices:
        st.caption("There are no words on this page that could be kept.")
        return False
    marked = is_marked(source, page)
    key = f"{box}-{document.id}-{page.number}-{source.start}"
    with st.form(f"{key}-form", border=False):
        chosen = st.selectbox(
            "Words to keep as a note",
            range(len(choices)),
            format_func=lambda index: _name(page, choices[index], index == 0 and marked),
            key=f"{key}-words",
        )
        remark = _remark(f"{key}-remark")
        if not st.form_submit_button("Keep it", type="primary"):
            return False
    as_of = min(source.answered or replaced, replaced)
    start, end = choices[chosen]
    resources.engine().notes.keep(note_of_words(document, page, start, end, remark, as_of))
    return True


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


def _remark(key: str) -> str:
    """What is typed as a remark."""
    return st.text_area("Your remark", key=key, max_chars=2000, height=90, placeholder="May be empty").strip()


def _tell() -> None:
    st.toast("Kept. It is on the page Notes.", icon=":material/bookmark:")
