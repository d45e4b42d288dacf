"""Figures as people read them. What does not apply is an en dash, never 0."""

from collections.abc import Mapping

DASH = "–"

Figure = Mapping[str, float]
"""A value with its 95% interval: `value` (or `median`), `low`, `high`, and `count` of cases."""


def percent(figure: Figure | None) -> str:
    """`82%`."""
    return DASH if figure is None else f"{figure['value']:.0%}"


def certainty(figure: Figure | None) -> str:
    """`of 40 · 95% interval 68–92%`."""
    if figure is None:
        return "applies to no case"
    return f"of {figure['count']} · 95% interval {figure['low'] * 100:.0f}–{figure['high']:.0%}"


def share(value: float | None) -> str:
    """`0.82`: a score of one case."""
    return DASH if value is None else f"{value:.2f}"


def seconds(value: float | None) -> str:
    """`2.4 s`."""
    return DASH if value is None else f"{value:.1f} s"
