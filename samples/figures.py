"""The figures of the course, drawn as vectors: boxes and arrows, and two small charts."""

import math
from collections.abc import Callable

from reportlab.graphics.shapes import Drawing, Line, Polygon, Rect, String
from reportlab.lib.colors import Color, white

from samples.styles import ACCENT, INK, MEASURE, QUIET, RULE, TINT, WARM

FONT = "Helvetica"


def draw(name: str) -> Drawing:
    """The figure called `name`; a KeyError lists nothing, so keep FIGURES and the texts together."""
    return FIGURES[name]()


def _box(d: Drawing, x: float, y: float, text: str, w: float = 92, h: float = 34, fill: Color = TINT) -> None:
    d.add(Rect(x, y, w, h, rx=4, ry=4, fillColor=fill, strokeColor=ACCENT, strokeWidth=0.8))
    lines = text.split("\n")
    for i, line in enumerate(lines):
        _label(d, x + w / 2, y + h / 2 - 3 + 5.5 * (len(lines) - 1) - 11 * i, line)


def _label(d: Drawing, x: float, y: float, text: str, size: float = 9, colour: Color = INK) -> None:
    d.add(String(x, y, text, fontName=FONT, fontSize=size, fillColor=colour, textAnchor="middle"))


def _arrow(d: Drawing, x1: float, y1: float, x2: float, y2: float, colour: Color = INK) -> None:
    angle = math.atan2(y2 - y1, x2 - x1)
    d.add(
        Line(x1, y1, x2 - 4 * math.cos(angle), y2 - 4 * math.sin(angle), strokeColor=colour, strokeWidth=0.9)
    )
    wings = [(x2 - 7 * math.cos(angle + side), y2 - 7 * math.sin(angle + side)) for side in (0.4, -0.4)]
    points = [x2, y2, *wings[0], *wings[1]]
    d.add(Polygon(points, fillColor=colour, strokeColor=colour, strokeWidth=0.1))


def _gan() -> Drawing:
    d = Drawing(MEASURE, 112)
    _box(d, 0, 14, "noise z", 62)
    _box(d, 92, 14, "generator G")
    _box(d, 214, 14, "fake sample", 76)
    _box(d, 214, 68, "real sample", 76)
    _box(d, 318, 41, "discriminator D", 82)
    _arrow(d, 62, 31, 92, 31)
    _arrow(d, 184, 31, 214, 31)
    _arrow(d, 290, 31, 318, 50)
    _arrow(d, 290, 85, 318, 66)
    _arrow(d, 400, 58, 416, 58)
    _label(d, 422, 69, "real", 8.5)
    _label(d, 422, 42, "or fake?", 8.5)
    d.add(Line(359, 41, 359, 4, strokeColor=WARM, strokeWidth=0.9, strokeDashArray=(3, 2)))
    d.add(Line(359, 4, 138, 4, strokeColor=WARM, strokeWidth=0.9, strokeDashArray=(3, 2)))
    _arrow(d, 138, 4, 138, 14, WARM)
    return d


def _vae() -> Drawing:
    d = Drawing(MEASURE, 76)
    for x, text, width in (
        (0, "input x", 56),
        (82, "encoder", 66),
        (174, "mean, variance", 84),
        (284, "latent z", 56),
        (366, "decoder", 64),
    ):
        _box(d, x, 12, text, width)
    for left, right in ((56, 82), (148, 174), (258, 284), (340, 366)):
        _arrow(d, left, 29, right, 29)
    _label(d, 312, 66, "noise epsilon", 8.5, WARM)
    _arrow(d, 312, 62, 312, 46, WARM)
    return d


