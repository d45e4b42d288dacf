"""What is drawn on a page besides letters, in the order in which it is drawn: lines, boxes, pictures."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.pdf.characters.calls import address_of
from ingest.readers.pdf.characters.fonts import Colour, colour_of
from ingest.readers.pdf.seen import Seen
from ingest.readers.pdf.shapes.paths import Points, is_box, points, straight_lines
from ingest.readers.pdf.words import Area

_OBJECTS, _PATHS, _DEPTH = 20_000, 2000, 5
_THIN, _LONG = 2.5, 4.0  # points: what is a line, and from where on it is one that says something
_WHITE, _OPAQUE = 250, 255
_CLIPS, _CORNERS = 8, 8  # outlines that cut off, and corners of each, that are looked at
_EDGE = 0.5  # points
Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
_NOWHERE = Area(-1e9, -1e9, -1e9, -1e9)


@dataclass(frozen=True, slots=True)
class Layer:
    """Something that can lie under or over letters. `colour` is None for a picture, a shading or a shape.

    `item` is the object of a picture; `solid` says that nothing shines through a box.
    """

    order: int
    place: Area
    colour: Colour | None
    solid: bool
    item: Any = None


@dataclass(slots=True)
class Drawn:
    """`order` tells by the address of each text object when it is drawn; `clips` has those that are cut off."""

    rules: list[Area] = field(default_factory=list)
    fills: list[Area] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)
    layers: list[Layer] = field(default_factory=list)
    order: dict[int, int] = field(default_factory=dict)
    clips: dict[int, Area] = field(default_factory=dict)
    has_paths: bool = False


def drawn(page: pypdfium2.PdfPage, seen: Seen) -> Drawn:
    """What is drawn; of thousands of paths only the first."""
    found, paths = Drawn(), 0
    for order, item in enumerate(_objects(page.raw, seen)):
        if order >= _OBJECTS:
            break
        if item.kind == pdfium.FPDF_PAGEOBJ_TEXT:
            address = address_of(item.raw)
            found.order[address] = order
            clip = _clip(item, seen)
            if clip is not None:
                found.clips[address] = clip
        elif item.kind == pdfium.FPDF_PAGEOBJ_PATH:
            found.has_paths, paths = True, paths + 1
            if paths <= _PATHS:
                _add_path(found, item, order, seen)
        elif item.kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            place = _common(_bounds(item, seen), _clip(item, seen))
            if place is not None:
                if item.kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                    found.pictures.append(place)
                found.layers.append(Layer(order, place, None, False, item.raw))
    return found


@dataclass(frozen=True, slots=True)
class _Object:
    """An object with its kind, the matrix of the form that it is in, and what that form is cut off by."""

    raw: Any
    kind: int
    outer: Matrix = _PLAIN
    clip: Area | None = None


def _objects(raw: Any, seen: Seen) -> Iterator[_Object]:
    for index in range(pdfium.FPDFPage_CountObjects(raw)):
        yield from _within(pdfium.FPDFPage_GetObject(raw, index), _PLAIN, None, seen, 0)


def _within(raw: Any, outer: Matrix, clip: Area | None, seen: Seen, depth: int) -> Iterator[_Object]:
    item = _Object(raw, pdfium.FPDFPageObj_GetType(raw), outer, clip)
    if item.kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield item
    elif depth < _DEPTH:
        inner, matrix = _clip(item, seen), _times(_matrix(raw), outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(raw)):
            yield from _within(pdfium.FPDFFormObj_GetObject(raw, index), matrix, inner, seen, depth + 1)


def _add_path(found: Drawn, item: _Object, order: int, seen: Seen) -> None:
    mode, stroke = ctypes.c_int(0), ctypes.c_int(0)
    pdfium.FPDFPath_GetDrawMode(item.raw, mode, stroke)
    if not (mode.value or stroke.value):
        return
    outline = points(item.raw, _times(_matrix(item.raw), item.outer), seen)
    if not outline:
        return
    clip = _clip(item, seen)
    if mode.value:
        _add_filled(found, item.raw, outline, clip, order)
    if stroke.value:
        _add_stroked(found, item, outline, clip, order)


def _add_filled(found: Drawn, raw: Any, outline: Points, clip: Area | None, order: int) -> None:
    colour, alpha = colour_of(raw)
    place = _common(_around(outline), clip)
    if place is None or not alpha:
        return
    if min(place.right - place.left, place.bottom - place.top) <= _THIN:
        found.rules += [place] if _is_long(place) and not _is_white(colour) else []
        return
    box = is_box(outline)
    solid = box and alpha == _OPAQUE and not pdfium.FPDFPageObj_HasTransparency(raw)
    found.layers.append(Layer(order, place, colour if solid else None, solid))
    if box and not _is_white(colour):
        found.fills.append(place)


def _add_stroked(found: Drawn, item: _Object, outline: Points, clip: Area | None, order: int) -> None:
    colour, alpha = colour_of(item.raw, stroked=True)
    width = _stroke_width(item)
    for line in straight_lines(outline) if alpha else ():
        if width <= _THIN:
            place = _common(line, clip)
            found.rules += [place] if place is not None and _is_long(place) and not _is_white(colour) else []
            continue
        flat = line.right - line.left >= line.bottom - line.top
        x, y = (0.0, width / 2) if flat else (width / 2, 0.0)
        place = _common(Area(line.left - x, line.top - y, line.right + x, line.bottom + y), clip)
        if place is not None:
            found.layers.append(Layer(order, place, colour if alpha == _OPAQUE else None, False))
            found.fills += [] if _is_white(colour) else [place]


def _is_long(place: Area) -> bool:
    return max(place.right - place.left, place.bottom - place.top) >= _LONG


def _is_white(colour: Colour | None) -> bool:
    return colour is not None and min(colour) >= _WHITE


def _around(outline: Points) -> Area:
    xs, ys = [x for x, _, _ in outline], [y for _, y, _ in outline]
    return Area(min(xs), min(ys), max(xs), max(ys))


def _stroke_width(item: _Object) -> float:
    width = ctypes.c_float(0)
    pdfium.FPDFPageObj_GetStrokeWidth(item.raw, width)
    a, b, c, d, _, _ = _times(_matrix(item.raw), item.outer)
    return float(width.value * abs(a * d - b * c) ** 0.5)


def _matrix(raw: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX(a=1, d=1)
    pdfium.FPDFPageObj_GetMatrix(raw, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    if outer == _PLAIN:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(item: _Object, x: float, y: float, seen: Seen) -> tuple[float, float, bool]:
    a, b, c, d, e, f = item.outer
    return (*seen.point(a * x + c * y + e, b * x + d * y + f), True)


def _bounds(item: _Object, seen: Seen) -> Area:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item.raw, left, bottom, right, top)
    return _around(
        [_point(item, x, y, seen) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    )


def _clip(item: _Object, seen: Seen) -> Area | None:
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
        around = _around(corners)
        place = around if place is None else _common(place, around) or _NOWHERE
    return place


def _common(one: Area, other: Area | None) -> Area | None:
    """What two boxes share, None where that is nothing."""
    if other is None:
        return one
    left, right = max(one.left, other.left - _EDGE), min(one.right, other.right + _EDGE)
    top, bottom = max(one.top, other.top - _EDGE), min(one.bottom, other.bottom + _EDGE)
    return Area(left, top, right, bottom) if left <= right and top <= bottom else None
