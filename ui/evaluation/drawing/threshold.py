"""What the gate's two thresholds trade: how much is answered, how much of it is right, what mistakes cost; and a way to
set them."""

from collections.abc import Iterable, Sequence

import streamlit as st

from evaluation.reports.rounding import percent, rounded
from evaluation.reports.tradeoff import STEPS, Point, Tradeoff
from evaluation.runs.record import Record
from ui import resources
from ui.evaluation.drawing.vega import LineChart, lines
from ui.evaluation.figures import DASH
from ui.markdown import Markdown

_UPPER, _LOWER = "answering.threshold", "answering.unsure"
_ANSWERED, _RIGHT, _HANDLED = "answered", "right of the answered", "handled rightly"
_ANSWER_FROM, _UNSURE_FROM = "answer from here on", "show places from here on"


def show_tradeoff(records: Sequence[Record]) -> None:
    """The curves over both thresholds, what they say at some of them, and a button that sets them."""
    st.subheader("Answering more, or answering rightly", anchor=False)
    trade = Tradeoff(records)
    cheapest = trade.cheapest()
    if cheapest is None:
        st.caption("No case of this run says what is right, so there is nothing to weigh.")
        return
    st.caption(
        "If Lectern is sure enough, it answers; if it is less sure, it shows places that may answer; else it says that "
        "the material does not. Handled rightly is what it answers rightly, or is rightly silent on. Cases without an "
        "answer in this run are judged by the best sentence found."
    )
    answering = resources.engine().settings.answering
    now = trade.at(answering.threshold, answering.unsure)
    shares, costs = st.columns(2, gap="large")
    with shares:
        _show_shares(trade, now)
    with costs:
        _show_costs(trade, now, cheapest)
    _show_choice(trade, now, cheapest)


def _show_shares(trade: Tradeoff, now: Point) -> None:
    rows = [
        {"threshold": point.threshold, "value": value, "told": percent(value), "line": name}
        for point in trade.by_threshold(now.lower)
        for name, value in ((_ANSWERED, point.answered), (_RIGHT, point.right), (_HANDLED, point.handled))
        if value is not None
    ]
    alt = f"Answered against right, by how sure Lectern has to be to answer; now {now.threshold:.2f}"
    uprights = [(now.threshold, "answers from, now")]
    names = (_ANSWERED, _RIGHT, _HANDLED)
    lines(rows, LineChart(names, "share of the cases", True, uprights, alt, f"Now: {_told(now)}."))


def _show_costs(trade: Tradeoff, now: Point, cheapest: Point) -> None:
    rows = [
        *_costs(_ANSWER_FROM, ((point.threshold, point) for point in trade.by_threshold(now.lower))),
        *_costs(_UNSURE_FROM, ((point.lower, point) for point in trade.by_lower(now.threshold))),
    ]
    told = (
        "What mistakes cost: a wrong answer as much as three silences where there is an answer, an unsure one a third "
        f"of a silence. It is least where Lectern answers from **{cheapest.threshold:.2f}** and shows places from "
        f"**{cheapest.lower:.2f}**: {_told(cheapest)}. Each line moves one of both and leaves the other as it is now."
    )
    alt = f"Cost of mistakes over both thresholds; now {now.threshold:.2f} and {now.lower:.2f}"
    uprights = [(now.threshold, "answers from, now"), (now.lower, "places from, now")]
    names = (_ANSWER_FROM, _UNSURE_FROM)
    lines(rows, LineChart(names, "cost of a case, in silences", False, uprights, alt, told))


def _costs(name: str, points: Iterable[tuple[float, Point]]) -> list[dict[str, object]]:
    return [
        {"threshold": at, "value": point.cost, "told": rounded(point.cost, 2), "line": name}
        for at, point in points
    ]


def _show_choice(trade: Tradeoff, now: Point, cheapest: Point) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        upper = st.slider(
            "Answer from", 0.0, 1.0, cheapest.threshold, 1 / STEPS, key="threshold",
            help="From this probability on Lectern answers.",
        )  # fmt: skip
        lower = st.slider(
            "Show places from", 0.0, 1.0, cheapest.lower, 1 / STEPS, key="unsure",
            help="From this probability on, and below the other, Lectern shows places that may answer. Below this it "
            "says that the material does not answer.",
        )  # fmt: skip
        chosen = trade.at(upper, lower)
        same = abs(chosen.threshold - now.threshold) + abs(chosen.lower - now.lower) < 1e-9
        st.button(
            f"Set {chosen.threshold:.2f} and {chosen.lower:.2f}", key="set-threshold", icon=":material/tune:",
            on_click=_set, args=(chosen.threshold, chosen.lower), disabled=same,
        )  # fmt: skip
    st.caption(
        f"At {chosen.threshold:.2f} and {chosen.lower:.2f}: {_told(chosen)}. "
        "The settings hold for every chat and later run."
    )


def _set(threshold: float, lower: float) -> None:
    engine = resources.engine()
    engine.change(engine.settings.changed_all({_UPPER: round(threshold, 4), _LOWER: round(lower, 4)}))
    st.toast(
        f"Lectern answers from {threshold:.2f} and shows places from {lower:.2f} now.",
        icon=":material/check:",
    )


def _told(point: Point) -> Markdown:
    of_them = DASH if point.right is None else percent(point.right)
    return (
        f"{percent(point.answered)} answered, {of_them} of them right, {percent(point.unsure)} unsure, "
        f"{percent(point.silent)} silent, cost {rounded(point.cost, 2)}"
    )
