"""An answer on its way: evidence at once, then the draft as it is written, and a stop button."""

import time

import streamlit as st

from rag.events import EvidenceFound
from rag.store.conversations import Message
from rag.values import Answer, Outcome
from service.chats.pending import AnswerStage, PendingAnswer
from ui import resources
from ui.chat.answer import show_evidence
from ui.chat.flow.blocks import BlockLook, FlowBlock, FlowSentence
from ui.chat.flow.component import show_blocks
from ui.chat.flow.layout import short_block
from ui.chat.sources import sources
from ui.markdown import Markdown, escape, plural

_SECONDS = 0.3  # between two looks at a question that is next or at work
_FURTHER = ((2, 2.0), (10, 5.0))  # where more questions than so many are before it, seconds between two looks
_AT_ONCE, _STEP = 0.6, 0.02  # seconds that the first drawing waits for what is found, which takes a moment
_LATER = 2.0
_STAGES = {
    AnswerStage.LOADING: "Loading the models. This happens once after a start …",
    AnswerStage.QUEUED: "Your question is next …",
    AnswerStage.SEARCHING: "Searching the material …",
    AnswerStage.WRITING: "Putting the answer together …",
    AnswerStage.DONE: "Keeping the answer …",
}


def show_running(message: Message) -> None:
    """Follow the run of `message` until it ends; then the page shows the answer that was kept.

    Where many wait it is looked at less often: fifty pages that look every second leave the models no time.
    """
    _wait_for_found(message)
    pause = _pause(message)
    st.fragment(_follow, run_every=pause)(message, pause)


def _follow(message: Message, pause: float) -> None:
    answers = resources.engine().answers
    run = answers.run(message.id)
    if run is None and answers.is_elsewhere(message.id):
        st.caption(":shimmer[Lectern is answering. The answer comes as soon as it is whole.]")
        return
    if run is None or _pause(message) != pause:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        if run.stopping.is_set():
            st.caption(":material/stop_circle: Stopped.")
        else:
            st.caption(f":shimmer[{_stage(run)}]")
            st.button(
                "Stop",
                key=f"stop-{message.id}",
                icon=":material/stop_circle:",
                on_click=resources.engine().answers.stop,
                args=(message.id,),
            )
    if run.found is not None:
        _show_found(message, run, run.found)


def _pause(message: Message) -> float:
    """Seconds between two looks: few until what is found is there, for that comes long before the turn."""
    answers = resources.engine().answers
    run = answers.run(message.id)
    ahead = answers.wait_of(message.id).ahead if run is not None and run.found is not None else 0
    return max([_SECONDS, *(seconds for before, seconds in _FURTHER if ahead > before)])


def _wait_for_found(message: Message) -> None:
    """So that what is found is on the page with the question, and not a look later."""
    engine = resources.engine()
    run = engine.answers.run(message.id)
    if run is None or run.ticket is None or run.follows or not engine.loaded:
        return
    end = time.monotonic() + _AT_ONCE
    while run.found is None and not run.ended and time.monotonic() < end:
        time.sleep(_STEP)


@st.fragment(run_every=_LATER)
def show_unwritten(message: Message) -> None:
    """Say that the end of `message` is in memory only, until it is in the library too."""
    reason = resources.engine().answers.unwritten(message.id)
    if reason is None:
        st.rerun()
    if reason:
        st.caption(f":material/save: Not kept yet; Lectern goes on trying. {escape(reason)}")


def _show_found(message: Message, run: PendingAnswer, found: EvidenceFound) -> None:
    known = sources(_so_far(run, found))
    short = found.short if found.short is not None and found.short.sure else None
    said = [short_block(short, known)] if short is not None else []
    said += [
        FlowBlock(BlockLook.DRAFT, (FlowSentence(line),)) for line in run.draft.splitlines() if line.strip()
    ]
    if said:
        show_blocks(f"{message.id}-draft", said, known, message.id, whole=False)
    if run.draft:
        st.caption("A draft. Each sentence is checked against the material when it is whole.")
    if found.evidence:
        st.caption("Found so far:")
    show_evidence(f"{message.id}-found", found.evidence, known, message.id, whole=False)


def _so_far(run: PendingAnswer, found: EvidenceFound) -> Answer:
    """What is known before the answer is whole, numbered as it will be."""
    return Answer(
        run.question,
        found.search_query,
        Outcome.ANSWERED,
        "",
        short=found.short,
        evidence=found.evidence,
        passages=found.passages,
    )


def _stage(run: PendingAnswer) -> Markdown:
    if run.stage is AnswerStage.WRITING and run.draft:
        return "Writing and checking …"
    if run.stage is AnswerStage.READING:
        return (
            f"Reading {plural(len(run.found.passages), 'place')} …"
            if run.found
            else "Reading what was found …"
        )
    if run.stage is AnswerStage.LOADING and resources.engine().loaded:
        return _STAGES[AnswerStage.SEARCHING]
    if run.stage not in (AnswerStage.WAITING, AnswerStage.QUEUED):
        return _STAGES[run.stage]
    wait = resources.engine().answers.wait_of(run.message.id)
    if wait.ahead:
        before = f"{plural(wait.ahead, 'question')} before yours"
        return f"Waiting: {before}, about {_about(wait.seconds)} …"
    if run.stage is AnswerStage.QUEUED:
        return _STAGES[run.stage]
    return "Waiting for your files to be read …" if not run.ready() else "Starting …"


def _about(seconds: float) -> Markdown:
    """A time that nobody takes for exact."""
    if seconds < 60:
        return plural(max(5, 5 * round(seconds / 5)), "second")
    return plural(round(seconds / 60), "minute")
