"""Two kinds of charts as Vega-Lite, which Streamlit draws in the colours of the theme."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

Rows = Sequence[dict[str, object]]
_HEIGHT = 260
# Told apart by dashes as well as by colour.
_DASHES = [[1, 0], [6, 3], [2, 2]]
_LEGEND = {"orient": "bottom", "title": None}


def lines(rows: Rows, now: float, alt: str) -> None:
    """Shares over the threshold, a line for each `line`; an upright at the threshold that holds now."""
    share = {"field": "share", "type": "quantitative", "axis": {"format": "%"}, "scale": {"domain": [0, 1]}}
    threshold = {"field": "threshold", "type": "quantitative", "title": "threshold of the gate"}
    line = {
        "mark": {"type": "line", "strokeWidth": 2.5, "interpolate": "step-after"},
        "encoding": {
            "x": threshold,
            "y": share | {"title": "share of the cases"},
            "color": {"field": "line", "type": "nominal", "legend": _LEGEND},
            "strokeDash": {"field": "line", "type": "nominal", "scale": {"range": _DASHES}, "legend": _LEGEND},
            "tooltip": [threshold, {"field": "line", "title": "what"}, share | {"format": ".0%"}],
        },
    }
    upright = {
        "data": {"values": [{"threshold": now, "label": f"now {now:.2f}"}]},
        "layer": [
            {"mark": {"type": "rule", "strokeDash": [4, 4], "color": "gray"}, "encoding": {"x": threshold}},
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "baseline": "top", "color": "gray"},
                "encoding": {"x": threshold, "y": {"value": 0}, "text": {"field": "label"}},
            },
        ],
    }
    _draw(rows, {"layer": [line, upright]}, alt)


def bars(rows: Rows, title: str, alt: str, legend: bool = True) -> None:
    """Cases in bins (`from`, `to`), stacked by how they `came out`."""
    encoding: dict[str, Any] = {
        "x": {"field": "from", "type": "quantitative", "bin": {"binned": True}, "title": title},
        "x2": {"field": "to"},
        "y": {"field": "cases", "type": "quantitative", "stack": True, "axis": {"tickMinStep": 1}},
        "tooltip": [{"field": name} for name in ("from", "to", "came out", "cases")],
    }
    if legend:
        encoding["color"] = {"field": "came out", "type": "nominal", "legend": _LEGEND}
    _draw(rows, {"mark": {"type": "bar"}, "encoding": encoding}, alt)


def _draw(rows: Rows, spec: dict[str, Any], alt: str) -> None:
    """The chart, and the same figures as a table for those who cannot see it."""
    st.vega_lite_chart({"height": _HEIGHT, "data": {"values": list(rows)}, **spec}, width="stretch", alt=alt)
    fold = st.expander("The same as a table", key=f"table of {alt}", on_change="rerun")
    if fold.open:
        with fold:
            st.dataframe(list(rows), hide_index=True, height=240, alt=alt)
