"""Where a shape stands on its slide, as fractions of the slide."""

import re

from ingest.readers.opendocument.names import Element, value

_MOVED = re.compile(r"translate\s*\(\s*([^\s,()]+)[\s,]+([^\s,()]+)\s*\)")
_LENGTH = re.compile(r"(-?\d{0,9}\.?\d{1,9})\s*(cm|mm|inch|in|pt|pc|px)?")
_CENTIMETRES = {
    "cm": 1.0,
    "mm": 0.1,
    "in": 2.54,
    "inch": 2.54,
    "pt": 2.54 / 72,
    "pc": 2.54 / 6,
    "px": 2.54 / 96,
}

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom in fractions of the slide, the origin top left."""


def centimetres(length: str) -> float | None:
    """A length in centimetres, None where it is none."""
    found = _LENGTH.fullmatch(length.strip())
    return float(found[1]) * _CENTIMETRES[found[2] or "cm"] if found else None


def rectangle(shape: Element, width: float, height: float) -> Rectangle | None:
    """Where a shape stands on a slide of `width` by `height` centimetres; None where it does not say so.

    A shape that is turned is taken as if it stood upright at its corner.
    """
    left, top = centimetres(value(shape, "svg:x")), centimetres(value(shape, "svg:y"))
    moved = _MOVED.search(value(shape, "draw:transform")[-400:])
    if moved is not None and left is None:
        left, top = centimetres(moved[1]), centimetres(moved[2])
    across, down = centimetres(value(shape, "svg:width")), centimetres(value(shape, "svg:height"))
    if left is None or top is None or across is None or not width or not height:
        return None
    down = down if down is not None else centimetres(value(shape, "fo:min-height")) or 0.0
    sides = left / width, top / height, (left + across) / width, (top + down) / height
    bounded = tuple(min(1.0, max(0.0, side)) for side in sides)
    return (bounded[0], bounded[1], bounded[2], bounded[3]) if bounded[0] < bounded[2] else None
