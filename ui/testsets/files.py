"""Test sets as files: brought in whole or not at all, and taken out."""

from pathlib import Path

import streamlit as st

from evaluation.testsets.keeping import keep
from evaluation.testsets.problems import likely_collection
from evaluation.testsets.testset import parse, to_csv, to_jsonl, to_xlsx
from rag.errors import InvalidTestSet
from rag.store.testsets import StoredTestSet
from ui import resources
from ui.markdown import escape, plural
from ui.session import current
from ui.testsets.sets import testsets

SAMPLE = Path(__file__).parents[2] / "samples" / "testset.csv"
SAMPLE_COLLECTION = "Sample course"
_SAMPLE_NAME = "Sample questions"
_KINDS = ["csv", "tsv", "txt", "jsonl", "json", "xlsx"]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MEGABYTES = 50
_COLUMNS = (
    "The first line names the columns: question (the only one that must be there), answers (alternatives set apart "
    'by " | "), document, page, answerable (yes or no), note; for whole answers points (what an answer must say, set '
    'apart by " | "), task, and history (what was said before, turns set apart by " | "). Commas, semicolons or tabs; '
    "any encoding."
)


def import_box(key: str) -> None:
    """A place to drop a file on; it is read at once."""
    state = f"{key}-count"
    count = st.session_state.setdefault(state, 0)
    file = st.file_uploader(
        "Import a CSV, JSONL or XLSX file",
        _KINDS,
        key=f"{key}-{count}",
        max_upload_size=_MEGABYTES,
        help=_COLUMNS,
    )
    if file is None:
        return
    try:
        with st.spinner("Reading the test set …"):
            _take(file.name, file.getvalue())
    except InvalidTestSet as error:
        _show_problems(str(error))
        return
    st.session_state[state] += 1  # a new key empties the uploader
    st.rerun()


def sample_button() -> None:
    """The sample course's questions, where its collection is there and they are not."""
    collections = [collection.name for collection in resources.engine().library.collections()]
    if SAMPLE_COLLECTION not in collections or testsets().find(_SAMPLE_NAME) or not SAMPLE.exists():
        return
    if st.button("Try it with the sample course's 40 questions", key="import-sample", type="primary"):
        _take(f"{_SAMPLE_NAME}.csv", SAMPLE.read_bytes())
        st.rerun()


def download_buttons(chosen: StoredTestSet) -> None:
    """The test set in three formats. No spreadsheet computes what is in them."""
    cases = [stored.case for stored in testsets().cases(chosen.id)]
    _download(chosen, "csv", "text/csv", "\ufeff" + to_csv(cases))
    _download(chosen, "jsonl", "application/jsonl", to_jsonl(cases))
    try:
        _download(chosen, "xlsx", _XLSX, to_xlsx(cases))
    except InvalidTestSet as problem:
        st.caption(escape(str(problem)))


def _download(chosen: StoredTestSet, suffix: str, kind: str, data: str | bytes) -> None:
    st.download_button(
        escape(suffix.upper()), data, f"{chosen.name}.{suffix}", kind, key=f"testset-{suffix}",
        icon=":material/download:", on_click="ignore", width="stretch",
    )  # fmt: skip


def _take(file_name: str, content: bytes) -> None:
    """Keep the file's cases as a test set, look at it, and say what has been done. Raises InvalidTestSet."""
    read = parse(file_name, content)
    sets = testsets()
    before = len(sets.all())
    collection = likely_collection(read.cases, resources.engine().library, current().collection)
    current().testset = keep(sets, read.name[:100], collection, read.cases)
    current().closed_boxes += 1
    kept = next(listed for listed in sets.all() if listed.id == current().testset)
    place = f"the collection “{kept.collection}”" if kept.collection else "all collections"
    if len(sets.all()) == before:
        current().notice = f"These {plural(kept.size, 'case')} are there already, as “{kept.name}”."
    else:
        current().notice = f"{plural(kept.size, 'case')} imported into “{kept.name}”, for {place}."
    if read.ignored:
        current().notice += (
            f" Left out, because they mean nothing here: the columns {', '.join(read.ignored)}."
        )


def _show_problems(message: str) -> None:
    """The problems of a file, one below the other."""
    first, *lines = message.splitlines()
    told = escape(first if lines else f"Nothing was imported. {first}")
    st.error("\n".join([told, "", *(f"- {escape(line)}" for line in lines)]), icon=":material/error:")
