"""What the gate's threshold trades: how much is answered against how much of it is right; and a way to set it."""

from collections.abc import Sequence

import streamlit as st

from evaluation.reports.rounding import percent
from evaluation.reports.tradeoff import STEPS, Point, best, tradeoff
from evaluation.runs.record import Record
from ui import resources
from ui.evaluation.figures import DASH
from ui.evaluation.vega import lines
from ui.markdown import Markdown

_SETTING = "answering.threshold"
_ANSWERED, _RIGHT, _HANDLED = "answered", "right of the answered", "handled rightly"


def show_tradeoff(records: Sequence[Record]) -> None:
    """The curve over all thresholds, what it says at one of them, and a button that sets it."""
    st.subheader("Answering more, or answering rightly", anchor=False)
    points = tradeoff(records)
    top = best(points)
    if top is None:
        st.caption("No case of this run says what is right, so there is nothing to weigh.")
        return
    st.caption(
        "At each threshold of the gate: the share of cases answered, the share of those that are right, and the "
        "share handled rightly (answered right, or rightly left unanswered). Cases that were left unanswered are "
        "judged by the best sentence found."
    )
    now = resources.engine().settings.answering.threshold
    told = (
        f"Most is handled rightly at **{top.threshold:.2f}**: {_told(top)}. "
        f"Now, at {now:.2f}: {_told(_nearest(points, now))}."
    )
    alt = f"Answered against right over the gate's threshold; now {now:.2f}"
    lines(_rows(points), now, alt, told, (_ANSWERED, _RIGHT, _HANDLED))
    _show_choice(points, top, now)


def _show_choice(points: Sequence[Point], top: Point, now: float) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.slider(
            "Threshold", 0.0, 1.0, top.threshold, 1 / STEPS, key="threshold",
            help="Below this confidence Lectern says that the material does not answer.",
        )  # fmt: skip
        st.button(
            f"Set the threshold to {chosen:.2f}", key="set-threshold", icon=":material/tune:", on_click=_set,
            args=(chosen,), disabled=abs(chosen - now) < 1e-9,
        )  # fmt: skip
    st.caption(
        f"At {chosen:.2f}: {_told(_nearest(points, chosen))}. The setting holds for every chat and later run."
    )


def _set(threshold: float) -> None:
    engine = resources.engine()
    engine.change(engine.settings.changed(_SETTING, round(threshold, 4)))
    st.toast(f"The threshold is {threshold:.2f} now. The next answer uses it.", icon=":material/check:")


def _nearest(points: Sequence[Point], threshold: float) -> Point:
    return min(points, key=lambda point: abs(point.threshold - threshold))


def _told(point: Point) -> Markdown:
    of_them = DASH if point.right is None else percent(point.right)
    return f"{percent(point.answered)} answered, {of_them} of them right, {percent(point.handled)} handled rightly"


def _rows(points: Sequence[Point]) -> list[dict[str, object]]:
    return [
        {"threshold": point.threshold, "share": value, "percent": percent(value), "line": name}
        for point in points
        for name, value in ((_ANSWERED, point.answered), (_RIGHT, point.right), (_HANDLED, point.handled))
        if value is not None
    ]
