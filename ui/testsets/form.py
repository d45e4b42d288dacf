"""One case as a form."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from evaluation.testsets.testset import case_from_cells
from rag.errors import InvalidTestSet
from rag.store.testsets import Case
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
                "\n".join(" ".join(answer.split()) for answer in case.answers),
                height=96,
                key=f"{key}-answers",
                help="One a line; any of them counts as right. Empty: only the page is looked at.",
            ).splitlines(),
        }
        cells |= _place(case, documents, key)
        cells["note"] = st.text_input("Note", case.note, key=f"{key}-note")
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


def _checked(cells: dict[str, Any]) -> Case | None:
    try:
        return case_from_cells(cells)
    except InvalidTestSet as problem:
        st.error(escape(f"{str(problem)[:1].upper()}{str(problem)[1:]}"), icon=":material/error:")
        return None
