"""The outline of a path: its points as seen, its straight lines, whether it is a box."""

import ctypes
import itertools

import pypdfium2.raw as pdfium

from ingest.readers.pdf.seen import Seen
from ingest.readers.pdf.shapes.calls import is_closed, point_of, segment_of, segment_type, segments_of
from ingest.readers.pdf.words import Area

_SEGMENTS = 1500
_LEVEL = 0.7  # points

Points = list[tuple[float, float, bool]]
"""Points (x, y) with whether a line is drawn to it from the one before."""


def points(path: int, matrix: tuple[float, ...], seen: Seen) -> Points:
    """The corners of a path; () of one that is too long. A closed one ends where it begins."""
    count = segments_of(path)
    if not 0 < count <= _SEGMENTS:
        return []
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    x_at, y_at = ctypes.addressof(x), ctypes.addressof(y)
    found: Points = []
    begun = (0.0, 0.0)
    for index in range(count):
        segment = segment_of(path, index)
        point_of(segment, x_at, y_at)
        at = seen.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = segment_type(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begun = at
        found.append((*at, kind == pdfium.FPDF_SEGMENT_LINETO))
        if kind != pdfium.FPDF_SEGMENT_MOVETO and is_closed(segment):
            found.append((*begun, True))
    return found


def parts_of(outline: Points) -> list[Points]:
    """The outlines that a path is made of: each begins where nothing is drawn to."""
    found: list[Points] = []
    for point in outline:
        if not point[2] or not found:
            found.append([])
        found[-1].append(point)
    return found


def straight_lines(outline: Points) -> list[Area]:
    """The lines of an outline that run along an edge of the page."""
    lines: list[Area] = []
    for (x0, y0, _), (x1, y1, drawn) in itertools.pairwise(outline):
        if drawn and (abs(x0 - x1) < _LEVEL) != (abs(y0 - y1) < _LEVEL):
            lines.append(Area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return lines


def is_box(outline: Points) -> bool:
    """Whether an outline is one rectangle along the edges of the page."""
    if not 4 <= len(outline) <= 6 or not all(drawn for _, _, drawn in outline[1:]):
        return False
    xs, ys = [x for x, _, _ in outline], [y for _, y, _ in outline]
    return all(
        min(x - min(xs), max(xs) - x) < _LEVEL and min(y - min(ys), max(ys) - y) < _LEVEL
        for x, y in zip(xs, ys, strict=True)
    )
