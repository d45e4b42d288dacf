"""Test questions drafted from the material, which a person saves or deletes one by one."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from evaluation.testsets.proposals import Proposal, propose
from evaluation.testsets.sections import propose_sections
from evaluation.testsets.testset import case_from_cells
from rag.errors import InvalidTestSet
from rag.store.testsets import Case, StoredTestSet
from ui import resources
from ui.markdown import Markdown, escape, marked, plural
from ui.session import current
from ui.testsets.form import in_lines
from ui.testsets.sets import testsets

_SHOWN = 6
_SECTIONS = 4


def show_drafts(chosen: StoredTestSet) -> None:
    """The next drafts: question and answer to be mended, above the sentence and the page they are from."""
    declined = current().declined
    known = tuple(sorted({stored.case.question for stored in testsets().cases(chosen.id)} | declined))
    drafts = _drafted(chosen.collection, resources.engine().library.seen, known)
    if drafts:
        st.caption(
            "Made from sentences of your material. Change what reads badly. "
            "A question is in the test set once you save it."
        )
    else:
        st.caption("No more questions can be made from the sentences of your material.")
    for proposal in drafts:
        _show_draft(chosen, proposal)
    _show_sections(chosen, known)
    if declined:
        st.button(
            f"Bring back {plural(len(declined), 'draft')} that you deleted or changed", key="bring-back",
            type="tertiary", icon=":material/undo:", on_click=declined.clear,
        )  # fmt: skip


@st.cache_data(max_entries=16, show_spinner="Reading the material …")
def _drafted(collection: str, seen: str, known: Sequence[str]) -> "list[Proposal]":
    """The next drafts, the same until the documents change."""
    return propose(resources.engine().library, collection or None, _SHOWN, known)


@st.cache_data(max_entries=16, show_spinner="Reading the material …")
def _sections(collection: str, seen: str, known: Sequence[str]) -> list[Case]:
    """The next drafts for whole answers, the same until the documents change."""
    return propose_sections(resources.engine().library, collection or None, _SECTIONS, known)


def _show_sections(chosen: StoredTestSet, known: Sequence[str]) -> None:
    """Questions for whole answers, with the points that stand for a section, one a line."""
    drafts = _sections(chosen.collection, resources.engine().library.seen, known)
    if not drafts:
        return
    st.subheader("For whole answers", anchor=False)
    st.caption(
        "Made from sections of your material. The points are what a good answer must say, one a line: delete what it "
        "need not say, and add what is missing."
    )
    for case in drafts:
        _show_section(chosen, case)


def _show_section(chosen: StoredTestSet, case: Case) -> None:
    key = f"section-{zlib.crc32(case.question.encode())}"
    with st.form(key):
        question = st.text_input("Question", case.question, key=f"{key}-question")
        points = st.text_area("Points", in_lines(case.points), height=120, key=f"{key}-points")
        parts = [escape(case.document), f"page {case.page:d}"]
        parts += [escape(case.task.value)] if case.task else []
        st.caption(" · ".join(parts))
        saved, deleted = _buttons(key)
    cells = {"question": question, "points": points.splitlines(), "task": case.task, "note": case.note}
    _decide(chosen, case, cells, saved, deleted)


def _show_draft(chosen: StoredTestSet, proposal: Proposal) -> None:
    drafted = proposal.case
    key = f"draft-{zlib.crc32(drafted.question.encode())}"
    with st.form(key):
        question = st.text_input("Question", drafted.question, key=f"{key}-question")
        answer = st.text_input("Expected answer", drafted.answers[0], key=f"{key}-answer")
        st.markdown(f":material/format_quote: {_sentence(proposal)}")
        st.caption(f"{escape(drafted.document)} · page {drafted.page:d}")
        saved, deleted = _buttons(key)
    cells = {"question": question, "answers": [answer], "note": drafted.note}
    _decide(chosen, drafted, cells, saved, deleted)


def _buttons(key: str) -> tuple[bool, bool]:
    """Whether a draft is to be saved, or deleted."""
    with st.container(horizontal=True):
        saved = st.form_submit_button("Save", key=f"{key}-accept", icon=":material/check:", type="primary")
        deleted = st.form_submit_button("Delete", key=f"{key}-throw", icon=":material/delete:")
    return saved, deleted


def _decide(
    chosen: StoredTestSet, drafted: Case, cells: Mapping[str, Any], saved: bool, deleted: bool
) -> None:
    """Do with a draft, of which `cells` are shown, what was pressed."""
    place = {"document": drafted.document, "page": drafted.page}
    if deleted or (saved and _accept(chosen, {**cells, **place})):
        if deleted or cells["question"] != drafted.question:
            current().declined.add(drafted.question)
        st.rerun()


def _accept(chosen: StoredTestSet, cells: Mapping[str, Any]) -> bool:
    """Keep a draft as it stands in its form; False, and why, where that cannot be."""
    try:
        case = case_from_cells(cells)
    except InvalidTestSet as problem:
        st.error(escape(str(problem)), icon=":material/error:")
        return False
    testsets().add(chosen.id, [case])
    st.toast(f"Added to “{escape(chosen.name)}”.", icon=":material/check:")
    return True


def _sentence(proposal: Proposal) -> Markdown:
    """The sentence, with the answer in bold where it stands in it on one line or over a line break."""
    sentence = " ".join(proposal.sentence.split())
    start = sentence.find(proposal.case.answers[0])
    return marked(sentence, [(start, start + len(proposal.case.answers[0]))] if start >= 0 else [])
