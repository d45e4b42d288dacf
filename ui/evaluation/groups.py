"""A run by task and by outcome: how right, how many of the points, how long, and who wrote it."""

import streamlit as st

from evaluation.reports.rounding import rounded
from evaluation.runs.points import EARLY
from evaluation.runs.summary import Block
from ui.evaluation.figures import DASH, Figure, percent
from ui.markdown import Markdown, escape

_TOLD = (
    "Points said: the share of what an answer must say that stands in a sentence with its place. Words: the mean of "
    "all that was said. Own sentences: the share of the sentences of answers that the model wrote; the others are "
    f"quotations. “All scores” has how many of the points are said in the first {EARLY:d} words."
)


def show_groups(summary: Block) -> None:
    """Two tables, open where a case has points."""
    pointed = summary["scores"].get("points") is not None
    fold = st.expander(
        "By task and by outcome", expanded=pointed, key=f"groups-{pointed:d}", on_change="rerun"
    )
    if fold.open:
        with fold:
            _table("Task", summary["by_task"])
            _table("Outcome", summary["by_outcome"])
            st.caption(_TOLD)


def _table(head: Markdown, groups: Block) -> None:
    rows = [
        {
            head: escape(name.capitalize()),
            "Cases": f"{group['cases']:d}",
            "Right": percent(group["right"]),
            "Points said": percent(group["points"]),
            "Words": _words(group["words"]),
            "Own sentences": percent(group["own_sentences"]),
            "Answered": f"{group['answered']:d}",
            "Unsure": f"{group['unsure']:d}",
            "Silent": f"{group['silent']:d}",
        }
        for name, group in groups.items()
    ]
    st.table(rows, hide_index=True, border="horizontal")


def _words(figure: Figure | None) -> Markdown:
    return DASH if figure is None else rounded(figure["value"])
