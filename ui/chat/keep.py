"""From a chat answer to a test question."""

import streamlit as st

from evaluation.testsets.from_answer import case_from
from rag.store.conversations import Message
from rag.store.testsets import Case
from rag.values import Answer, Outcome, Task
from ui import resources
from ui.markdown import escape
from ui.testsets.sets import testsets

FROM_CHATS = "From chats"


def keep_button(message: Message, answer: Answer) -> None:
    """One click: the question with this answer, and the page it rests on, becomes a test question."""
    if not (can_keep(message, answer) and resources.engine().asker.teaches):
        return
    st.button(
        "Keep as test question", key=f"keep-{message.id}", icon=":material/quiz:", type="tertiary",
        on_click=_keep, args=(message, answer),
    )  # fmt: skip
    st.caption(f"Puts it into the test set “{FROM_CHATS}”, to see later whether it is still answered so.")


def can_keep(message: Message, answer: Answer) -> bool:
    """Whether an answer is one that the question may be tested by: whole, and nobody said that it is wrong.

    That places are shown which may answer tells neither what the answer is nor that there is none.
    """
    disliked = message.feedback is not None and not message.feedback.positive
    if disliked or answer.stopped or answer.task is Task.TALK:
        return False
    if answer.outcome is Outcome.ANSWERED:
        return bool(answer.claims)
    return answer.outcome is Outcome.SILENT and bool(answer.evidence)


def keep_case(message: Message, case: Case, name: str) -> None:
    """Put a case into the test set of that name, which is made where there is none, and say so. The cases of
    another collection have a set of their own."""
    collection = resources.engine().conversations.get(message.conversation_id).collection
    sets = testsets()
    known = sets.find(name)
    if known is not None and known.collection != collection:
        name = f"{name}: {collection or 'all collections'}"[:100]
        known = sets.find(name)
    if known is None:
        sets.create(name, collection, [case])
    elif any(stored.case == case for stored in sets.cases(known.id)):
        st.toast(f"This is in the test set “{escape(name)}” already.", icon=":material/info:")
        return
    else:
        sets.add(known.id, [case])
    st.toast(f"Added to the test set “{escape(name)}”.", icon=":material/check:")


def _keep(message: Message, answer: Answer) -> None:
    case = case_from(answer)
    if case is not None:
        keep_case(message, case, FROM_CHATS)
