"""Figures as people read them. What does not apply is an en dash, never 0."""

from collections.abc import Mapping

from evaluation.reports import rounding
from ui.markdown import Markdown, plural

DASH = "–"

Figure = Mapping[str, float]
"""A value with its 95% interval: `value` (or `median`), `low`, `high`, and `count` of cases."""


def percent(figure: Figure | None) -> Markdown:
    """`82%`."""
    return DASH if figure is None else rounding.percent(figure["value"])


def certainty(figure: Figure | None) -> Markdown:
    """`of 40 cases`, and on a line of its own `95%: 68–92%`."""
    if figure is None:
        return "applies to no case"
    low, high = rounding.points(figure["low"]), rounding.percent(figure["high"])
    return f"of {plural(int(figure['count']), 'case')}  \n95%: {low}–{high}"


def share(value: float | None) -> Markdown:
    """`0.82`: a score of one case."""
    return DASH if value is None else rounding.rounded(value, 2)


def seconds(value: float | None) -> Markdown:
    """`2.4 s`, `0.04 s`."""
    return DASH if value is None else f"{rounding.rounded(value, 1 if value >= 1 else 2)} s"
