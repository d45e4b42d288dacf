"""The objects of a page, those within forms included: where they lie, and what they are cut off by."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from ingest.readers.pdf.characters.calls import address_of
from ingest.readers.pdf.seen import Seen
from ingest.readers.pdf.shapes.calls import (
    clip_path,
    clip_paths,
    clip_segment,
    clip_segments,
    kind_of,
    matrix_at,
    object_at,
    object_in,
    point_of,
    pointer,
)
from ingest.readers.pdf.shapes.paths import Points
from ingest.readers.pdf.words import Area

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
_DEPTH = 5  # forms within forms
_CLIPS, _CORNERS = 8, 8  # outlines that cut off, and corners of each, that are looked at
_EDGE = 0.5  # points
_NOWHERE = Area(-1e9, -1e9, -1e9, -1e9)


@dataclass(slots=True)
class Object:
    """An object by its address, its kind, the matrix of the form that it is in, and what that is cut off by."""

    raw: int
    kind: int
    outer: Matrix = _PLAIN
    clip: Area | None = None


def objects(page: Any, seen: Seen) -> Iterator[Object]:
    """Those of a page, in the order in which they are drawn, forms taken apart."""
    address = address_of(page)
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        raw = object_at(address, index)
        kind = kind_of(raw)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _within(Object(raw, kind), seen, 0)
        else:
            yield Object(raw, kind)


def _within(form: Object, seen: Seen, depth: int) -> Iterator[Object]:
    if depth >= _DEPTH:
        return
    clip, matrix = clip_of(form, seen), times(matrix_of(form.raw), form.outer)
    for index in range(pdfium.FPDFFormObj_CountObjects(pointer(form.raw))):
        raw = object_in(form.raw, index)
        item = Object(raw, kind_of(raw), matrix, clip)
        if item.kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _within(item, seen, depth + 1)
        else:
            yield item


def matrix_of(raw: int) -> Matrix:
    """From the points of an object to those of what it is in."""
    matrix = pdfium.FS_MATRIX(a=1, d=1)
    matrix_at(raw, ctypes.addressof(matrix))
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


def bounds_of(item: Object, seen: Seen) -> Area:
    """The box around an object."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(pointer(item.raw), left, bottom, right, top)
    return around(
        [_point(item, x, y, seen) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    )


def clip_of(item: Object, seen: Seen) -> Area | None:
    """The box that an object is cut off by, its form included; None where nothing simple cuts it off."""
    clip, place = clip_path(item.raw), item.clip
    count = 0 if clip is None else clip_paths(clip)
    if count <= 0:
        return place
    x, y = ctypes.c_float(), ctypes.c_float()
    x_at, y_at = ctypes.addressof(x), ctypes.addressof(y)
    for path in range(min(count, _CLIPS)):
        segments = clip_segments(clip, path)
        if not 2 <= segments <= _CORNERS:
            continue
        corners: Points = []
        for index in range(segments):
            point_of(clip_segment(clip, path, index), x_at, y_at)
            corners.append(_point(item, x.value, y.value, seen))
        box = around(corners)
        place = box if place is None else common(place, box) or _NOWHERE
    return place


def common(one: Area, other: Area | None) -> Area | None:
    """What two boxes share, None where that is nothing."""
    if other is None:
        return one
    left, right = max(one.left, other.left - _EDGE), min(one.right, other.right + _EDGE)
    top, bottom = max(one.top, other.top - _EDGE), min(one.bottom, other.bottom + _EDGE)
    return Area(left, top, right, bottom) if left <= right and top <= bottom else None


def around(outline: Points) -> Area:
    """The box around points."""
    xs, ys = [x for x, _, _ in outline], [y for _, y, _ in outline]
    return Area(min(xs), min(ys), max(xs), max(ys))
