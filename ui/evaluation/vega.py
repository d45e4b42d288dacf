"""Two kinds of charts as Vega-Lite, which Streamlit draws on the ground of the theme."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ui.markdown import Markdown

Rows = Sequence[dict[str, object]]
_HEIGHT = 260
# At least 3 : 1 on both grounds; lines are told apart by their dashes too.
_COLOURS = ["#2f8f66", "#c8701a", "#808890"]
_BLUE = "#3f86b8"
_DASHES = [[1, 0], [6, 3], [2, 2]]
_LEGEND = {"orient": "bottom", "title": None, "columns": 2}


def lines(rows: Rows, now: float, alt: str, told: Markdown, names: Sequence[str]) -> None:
    """Shares over the threshold (and as a `percent` to read), a line for each of `names` (in `line`); an upright
    at the one that holds now."""
    share = {"field": "share", "type": "quantitative", "axis": {"format": "%"}, "scale": {"domain": [0, 1]}}
    threshold = {"field": "threshold", "type": "quantitative", "title": "threshold of the gate"}
    dashes = {"domain": list(names), "range": _DASHES}
    colours = {"domain": list(names), "range": [_BLUE, *_COLOURS]}
    line = {
        "mark": {"type": "line", "strokeWidth": 2.5, "interpolate": "step-after"},
        "encoding": {
            "x": threshold,
            "y": share | {"title": "share of the cases"},
            "color": {"field": "line", "type": "nominal", "scale": colours, "legend": _LEGEND},
            "strokeDash": {"field": "line", "type": "nominal", "scale": dashes, "legend": _LEGEND},
            "tooltip": [
                threshold,
                {"field": "line", "title": "what"},
                {"field": "percent", "title": "share"},
            ],
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
    _draw(rows, {"layer": [line, upright]}, alt, told)


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
