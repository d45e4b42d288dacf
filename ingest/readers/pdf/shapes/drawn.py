"""What is drawn on a page besides letters, in the order in which it is drawn: lines, boxes, pictures."""

import ctypes
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.pdf.characters.fonts import Colour, colour_of
from ingest.readers.pdf.seen import Seen
from ingest.readers.pdf.shapes.calls import draw_mode, pointer, segments_of
from ingest.readers.pdf.shapes.objects import (
    Object,
    around,
    bounds_of,
    clip_of,
    common,
    matrix_of,
    objects,
    times,
)
from ingest.readers.pdf.shapes.paths import Points, is_box, parts_of, points, straight_lines
from ingest.readers.pdf.words import Area

_OBJECTS, _PATHS = 20_000, 2000
_THIN, _LONG = 2.5, 4.0  # points: what is a line, and from where on it is one that says something
_MARK, _CORNERS = 12.0, 7  # points: smaller shapes of more corners are marks
_WHITE, _OPAQUE = 250, 255


@dataclass(frozen=True, slots=True)
class Layer:
    """Something that can lie under or over letters. `colour` is None for a picture, a shading or a shape.

    `item` is the address of a picture; `solid` says that nothing shines through a box.
    """

    order: int
    place: Area
    colour: Colour | None
    solid: bool
    item: int = 0


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
    for order, item in enumerate(objects(page.raw, seen)):
        if order >= _OBJECTS:
            break
        if item.kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.order[item.raw] = order
            clip = clip_of(item, seen)
            if clip is not None:
                found.clips[item.raw] = clip
        elif item.kind == pdfium.FPDF_PAGEOBJ_PATH:
            found.has_paths, paths = True, paths + 1
            if paths <= _PATHS:
                _add_path(found, item, order, seen)
        elif item.kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            place = common(bounds_of(item, seen), clip_of(item, seen))
            if place is not None:
                if item.kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                    found.pictures.append(place)
                found.layers.append(Layer(order, place, None, False, item.raw))
    return found


def _add_path(found: Drawn, item: Object, order: int, seen: Seen) -> None:
    mode, stroke = ctypes.c_int(0), ctypes.c_int(0)
    draw_mode(item.raw, ctypes.addressof(mode), ctypes.addressof(stroke))
    if not (mode.value or stroke.value):
        return
    if segments_of(item.raw) > _CORNERS:
        place = bounds_of(item, seen)
        if max(place.right - place.left, place.bottom - place.top) < _MARK:
            _add_mark(found, item, common(place, clip_of(item, seen)), order)
            return
    outline = points(item.raw, times(matrix_of(item.raw), item.outer), seen)
    if not outline:
        return
    clip = clip_of(item, seen)
    if mode.value:
        _add_filled(found, item.raw, outline, clip, order)
    if stroke.value:
        _add_stroked(found, item, outline, clip, order)


def _add_mark(found: Drawn, item: Object, place: Area | None, order: int) -> None:
    """A small shape with many corners: of a drawing, whose lines are no rules."""
    _, alpha = colour_of(item.raw)
    if place is not None and alpha:
        found.layers.append(Layer(order, place, None, False))


def _add_filled(found: Drawn, raw: int, outline: Points, clip: Area | None, order: int) -> None:
    colour, alpha = colour_of(raw)
    place = common(around(outline), clip)
    if place is None or not alpha:
        return
    parts = parts_of(outline)
    if len(parts) > 1 and all(is_box(part) and _is_thin(around(part)) for part in parts):
        rules = [rule for part in parts if (rule := common(around(part), clip)) is not None]
        found.rules += [] if _is_white(colour) else filter(_is_long, rules)
        return
    if _is_thin(place):
        found.rules += [place] if _is_long(place) and not _is_white(colour) else []
        return
    box = is_box(outline)
    solid = box and alpha == _OPAQUE and not pdfium.FPDFPageObj_HasTransparency(pointer(raw))
    found.layers.append(Layer(order, place, colour if solid else None, solid))
    if box and not _is_white(colour):
        found.fills.append(place)


def _add_stroked(found: Drawn, item: Object, outline: Points, clip: Area | None, order: int) -> None:
    colour, alpha = colour_of(item.raw, stroked=True)
    width = _stroke_width(item)
    for line in straight_lines(outline) if alpha else ():
        if width <= _THIN:
            place = common(line, clip)
            found.rules += [place] if place is not None and _is_long(place) and not _is_white(colour) else []
            continue
        flat = line.right - line.left >= line.bottom - line.top
        x, y = (0.0, width / 2) if flat else (width / 2, 0.0)
        place = common(Area(line.left - x, line.top - y, line.right + x, line.bottom + y), clip)
        if place is not None:
            found.layers.append(Layer(order, place, colour if alpha == _OPAQUE else None, False))
            found.fills += [] if _is_white(colour) else [place]


def _is_thin(place: Area) -> bool:
    return min(place.right - place.left, place.bottom - place.top) <= _THIN


def _is_long(place: Area) -> bool:
    return max(place.right - place.left, place.bottom - place.top) >= _LONG


def _is_white(colour: Colour | None) -> bool:
    return colour is not None and min(colour) >= _WHITE


def _stroke_width(item: Object) -> float:
    width = ctypes.c_float(0)
    pdfium.FPDFPageObj_GetStrokeWidth(pointer(item.raw), width)
    a, b, c, d, _, _ = times(matrix_of(item.raw), item.outer)
    return float(width.value * abs(a * d - b * c) ** 0.5)