def _diffusion() -> Drawing:
    """Five tiles of a sine pattern that drown in hash noise from left to right."""
    d = Drawing(MEASURE, 100)
    side, cells = 56, 8
    for tile, keep in enumerate((1.0, 0.85, 0.6, 0.3, 0.0)):
        left = tile * 92.0
        for i in range(cells):
            for j in range(cells):
                signal = 0.5 + 0.5 * math.cos(math.hypot(i - 3.5, j - 3.5) * 1.1)
                noise = (math.sin(12.9898 * i + 78.233 * j + tile) * 43758.5453) % 1
                level = 1 - 0.8 * (math.sqrt(keep) * signal + math.sqrt(1 - keep) * noise * 0.9)
                grey = min(1.0, max(0.1, level))
                step = side / cells
                fill = Color(grey, grey, min(1.0, grey + 0.06))
                d.add(
                    Rect(
                        left + i * step,
                        22 + j * step,
                        step,
                        step,
                        fillColor=fill,
                        strokeColor=fill,
                        strokeWidth=0.2,
                    )
                )
        _label(d, left + side / 2, 8, ("data", "", "step t", "", "noise")[tile], 8.5)
        if tile:
            _arrow(d, left - 34, 58, left - 4, 58)
            _arrow(d, left - 4, 42, left - 34, 42, WARM)
    _label(d, 74 + 92, 88, "forward: add noise", 8.5)
    _label(d, 74 + 230, 88, "reverse: learned denoising", 8.5, WARM)
    return d


def _mask() -> Drawing:
    """The causal mask of a five-word sentence: filled where the row's word may look."""
    d = Drawing(MEASURE, 142)
    words = ("The", "cat", "sat", "down", "again")
    left, cell = 150.0, 22.0
    for i, word in enumerate(words):
        y = 100 - i * cell
        d.add(String(left - 8, y + 7, word, fontName=FONT, fontSize=9, fillColor=INK, textAnchor="end"))
        _label(d, left + (i + 0.5) * cell, 128, word, 7.2, QUIET)
        for j in range(len(words)):
            fill = ACCENT if j <= i else white
            d.add(Rect(left + j * cell, y, cell, cell, fillColor=fill, strokeColor=RULE, strokeWidth=0.8))
    return d


def _temperature() -> Drawing:
    """Softmax of the scores 2, 1, 0, -1 at three temperatures, as bars."""
    d = Drawing(MEASURE, 118)
    for group, temperature in enumerate((0.5, 1.0, 2.0)):
        weights = [math.exp(score / temperature) for score in (2, 1, 0, -1)]
        left = 18 + group * 148.0
        d.add(Line(left - 6, 20, left + 106, 20, strokeColor=QUIET, strokeWidth=0.6))
        for i, weight in enumerate(weights):
            share = weight / sum(weights)
            d.add(Rect(left + i * 26, 20, 20, 80 * share, fillColor=ACCENT, strokeColor=None))
            _label(d, left + i * 26 + 10, 23 + 80 * share, f"{share:.2f}", 7.5, QUIET)
        _label(d, left + 50, 6, f"temperature {temperature:g}", 8.5)
    return d


def _rag() -> Drawing:
    d = Drawing(MEASURE, 122)
    for column, (above, below) in enumerate(
        (
            ("documents", "question"),
            ("pages and\nchunks", "query vector"),
            ("vector and\nword index", "top passages"),
        )
    ):
        _box(d, column * 116.0, 80, above, 88)
        _box(d, column * 116.0, 14, below, 88)
        if column:
            _arrow(d, column * 116.0 - 28, 97, column * 116.0, 97)
            _arrow(d, column * 116.0 - 28, 31, column * 116.0, 31)
    _arrow(d, 276, 80, 276, 48)
    _box(d, 348, 14, "model writes\nwith citations", 82)
    _arrow(d, 320, 31, 348, 31)
    _label(d, 389, 94, "before any question", 8.5, QUIET)
    _label(d, 389, 60, "for each question", 8.5, QUIET)
    return d


FIGURES: dict[str, Callable[[], Drawing]] = {
    "gan": _gan,
    "vae": _vae,
    "diffusion": _diffusion,
    "mask": _mask,
    "temperature": _temperature,
    "rag": _rag,
}
