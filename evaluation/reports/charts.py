"""Line charts as plain points, for the templates to draw: no script, no picture file."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 560, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 12, 28


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A named line; `points` in pixels, ready for an SVG `polyline`; `index` chooses its colour."""

    name: str
    points: str
    index: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines with the ticks of both axes: (pixel, label)."""

    lines: tuple[ChartLine, ...]
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    x_label: str
    width: int = WIDTH
    height: int = HEIGHT


Series = Sequence[tuple[float, float | None]]


def chart(series: dict[str, Series], x_label: str, labels: Sequence[str] | None = None) -> Chart:
    """A chart of y in [0, 1] over x; points with y None are left out. `labels` name whole-numbered x."""
    xs = [x for points in series.values() for x, _ in points] or [0.0]
    low, high = min(xs), max(xs)
    span = (high - low) or 1.0

    def across(x: float) -> float:
        return round(_LEFT + (x - low) / span * (WIDTH - _LEFT - _RIGHT), 1)

    def down(y: float) -> float:
        return round(HEIGHT - _BOTTOM - y * (HEIGHT - _TOP - _BOTTOM), 1)

    lines = tuple(
        ChartLine(name, " ".join(f"{across(x)},{down(y)}" for x, y in points if y is not None), index)
        for index, (name, points) in enumerate(series.items())
    )
    if labels is None:
        x_ticks = tuple((across(low + i * span / 5), f"{low + i * span / 5:.2g}") for i in range(6))
    else:
        x_ticks = tuple((across(float(i)), label) for i, label in enumerate(labels))
    y_ticks = tuple((down(i / 4), f"{i / 4:.2f}") for i in range(5))
    return Chart(lines, x_ticks, y_ticks, x_label)


def histogram(values: Sequence[float], bins: int, low: float, high: float) -> list[tuple[float, int]]:
    """(left edge, count) of equal bins; what lies outside falls into the first or last."""
    counts = [0] * bins
    width = (high - low) / bins or 1.0
    for value in values:
        counts[min(bins - 1, max(0, int((value - low) / width)))] += 1
    return [(low + index * width, count) for index, count in enumerate(counts)]
