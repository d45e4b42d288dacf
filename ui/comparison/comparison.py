"""Two runs side by side: the settings that differ, what was won and lost, and how sure the difference is."""

from collections.abc import Sequence

import streamlit as st

from evaluation.reports.compare import Change, Difference, RecordPair, RunComparison, outcome_counts
from evaluation.reports.labels import LABELS, setting_label
from evaluation.reports.rounding import percent, points
from evaluation.runs.outcome import WORDS, Cause
from rag.errors import LecternError
from rag.store.runs import EvaluationRun
from ui.comparison.pair import show_pair
from ui.evaluation.cases import HEAD, ROW, expected_short, given_short, marked_outcome
from ui.evaluation.exports import save_comparison
from ui.evaluation.figures import DASH
from ui.evaluation.reports import compared
from ui.markdown import Markdown, escape

_WORDS = {
    Change.WON: "Won",
    Change.LOST: "Lost",
    Change.UNCHANGED: "Unchanged",
    Change.UNKNOWN: "Cannot be told",
}


_ROWS = 5
_WIDTHS = {
    "Question": 200, "Before": 110, "After": 110, "Expected": 155, "Given before": 155, "Given after": 155, "Why": 130,
}  # fmt: skip
"""Pixels; all but the reason stand beside each other on a laptop."""


def show_comparison(after: EvaluationRun, others: Sequence[EvaluationRun], names: dict[int, str]) -> None:
    """Choose the run to compare with (the one before, unless another is chosen), and see what changed."""
    if not others:
        st.caption("There is no other run to compare with. Change a setting, and run the test set again.")
        return
    by_id = {run.id: run for run in others}
    chosen = st.selectbox(
        "Compare with", list(by_id), key=f"before-{after.id}", format_func=lambda key: names[key]
    )
    try:
        comparison = compared(by_id[chosen], after)
    except LecternError as error:
        st.error(escape(str(error)), icon=":material/error:")
        return
    _show_settings(comparison)
    _show_counts(comparison)
    counted, lost = st.columns(2, gap="large")
    with counted:
        _show_outcomes(comparison)
    with lost:
        _show_causes(comparison)
    _show_cases(comparison, f"{chosen}-{after.id}")
    _show_differences(comparison)
    save_comparison(comparison, f"{chosen}-{after.id}")


def _show_settings(comparison: RunComparison) -> None:
    st.subheader("Settings that differ", anchor=False)
    if not comparison.settings:
        st.markdown("None: both runs have the same settings and the same documents.")
        return
    rows = [
        {"Setting": escape(setting_label(name)), "Before": _plain(before), "After": _plain(after)}
        for name, (before, after) in comparison.settings.items()
    ]
    st.table(rows, hide_index=True, border="horizontal")


def _show_counts(comparison: RunComparison) -> None:
    st.subheader("What changed", anchor=False)
    counts = comparison.counts()
    with st.container(horizontal=True, gap="small", key="changes"):
        for change, label in _WORDS.items():
            if counts[change.value] or change is not Change.UNKNOWN:
                with st.container(border=True, width=130):
                    st.metric(label, int(counts[change.value]))
    overall = next((entry for entry in comparison.differences if entry.name == "right"), None)
    if overall is not None:
        st.markdown(_told(overall))
    if comparison.only_before or comparison.only_after:
        st.caption(
            f"Not in both runs, and left out: {comparison.only_before:d} of the first, "
            f"{comparison.only_after:d} of the second."
        )


def _told(entry: Difference) -> Markdown:
    found = entry.difference
    before, after = percent(entry.before.value), percent(entry.after.value)
    if entry.same:
        return f"No case came out differently: {after} right in both, of {found.count:d} cases."
    sure = (
        "The difference is clear." if entry.clear else "The difference may be chance: the interval holds 0."
    )
    return (
        f"Right: {before} before, {after} after, of {found.count:d} cases. "
        f"Difference {_points(found.value)}, 95% interval {_points(found.low)} to {_points(found.high)} "
        f"percentage points. {sure}"
    )


def _show_outcomes(comparison: RunComparison) -> None:
    """The three outcomes in both runs, over the cases of both."""
    rows = [
        {"Cases": escape(name.capitalize()), "Before": f"{before:d}", "After": f"{after:d}"}
        for name, (before, after) in outcome_counts(comparison).items()
    ]
    st.table(rows, hide_index=True, border="horizontal")


def _show_causes(comparison: RunComparison) -> None:
    """Of the cases that came out wrong or wrongly silent in either run, in which part of the street."""
    rows = [
        {
            "Wrong or without an answer, because": WORDS[cause],
            "Before": sum(pair.before.cause is cause for pair in comparison.pairs),
            "After": sum(pair.after.cause is cause for pair in comparison.pairs),
        }
        for cause in Cause
    ]
    st.table(rows, hide_index=True, border="horizontal")


def _show_cases(comparison: RunComparison, place: str) -> None:
    counts = comparison.counts()
    kinds = [change for change in _WORDS if counts[change.value]]
    chosen = st.pills(
        "Cases", kinds, default=kinds[0], required=True, key=f"change-{place}",
        format_func=lambda change: f"{_WORDS[change]} {counts[change.value]:d}",
    ) or kinds[0]  # fmt: skip
    pairs = [pair for pair in comparison.pairs if pair.change is chosen]
    st.dataframe(
        [_row(pair) for pair in pairs],
        hide_index=True,
        alt=f"Cases: {_WORDS[chosen]}",
        placeholder=DASH,
        row_height=ROW,
        height=HEAD + ROW * max(1, min(_ROWS, len(pairs))),
        column_config={name: st.column_config.TextColumn(width=width) for name, width in _WIDTHS.items()},
    )
    index = st.selectbox(
        "Look at a case", range(len(pairs)), index=None, key=f"pair-{place}-{chosen}",
        placeholder="Choose a case to see both answers", format_func=lambda index: pairs[index].after.case.question,
    )  # fmt: skip
    if index is not None and index < len(pairs):
        show_pair(pairs[index])


def _row(pair: RecordPair) -> dict[str, object]:
    return {
        "Question": pair.after.case.question,
        "Before": marked_outcome(pair.before),
        "After": marked_outcome(pair.after),
        "Expected": expected_short(pair.after),
        "Given before": given_short(pair.before),
        "Given after": given_short(pair.after),
        "Why": WORDS[pair.cause] if pair.cause else None,
    }


def _show_differences(comparison: RunComparison) -> None:
    with st.expander("Every score, before and after"):
        rows = [
            {
                "Score": LABELS.get(entry.name, entry.name),
                "Before": round(entry.before.value, 3),
                "After": round(entry.after.value, 3),
                "Difference": round(entry.difference.value, 3),
                "From": round(entry.difference.low, 3),
                "To": round(entry.difference.high, 3),
                "Cases": entry.difference.count,
                "Clear": "the same" if entry.same else "yes" if entry.clear else "no",
            }
            for entry in comparison.differences
        ]
        st.caption("After less before, over the cases of both, with its 95% interval (from, to).")
        st.dataframe(rows, hide_index=True, alt="Every score before and after")


def _points(value: float) -> Markdown:
    whole = points(value)
    return whole.replace("-", "−") if value < 0 else f"+{whole}"


def _plain(value: object) -> Markdown:
    return DASH if value is None else escape(str(value))
