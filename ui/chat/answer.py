"""An answer: what it says, and where each sentence is from."""

from collections.abc import Sequence

import streamlit as st

from rag.store.conversations import Message
from rag.values import Answer, Evidence, Outcome, Task
from service.first_shown import SHOWN
from ui import resources
from ui.chat.asking import again
from ui.chat.flow.component import show_blocks
from ui.chat.flow.layout import laid_out, quotations
from ui.chat.foot import show_foot
from ui.chat.sentences import readable
from ui.chat.sources import NumberedSource, sources
from ui.markdown import escape, escape_lines


def show_answer(message: Message, asked: Message, answer: Answer, last: bool = False) -> None:
    """A finished answer to what was `asked`, as its outcome is; `last` says that no message follows it."""
    if answer.task is Task.TALK:
        _show_talk(message, answer)
        return
    known = sources(answer)
    if answer.outcome is Outcome.SILENT:
        _show_silence(message, answer, known)
    else:
        # Places to go to say where they are; sentences are read, and their numbers are quiet.
        named = answer.outcome is Outcome.UNSURE or answer.from_catalogue or not answer.claims
        show_blocks(f"{message.id}", laid_out(answer, known), known, message.id, named=named)
        if answer.outcome is Outcome.ANSWERED:
            _show_more(message, answer, known)
    _show_notes(answer)
    show_foot(message, asked, answer, last)


def show_evidence(
    place: str,
    evidence: Sequence[Evidence],
    known: Sequence[NumberedSource],
    message_id: int,
    whole: bool = True,
) -> None:
    """The first sentences, each with the page it is on. `whole` as in `show_blocks`."""
    show_blocks(place, quotations(evidence[:SHOWN], known), known, message_id, whole, named=True)


def _show_talk(message: Message, answer: Answer) -> None:
    """A friendly line, and what might be asked."""
    st.markdown(escape_lines(answer.text))
    for index, question in enumerate(answer.suggestions):
        st.button(
            escape(question),
            key=f"suggestion-{message.id}-{index}",
            icon=":material/arrow_forward:",
            on_click=again,
            args=(question,),
        )


def _show_silence(message: Message, answer: Answer, known: Sequence[NumberedSource]) -> None:
    """That there is no answer, and for who wants to look, what came near one."""
    if answer.stopped:  # it was not yet known that there is none
        show_evidence(f"{message.id}-near", answer.evidence, known, message.id)
        return
    st.markdown(escape_lines(answer.text))
    if not answer.evidence:
        return
    fold = st.expander("Nearest places", key=f"near-{message.id}", on_change="rerun")
    if fold.open:
        with fold:
            show_evidence(f"{message.id}-near", answer.evidence, known, message.id)


def _show_notes(answer: Answer) -> None:
    if answer.notice:
        st.caption(f":material/info: {escape(answer.notice)}")
    if answer.stopped:
        st.caption(":material/stop_circle: You stopped this answer; what was there is kept.")


def _show_more(message: Message, answer: Answer, known: Sequence[NumberedSource]) -> None:
    """Evidence that would have been an answer by itself, and that no claim quotes already; closed."""
    least = resources.engine().settings.answering.threshold
    said = {readable(claim.text) for claim in answer.claims}
    rest = [found for found in answer.evidence if found.score >= least and readable(found.text) not in said]
    if not rest or not answer.claims:
        return
    fold = st.expander("More from the material", key=f"more-{message.id}", on_change="rerun")
    if fold.open:
        with fold:
            show_evidence(f"{message.id}-more", rest, known, message.id)
