"""What may be asked next: the same in another form, and questions that the material answers too."""

from collections.abc import Sequence

import streamlit as st

from rag.store.conversations import Message
from rag.values import Answer, Task
from service.suggesting.candidates import SuggestedQuestion
from ui import resources
from ui.chat.asking import again
from ui.markdown import Markdown, escape
from ui.session import current

_FORMS = {
    "Shorter": "Shorter, please.",
    "Simpler": "In simpler words, please.",
    "More detail": "More detail, please.",
}
_LOOK, _LATER = 1.5, 6.0  # seconds


def show_next(message: Message, answer: Answer) -> None:
    """Below the last answer of a chat, for these follow-ups are about the last one."""
    if answer.task is not Task.TALK and not answer.from_catalogue:  # what the catalogue says has one form
        with st.container(horizontal=True, gap="xsmall", key=f"forms-{message.id}"):
            for label, follow_up in _FORMS.items():
                st.button(label, key=f"form-{message.id}-{label}", on_click=again, args=(follow_up,))
    found = _suggested(message, answer)
    if found is None:
        _wait(message, answer)
    elif found:
        show_questions([question.text for question in found], f"next-{message.id}", "You can also ask:")


def show_questions(questions: Sequence[str], place: str, said: Markdown) -> None:
    """Questions that a click asks, under the words `said`."""
    with st.container(key=place, gap="xsmall"):
        st.caption(said)
        for index, question in enumerate(questions):
            st.button(
                escape(question),
                key=f"{place}-{index}",
                icon=":material/arrow_forward:",
                type="tertiary",
                on_click=again,
                args=(question,),
            )


def _wait(message: Message, answer: Answer) -> None:
    """Look for them now and then, seldom while people wait, for none are made then."""
    pause = _LATER if resources.engine().suggester.gives_way else _LOOK
    st.fragment(_look, run_every=pause)(message, answer)


def _look(message: Message, answer: Answer) -> None:
    """When they are made, the page shows them."""
    if _suggested(message, answer) is not None:
        st.rerun()


def _suggested(message: Message, answer: Answer) -> Sequence[SuggestedQuestion] | None:
    session = current()
    documents = frozenset(session.documents) or None
    return resources.engine().suggester.after(message, answer, session.collection or None, documents)
