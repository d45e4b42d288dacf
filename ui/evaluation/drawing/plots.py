"""The plots of a run: how its scores and seconds are spread. Each is told in words too."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import streamlit as st

from evaluation.metrics.latency import latency
from evaluation.reports.charts import histogram
from evaluation.reports.labels import LABELS
from evaluation.reports.report import right
from evaluation.runs.record import Record
from evaluation.runs.rightness import CLOSE
from evaluation.runs.summary import Block
from ui.evaluation.drawing.threshold import show_tradeoff
from ui.evaluation.drawing.vega import bars
from ui.evaluation.figures import DASH, seconds, share
from ui.markdown import Markdown, plural

_BINS = 10
_CONFIDENCE = "confidence"
_GROUPS = ("right", "not right", "not known")
_STAGES = {
    "retrieve": "passages",
    "evidence": "evidence",
    "first_token": "first word",
    "total": "whole answer",
}


def show_plots(records: Sequence[Record], summary: Block, labels: Mapping[str, str] = LABELS) -> None:
    """Scores, the gate's trade-off, seconds."""
    if not any(record.answer for record in records):
        st.caption("There is nothing to draw yet.")
        return
    show_tradeoff(records)
    spread, waited = st.columns(2, gap="large")
    with spread:
        _show_scores(records, labels)
    with waited:
        _show_seconds(records, summary)


def _show_scores(records: Sequence[Record], labels: Mapping[str, str]) -> None:
    st.subheader("How a score is spread", anchor=False)
    spread = _spread(records)
    name = st.selectbox(
        "Score", list(spread), key="plotted-score",
        format_func=lambda name: "how sure Lectern was" if name == _CONFIDENCE else labels.get(name, name),
    )  # fmt: skip
    values = spread[name]
    low = -1.0 if min(value for value, _ in values) < 0 else 0.0
    high = max(1.0, *(value for value, _ in values))
    width = (high - low) / _BINS
    rows = [
        {"from": round(edge, 2), "to": round(edge + width, 2), "cases": count, "came out": group}
        for group in _GROUPS
        for edge, count in histogram([value for value, found in values if found == group], _BINS, low, high)
        if count
    ]
    alt = f"Histogram of {labels.get(name, name)} over {len(values)} cases"
    bars(rows, "score", alt, _told(values), (low, high), _GROUPS)


def _spread(records: Sequence[Record]) -> dict[str, list[tuple[float, str]]]:
    """For each score that applies to some case: its values, and how their cases came out."""
    found: dict[str, list[tuple[float, str]]] = {_CONFIDENCE: []}
    for record in records:
        group = _group(right(record))
        if record.answer is not None and record.answer.confidence is not None:
            found[_CONFIDENCE].append((record.answer.confidence, group))
        for name, value in record.scores.items():
            if value is not None:
                found.setdefault(name, []).append((value, group))
    return {name: values for name, values in found.items() if values}


def _group(share: float | None) -> str:
    """A case with points is right from half of them on."""
    return _GROUPS[2] if share is None else _GROUPS[0] if share >= CLOSE else _GROUPS[1]


def _told(values: Sequence[tuple[float, str]]) -> Markdown:
    """Means by how the cases came out: what the picture shows, in words."""
    parts = []
    for group in _GROUPS:
        mine = [value for value, found in values if found == group]
        if mine:
            parts.append(f"{len(mine):d} {group}: mean {share(sum(mine) / len(mine))}")
    return " · ".join(parts)


def _show_seconds(records: Sequence[Record], summary: Block) -> None:
    st.subheader("How long answers take", anchor=False)
    known = [value for r in records if r.answer is not None and (value := r.answer.seconds.total) is not None]
    if not known:
        st.caption("No seconds were recorded.")
        return
    top = max(known) or 1.0
    width = top / _BINS
    rows = [
        {"from": round(edge, 2), "to": round(edge + width, 2), "cases": count, "came out": "answers"}
        for edge, count in histogram(known, _BINS, 0.0, top)
        if count
    ]
    told = f"Median (nine in ten were faster than): {_stages(summary['seconds'])}. {_written(records)}"
    bars(
        rows,
        "seconds to the whole answer",
        f"Histogram of the seconds of {len(known)} answers",
        told,
        (0.0, top),
    )


def _stages(blocks: Mapping[str, Mapping[str, float] | None]) -> Markdown:
    parts = []
    for name, label in _STAGES.items():
        block = blocks[name]
        took = DASH if block is None else f"{_spent(block)} of {plural(int(block['count']), 'case')}"
        parts.append(f"{label} {took}")
    return " · ".join(parts)


def _written(records: Sequence[Record]) -> Markdown:
    """The whole answer over the cases of the first word: beside all cases' it would seem to come too late."""
    answers = [record.answer.seconds for record in records if record.answer is not None]
    found = latency([taken.total for taken in answers if taken.first_token is not None])
    if found is None or found.count == len(answers):
        return ""
    return (
        f"A first word is there only where the model wrote; in these {plural(found.count, 'case')} the whole answer "
        f"took {_spent(asdict(found))}. The others ended without it."
    )


def _spent(block: Mapping[str, float]) -> Markdown:
    return f"{seconds(block['median'])} ({seconds(block['p90'])})"
