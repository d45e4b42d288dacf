"""The objects of a page, those within forms included: where they lie, and what they are cut off by."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.pdf.seen import Seen
from ingest.readers.pdf.shapes.paths import Points
from ingest.readers.pdf.words import Place

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
_DEPTH = 5  # forms within forms
_CLIPS, _CORNERS = 8, 8  # outlines that cut off, and corners of each, that are looked at
_EDGE = 0.5  # points
_NOWHERE = Place(-1e9, -1e9, -1e9, -1e9)


@dataclass(frozen=True, slots=True)
class Object:
    """An object with its kind, the matrix of the form that it is in, and what that form is cut off by."""

    raw: Any
    kind: int
    outer: Matrix = _PLAIN
    clip: Place | None = None


def objects(raw: Any, seen: Seen) -> Iterator[Object]:
    """Those of a page, in the order in which they are drawn, forms taken apart."""
    for index in range(pdfium.FPDFPage_CountObjects(raw)):
        yield from _within(pdfium.FPDFPage_GetObject(raw, index), _PLAIN, None, seen, 0)


def _within(raw: Any, outer: Matrix, clip: Place | None, seen: Seen, depth: int) -> Iterator[Object]:
    item = Object(raw, pdfium.FPDFPageObj_GetType(raw), outer, clip)
    if item.kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield item
    elif depth < _DEPTH:
        inner, matrix = clip_of(item, seen), times(matrix_of(raw), outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(raw)):
            yield from _within(pdfium.FPDFFormObj_GetObject(raw, index), matrix, inner, seen, depth + 1)


def matrix_of(raw: Any) -> Matrix:
    """From the points of an object to those of what it is in."""
    matrix = pdfium.FS_MATRIX(a=1, d=1)
    pdfium.FPDFPageObj_GetMatrix(raw, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    if outer == _PLAIN:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(item: Object, x: float, y: float, seen: Seen) -> tuple[float, float, bool]:
    a, b, c, d, e, f = item.outer
    return (*seen.point(a * x + c * y + e, b * x + d * y + f), True)


def bounds_of(item: Object, seen: Seen) -> Place:
    """The box around an object."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item.raw, left, bottom, right, top)
    return around(
        [_point(item, x, y, seen) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    )


def clip_of(item: Object, seen: Seen) -> Place | None:
    """The box that an object is cut off by, its form included; None where nothing simple cuts it off."""
    clip, place = pdfium.FPDFPageObj_GetClipPath(item.raw), item.clip
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(min(count, _CLIPS)):
        segments = pdfium.FPDFClipPath_CountPathSegments(clip, path)
        if not 2 <= segments <= _CORNERS:
            continue
        corners: Points = []
        for index in range(segments):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            corners.append(_point(item, x.value, y.value, seen))
        box = around(corners)
        place = box if place is None else common(place, box) or _NOWHERE
    return place


def common(one: Place, other: Place | None) -> Place | None:
    """What two boxes share, None where that is nothing."""
    if other is None:
        return one
    left, right = max(one.left, other.left - _EDGE), min(one.right, other.right + _EDGE)
    top, bottom = max(one.top, other.top - _EDGE), min(one.bottom, other.bottom + _EDGE)
    return Place(left, top, right, bottom) if left <= right and top <= bottom else None


def around(outline: Points) -> Place:
    """The box around points."""
    xs, ys = [x for x, _, _ in outline], [y for _, y, _ in outline]
    return Place(min(xs), min(ys), max(xs), max(ys))
