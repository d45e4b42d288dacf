"""Starting a run: which test set, over which collection, under which name."""

from collections.abc import Sequence

import streamlit as st

from evaluation.testsets.problems import problems_of
from rag.errors import LecternError
from rag.store.runs import EvaluationRun
from rag.store.testsets import Case, StoredTestSet
from ui import resources
from ui.evaluation.reports import runs
from ui.markdown import escape, plural
from ui.navigation import Place, page_at
from ui.session import current
from ui.widgets.scope import ALL

_NONE = (
    "There is no test set yet. A test set is a list of questions with the answers that you expect: import one, "
    "or write it, on the page of test sets."
)
_TOLD = 3


def show_start(known: Sequence[EvaluationRun]) -> None:
    """The choices and a button; open where there is nothing else to look at."""
    sets = resources.engine().testsets.all()
    with st.expander("Start a run", expanded=not known):
        if sets:
            _show_choices(sets, known)
        else:
            st.markdown(_NONE)
            st.page_link(page_at(Place.TESTSETS))


def _show_choices(sets: Sequence[StoredTestSet], known: Sequence[EvaluationRun]) -> None:
    by_id = {testset.id: testset for testset in sets}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        keys = list(by_id)
        wanted = current().testset
        index = keys.index(wanted) if wanted is not None and wanted in by_id else 0
        key = st.selectbox(
            "Test set", keys, index, format_func=lambda key: _described(by_id[key]), key="run-testset"
        )
        testset = by_id[key]
        collection = _collection(testset)
        name = st.text_input(
            "Name of the run", _next_name(len(known)), max_chars=100, key=f"run-name-{len(known)}"
        )
    cases = _cases(testset)
    _warn(cases, collection)
    busy = resources.engine().evaluation.busy
    if busy:
        st.caption("Another run is going on. Wait for it to end, or cancel it.")
    if st.button("Start the run", type="primary", icon=":material/play_arrow:", disabled=busy or not cases):
        begun = _begin(testset, name, collection, cases)
        if begun is not None:
            st.query_params["run"] = str(begun)
            st.rerun()


def run_at_once(testset: StoredTestSet) -> int | None:
    """Run a test set over the collection that it was made for; the run's id, None (and why) where that fails."""
    return _begin(testset, _next_name(len(runs().all())), testset.collection, _cases(testset))


def _begin(testset: StoredTestSet, name: str, collection: str, cases: Sequence[Case]) -> int | None:
    """Start a run in the background; its id, None (and why) where that fails."""
    try:
        with st.spinner("Loading the models …"):
            return resources.engine().evaluate(testset.id, name.strip() or "Run", collection, cases).id
    except LecternError as error:
        st.error(escape(str(error)), icon=":material/error:")
        return None


def _next_name(known: int) -> str:
    return f"Run {known + 1}"


def _described(testset: StoredTestSet) -> str:
    return f"{testset.name} ({plural(testset.size, 'case')})"


def _collection(testset: StoredTestSet) -> str:
    """The one that the test set was made for, unless another is chosen."""
    names = ["", *(collection.name for collection in resources.engine().library.collections())]
    made_for = testset.collection or current().collection
    index = names.index(made_for) if made_for in names else 0
    return st.selectbox(
        "Over the collection",
        names,
        index,
        format_func=lambda name: name or ALL,
        key=f"run-collection-{testset.id}",
    )


def _cases(testset: StoredTestSet) -> list[Case]:
    return [stored.case for stored in resources.engine().testsets.cases(testset.id)]


def _warn(cases: Sequence[Case], collection: str) -> None:
    """Of cases that will fail, since their document is not there."""
    documents = resources.engine().library.documents(collection or None)
    problems = problems_of(cases, documents)
    for problem in problems[:_TOLD]:
        st.caption(f":orange[:material/warning:] {escape(problem)}")
    if len(problems) > _TOLD:
        st.caption(f"and {len(problems) - _TOLD} more like these")
