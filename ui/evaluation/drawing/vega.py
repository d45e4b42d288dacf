"""Two kinds of charts as Vega-Lite, which Streamlit draws on the ground of the theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ui.markdown import Markdown

Rows = Sequence[dict[str, object]]
_HEIGHT = 260
_LABEL = 14  # pixels that a label beside an upright takes
# At least 3 : 1 on both grounds; lines are told apart by their dashes too.
_COLOURS = ["#2f8f66", "#c8701a", "#808890"]
_BLUE = "#3f86b8"
_DASHES = [[1, 0], [6, 3], [2, 2]]
_LEGEND = {"orient": "bottom", "title": None, "columns": 2}


@dataclass(frozen=True, slots=True)
class LineChart:
    """A line for each of `names` over thresholds; `y` says what is up: a share in percent, or any number from 0 on.

    `uprights` stand at (threshold, what it is); `told` is the chart in words, `alt` its name for who cannot see it.
    """

    names: Sequence[str]
    y: str
    percent: bool
    uprights: Sequence[tuple[float, str]]
    alt: str
    told: Markdown


def lines(rows: Rows, chart: LineChart) -> None:
    """Rows have a `threshold`, a `value`, the value to read (`told`) and the name of their `line`."""
    up: dict[str, Any] = {"field": "value", "type": "quantitative", "title": chart.y}
    up |= {"axis": {"format": "%"}, "scale": {"domain": [0, 1]}} if chart.percent else {}
    threshold = {"field": "threshold", "type": "quantitative", "title": "how sure Lectern is"}
    dashes = {"domain": list(chart.names), "range": _DASHES}
    colours = {"domain": list(chart.names), "range": [_BLUE, *_COLOURS]}
    line = {
        "mark": {"type": "line", "strokeWidth": 2.5, "interpolate": "step-after"},
        "encoding": {
            "x": threshold,
            "y": up,
            "color": {"field": "line", "type": "nominal", "scale": colours, "legend": _LEGEND},
            "strokeDash": {"field": "line", "type": "nominal", "scale": dashes, "legend": _LEGEND},
            "tooltip": [
                threshold,
                {"field": "line", "title": "what"},
                {"field": "told", "title": chart.y},
            ],
        },
    }
    marks = [
        {"threshold": at, "label": f"{label} {at:.2f}", "y": _LABEL * index}
        for index, (at, label) in enumerate(chart.uprights)
    ]
    upright = {
        "data": {"values": marks},
        "layer": [
            {"mark": {"type": "rule", "strokeDash": [4, 4], "color": "gray"}, "encoding": {"x": threshold}},
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "baseline": "top", "color": "gray"},
                "encoding": {
                    "x": threshold,
                    "y": {"field": "y", "type": "quantitative", "scale": None},
                    "text": {"field": "label"},
                },
            },
        ],
    }
    _draw(rows, {"layer": [line, upright]}, chart.alt, chart.told)


def bars(
    rows: Rows, title: str, alt: str, told: Markdown, domain: tuple[float, float], groups: Sequence[str] = ()
) -> None:
    """Cases in bins (`from`, `to`) over `domain`, stacked by how they `came out` where there are `groups`."""
    encoding: dict[str, Any] = {
        "x": {
            "field": "from",
            "type": "quantitative",
            "bin": {"binned": True},
            "title": title,
            "scale": {"domain": list(domain)},
            "axis": {"tickCount": 6},
        },
        "x2": {"field": "to"},
        "y": {"field": "cases", "type": "quantitative", "stack": True, "axis": {"tickMinStep": 1}},
        "tooltip": [{"field": name} for name in ("from", "to", "came out", "cases")],
        "color": {"value": _BLUE},
    }
    if groups:
        scale = {"domain": list(groups), "range": _COLOURS}
        encoding["color"] = {"field": "came out", "type": "nominal", "scale": scale, "legend": _LEGEND}
    _draw(rows, {"mark": {"type": "bar"}, "encoding": encoding}, alt, told)


def _draw(rows: Rows, spec: dict[str, Any], alt: str, told: Markdown) -> None:
    """The chart; and for those who cannot see it, what it shows in words and as a table."""
    st.vega_lite_chart({"height": _HEIGHT, "data": {"values": list(rows)}, **spec}, width="stretch", alt=alt)
    st.caption(told)
    fold = st.expander("The same as a table", key=f"table of {alt}", on_change="rerun")
    if fold.open:
        with fold:
            st.dataframe(list(rows), hide_index=True, height=240, alt=alt)
