"""Thumbs up and down, a note, and the way from a bad answer to a test question."""

import streamlit as st

from rag.store.conversations import Feedback, Message
from rag.store.testsets import Case
from rag.values import Answer
from ui import resources
from ui.chat.keep import keep_case

TEST_SET = "From feedback"
REASONS = (
    "It is wrong",
    "It is beside the point",
    "Something is missing",
    "It is hard to read",
    "The source says something else",
)
_DOWN, _UP = 0, 1


def feedback(message: Message, answer: Answer) -> None:
    """The thumbs of one answer; a thumb down asks for the reason, and offers to make a test question of it."""
    key = f"thumbs-{message.id}"
    given = message.feedback
    default = None if given is None else (_UP if given.positive else _DOWN)
    st.feedback("thumbs", key=key, default=default, on_change=_rate, args=(message.id, key))
    if given is not None and not given.positive:
        label = "Your reason" if given.note else "Say why"
        with st.popover(label, icon=":material/edit_note:", key=_box(message.id), on_change="rerun"):
            _note(message, given)
            if not resources.engine().asker.teaches:
                return
            with st.expander("Make a test question of it", key=f"case-{message.id}"):
                _case(message, answer)


def reasons_and_words(note: str) -> tuple[list[str], str]:
    """The reasons of a note that are among the usual ones, and its own words."""
    lines = note.splitlines()
    return [line for line in lines if line in REASONS], "\n".join(
        line for line in lines if line not in REASONS
    )


def _box(message_id: int) -> str:
    return f"why-{message_id}"


def _note(message: Message, given: Feedback) -> None:
    reasons, words = reasons_and_words(given.note)
    with st.form(f"note-form-{message.id}", border=False):
        chosen = st.pills(
            "What was wrong?", REASONS, selection_mode="multi", default=reasons, key=f"reasons-{message.id}"
        )
        more = st.text_area("In your own words", value=words, key=f"note-{message.id}")
        if st.form_submit_button("Save"):
            note = "\n".join([*chosen, *([more.strip()] if more.strip() else [])])
            resources.engine().conversations.rate(message.id, Feedback(False, note))
            st.rerun()


def _case(message: Message, answer: Answer) -> None:
    """What the answer should have been, as a question to test with from now on."""
    place = min(answer.evidence, key=lambda sentence: sentence.rank) if answer.evidence else None
    with st.form(f"case-form-{message.id}", border=False):
        expected = st.text_input(
            "What it should have answered",
            key=f"expected-{message.id}",
            placeholder="Empty: the material does not say it",
        )
        document = st.text_input("Document", place.document if place else "", key=f"document-of-{message.id}")
        page = st.number_input("Page", 1, value=place.page if place else None, key=f"page-of-{message.id}")
        if st.form_submit_button("Save as test question"):
            answers = (expected.strip(),) if expected.strip() else ()
            where = (document.strip(), page) if answers else ("", None)
            keep_case(
                message,
                Case(answer.search_query or answer.question, answers, *where, answerable=bool(answers)),
                TEST_SET,
            )


def _rate(message_id: int, key: str) -> None:
    chosen = st.session_state[key]
    resources.engine().conversations.rate(message_id, None if chosen is None else Feedback(chosen == _UP))
    if chosen == _DOWN:
        st.session_state[_box(message_id)] = True  # asked at once, while it is known what was wrong
