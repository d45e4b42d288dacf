"""One case as a form."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from evaluation.formats.turns import turn_of, written
from evaluation.testsets.testset import case_from_cells
from rag.errors import InvalidTestSet
from rag.store.testsets import Case
from rag.values import Task
from ui.markdown import Markdown, escape

_ANSWERABLE = {"Not said": None, "Yes": True, "No": False}
EMPTY = Case("")


def case_form(case: Case, documents: Sequence[str], key: str, label: Markdown) -> Case | None:
    """A form that shows a case; what it says once it is sent, None before that or where it cannot be kept."""
    with st.form(key, border=False):
        cells: dict[str, Any] = {
            "question": st.text_area("Question", case.question, height=68, key=f"{key}-question"),
            "answers": st.text_area(
                "Expected answers",
                in_lines(case.answers),
                height=96,
                key=f"{key}-answers",
                help="One a line; any of them counts as right. Empty: only the page is looked at.",
            ).splitlines(),
        }
        cells |= _place(case, documents, key)
        cells["note"] = st.text_input("Note", case.note, key=f"{key}-note")
        with st.expander("More", expanded=bool(case.points or case.history or case.task)):
            cells |= _more(case, key)
        if st.form_submit_button(label, key=f"{key}-send"):
            return _checked(cells)
    return None


def _place(case: Case, documents: Sequence[str], key: str) -> dict[str, Any]:
    left, middle, right = st.columns([4, 1, 2])
    names = list(dict.fromkeys(["", *documents, case.document]))
    said = next(words for words, value in _ANSWERABLE.items() if value == case.answerable)
    return {
        "document": left.selectbox(
            "Document", names, names.index(case.document), key=f"{key}-document",
            format_func=lambda name: name or "Not said",
        ),
        # A number input that begins with a number cannot be emptied again.
        "page": middle.text_input("Page", "" if case.page is None else str(case.page), key=f"{key}-page"),
        "answerable": _ANSWERABLE[
            right.selectbox(
                "Does the material answer it?", list(_ANSWERABLE), list(_ANSWERABLE).index(said),
                key=f"{key}-answerable",
            )
        ],
    }  # fmt: skip


def _more(case: Case, key: str) -> dict[str, Any]:
    """What a question for a whole answer has."""
    points = st.text_area(
        "Points", in_lines(case.points), height=140, key=f"{key}-points",
        help="What a good answer must say, one point a line. The answer is then as right as the share of them that it "
        "says, each in a sentence with its place.",
    )  # fmt: skip
    task = st.selectbox(
        "What the question wants done", ["", *(task.value for task in Task)],
        ["", *Task].index(case.task or ""), key=f"{key}-task", format_func=lambda name: name or "Not said",
    )  # fmt: skip
    before = in_lines([written(turn) for turn in case.history])
    said = st.text_area(
        "Said before", before, height=68, key=f"{key}-history",
        help="The turns before the question, one a line: what the student asked, and after “assistant:” what Lectern "
        "answered.",
    )  # fmt: skip
    history = case.history if said == before else tuple(map(turn_of, said.splitlines()))
    told = [{"role": turn.role, "text": turn.text} for turn in history]
    return {"points": points.splitlines(), "task": task, "history": told}


def in_lines(texts: Sequence[str]) -> str:
    """Texts one a line, each on a line of its own."""
    return "\n".join(" ".join(text.split()) for text in texts)


def _checked(cells: dict[str, Any]) -> Case | None:
    try:
        return case_from_cells(cells)
    except InvalidTestSet as problem:
        st.error(escape(f"{str(problem)[:1].upper()}{str(problem)[1:]}"), icon=":material/error:")
        return None
