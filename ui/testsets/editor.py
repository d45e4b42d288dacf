"""The cases of a test set: found, added, changed and deleted."""

from collections.abc import Sequence

import streamlit as st

from rag.errors import LecternError
from rag.store.testsets import Case, StoredCase, StoredTestSet
from ui.markdown import Markdown, escape, plural, shortened
from ui.testsets.form import EMPTY, case_form
from ui.testsets.sets import testsets
from ui.widgets.confirm import confirm

_PAGE = 20
_FEW = 8


def show_cases(chosen: StoredTestSet, documents: Sequence[str]) -> None:
    """One fold a case; a search box and pages where there are many."""
    _show_adding(chosen, documents)
    cases = testsets().cases(chosen.id)
    found = _found(cases) if len(cases) > _FEW else cases
    pages = -(-len(found) // _PAGE)
    start = (st.pagination(pages, key="case-page") - 1) * _PAGE if pages > 1 else 0
    for stored in found[start : start + _PAGE]:
        _show_case(stored, documents)
    if not cases:
        st.caption("There is no test question in it yet. Add one, or look at the suggested ones.")
    elif not found:
        st.caption("No test question has these words.")


def _show_adding(chosen: StoredTestSet, documents: Sequence[str]) -> None:
    adding = st.expander("Add a test question", key=f"add-{chosen.id}", on_change="rerun")
    if adding.open:
        with adding:
            # A key of its own for each, so that the next form is empty, and one that was refused is not.
            case = case_form(EMPTY, documents, f"new-{chosen.id}-{chosen.size}", "Add")
            if case is not None:
                testsets().add(chosen.id, [case])
                st.toast("Added, at the end.", icon=":material/check:")
                st.rerun()


def _found(cases: Sequence[StoredCase]) -> list[StoredCase]:
    wanted = st.text_input(
        "Find a test question",
        key="find-case",
        icon=":material/search:",
        placeholder="Words of its question or answer",
    )
    words = wanted.casefold().split()
    return [stored for stored in cases if all(word in _all_words(stored.case) for word in words)]


def _all_words(case: Case) -> str:
    texts = (case.question, *case.answers, *case.points, case.document, case.note)
    return " ".join(texts).casefold()


def _show_case(stored: StoredCase, documents: Sequence[str]) -> None:
    case = stored.case
    key = f"case-{stored.id}"
    fold = st.expander(
        f"{escape(shortened(case.question, 110))}  :small[:gray[{_in_short(case)}]]",
        key=key,
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        changed = case_form(case, documents, f"form-{stored.id}", "Save")
        confirm(
            "Delete",
            "This deletes the question from the test set. Evaluations that asked it keep it.",
            key=f"delete-case-{stored.id}",
            action=lambda: testsets().remove(stored.id),
        )
        if changed is not None:
            _change(stored.id, changed)


def _change(case_id: int, case: Case) -> None:
    try:
        testsets().change(case_id, case)
    except LecternError as error:
        st.error(escape(str(error)), icon=":material/error:")
        return
    st.toast("Saved.", icon=":material/check:")
    st.rerun()


def _in_short(case: Case) -> Markdown:
    """What the answer is and where, in few words."""
    if case.answerable is False:
        return "not answered by the material"
    parts = [escape(shortened(answer, 50)) for answer in case.answers[:1]]
    parts += [plural(len(case.points), "point")] if case.points else []
    parts += [escape(case.document)] if case.document else []
    parts += [f"p. {case.page:d}"] if case.page is not None else []
    return " · ".join(parts) or "only a question"
