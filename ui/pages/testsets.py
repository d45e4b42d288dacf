"""The test sets page: questions whose answers are known, to measure the answers with."""

from collections.abc import Sequence

import streamlit as st

from evaluation.testsets.problems import problems_of
from rag.store.testsets import StoredTestSet
from rag.values import Document
from ui import resources
from ui.evaluation.start import run_at_once
from ui.markdown import escape
from ui.navigation import Place, page_at
from ui.session import current
from ui.testsets.drafts import show_drafts
from ui.testsets.editor import show_cases
from ui.testsets.files import import_box, sample_button
from ui.testsets.sets import testsets
from ui.testsets.tools import make_box, show_tools

_MOST_PROBLEMS = 5


def page() -> None:
    """Bring in, make, change and save test sets."""
    st.title("Test sets", anchor=False)
    sets = testsets().all()
    if not sets:
        _show_empty()
        return
    chosen = _choose(sets)
    _show_told()
    show_tools(chosen)
    documents = _documents(chosen)
    _show_doubts(chosen, documents)
    cases, drafts = st.tabs(
        ["Test questions", "Suggested"], key=f"testset-tabs-{chosen.id}", on_change="rerun"
    )
    if cases.open:
        with cases:
            show_cases(chosen, [document.name for document in documents])
    if drafts.open:
        with drafts:
            show_drafts(chosen)


def _show_empty() -> None:
    st.markdown(
        "A test set is a list of questions whose answers you know, with the document and the page that answers "
        "them. Run it over your material, and you see what is answered right, what is wrong and what is missing; "
        "change a setting, run it again, and you see whether it got better."
    )
    sample_button()
    import_box("first-testset")
    st.caption("Or make an empty one. Lectern suggests test questions from your material:")
    make_box()
    st.caption(
        ":material/quiz: In a chat, “Keep as test question” under an answer puts the question and its page into one."
    )


def _choose(sets: Sequence[StoredTestSet]) -> StoredTestSet:
    """The test set that the page is about, and the ways to another one."""
    keys = [listed.id for listed in sets]
    names = {listed.id: listed.name for listed in sets}
    index = next((place for place, key in enumerate(keys) if key == current().testset), 0)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = st.selectbox("Test set", keys, index, format_func=lambda key: names[key])
        turn = current().closed_boxes
        with st.popover("Import", icon=":material/upload_file:", key=f"import-{turn}", on_change="rerun"):
            import_box("more-testset")
            sample_button()
        with st.popover("New", icon=":material/add:", key=f"make-{turn}", on_change="rerun"):
            make_box()
        current().testset = key
        chosen = sets[keys.index(key)]
        wanted = st.button(
            "Run it", key="run-testset-now", icon=":material/play_arrow:", type="primary",
            disabled=not chosen.size or chosen.collection_missing,
        )  # fmt: skip
    if wanted:
        _run(chosen)
    return chosen


def _run(chosen: StoredTestSet) -> None:
    """Start a run of the test set, and go to where it is followed."""
    begun = run_at_once(chosen)
    if begun is not None:
        st.switch_page(page_at(Place.EVALUATION), query_params={"run": str(begun)})


def _show_told() -> None:
    if current().notice:
        st.success(escape(current().notice), icon=":material/check_circle:")
        current().notice = ""


def _documents(chosen: StoredTestSet) -> list[Document]:
    if chosen.collection_missing:
        st.warning(
            f"The collection {escape(chosen.collection)} is not in the library any more. "
            "Choose another one under Change.",
            icon=":material/warning:",
        )
        return []
    return resources.engine().library.documents(chosen.collection or None)


def _show_doubts(chosen: StoredTestSet, documents: Sequence[Document]) -> None:
    """What the cases say of the material that cannot be."""
    found = (
        problems_of([stored.case for stored in testsets().cases(chosen.id)], documents) if documents else []
    )
    more = [f"… and {len(found) - _MOST_PROBLEMS} more."] if len(found) > _MOST_PROBLEMS else []
    if found:
        lines = [f"- {escape(line)}" for line in [*found[:_MOST_PROBLEMS], *more]]
        st.warning(
            "\n".join(["Some test questions do not fit the material:", "", *lines]), icon=":material/warning:"
        )
