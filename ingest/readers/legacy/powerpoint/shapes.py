"""The shapes of a slide: their texts, where they stand, what they hold the place of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from struct import unpack_from

from ingest.readers.cleaning import printable
from ingest.readers.legacy.powerpoint import records
from ingest.readers.legacy.powerpoint.records import SlideRecord
from ingest.readers.legacy.powerpoint.texts import SlideText, texts

MARGINS = frozenset({7, 8, 9, 10})
"""Placeholders of the date, the number of the slide, its footer and its header."""
NOTES_BODY = 12
_WORD_ART, _DESCRIPTION, _TABLE = 0x00C0, 0x0381, 0x039F
_DEEPEST = 30

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in the units of the file."""


@dataclass(slots=True)
class OldSlideShape:
    """A shape. `holds` is what it is the place of, 0 for nothing; `described` what is said of a picture.

    A table has `cells`, which are shapes.
    """

    texts: tuple[SlideText, ...] = ()
    box: Box | None = None
    holds: int = 0
    described: str = ""
    cells: list["OldSlideShape"] = field(default_factory=list)


def shapes(part: SlideRecord, outline: Sequence[SlideText]) -> Iterator[OldSlideShape]:
    """The shapes of a slide or a page of notes, in the order of the file, those of groups one by one.

    `outline` are the texts that the document keeps for the slide.
    """
    for drawing in part.records():
        if drawing.kind == records.DRAWING:
            for inner in drawing.records():
                if inner.kind == records.DRAWING_PART:
                    yield from _inside(inner, outline, None, 0)


def _inside(
    holder: SlideRecord,
    outline: Sequence[SlideText],
    frame: tuple[Box, Box] | None,
    depth: int,
    is_first: bool = False,
) -> Iterator[OldSlideShape]:
    """The shapes in a group; `frame` is where the group stands, in its own units and in those of the slide."""
    for record in holder.records():
        if record.kind == records.SHAPE and not is_first:
            yield _shape(record, outline, frame)
        elif record.kind == records.GROUP and depth < _DEEPEST:
            yield from _group(record, outline, frame, depth)
        is_first = False


def _group(
    group: SlideRecord, outline: Sequence[SlideText], frame: tuple[Box, Box] | None, depth: int
) -> Iterator[OldSlideShape]:
    own = group.first(records.SHAPE)
    inner = own.first(records.GROUP_ATOM) if own else None
    outer = _box(own, frame) if own else None
    within = frame
    if inner is not None and outer is not None and len(inner.data) >= 16:
        left, top, right, bottom = unpack_from("<4i", inner.data)
        within = (float(left), float(top), float(right), float(bottom)), outer
    found = _inside(group, outline, within, depth + 1, is_first=own is not None and depth > 0)
    if own is not None and _is_table(own):
        yield OldSlideShape(box=outer, cells=list(found))
    else:
        yield from found


def _shape(shape: SlideRecord, outline: Sequence[SlideText], frame: tuple[Box, Box] | None) -> OldSlideShape:
    found = OldSlideShape(box=_box(shape, frame))
    said: list[SlideText] = []
    for part in shape.records():
        if part.kind == records.TEXT_BOX:
            said += _texts(part, outline)
        elif part.kind == records.CLIENT_DATA:
            for each in records.records(part.content, part.start, part.end):
                if each.kind == records.PLACEHOLDER and len(each.data) >= 8:
                    found.holds = each.data[4]
                elif each.kind == records.PLACEHOLDER_2007 and each.data:
                    found.holds = each.data[0]
        elif part.kind == records.SHAPE_PROPERTIES:
            words = _property(part, _WORD_ART)
            if words:
                said.append(SlideText(4, ((words, 0),)))
            found.described = _property(part, _DESCRIPTION)
    found.texts = tuple(said)
    return found


def _texts(box: SlideRecord, outline: Sequence[SlideText]) -> Iterator[SlideText]:
    """The texts of a box, those that the document keeps in the place of references to them."""
    inner = list(records.records(box.content, box.start, box.end))
    for record in inner:
        if record.kind == records.TEXT_REFERENCE and len(record.data) >= 4:
            index = unpack_from("<I", record.data)[0]
            if index < len(outline):
                yield outline[index]
    yield from texts(inner)


def _box(shape: SlideRecord, frame: tuple[Box, Box] | None) -> Box | None:
    """Where a shape stands on the slide."""
    child = shape.first(records.CHILD_ANCHOR)
    if child is not None and len(child.data) >= 16:
        left, top, right, bottom = unpack_from("<4i", child.data)
        return _moved((left, top, right, bottom), frame) if frame else None
    anchor = shape.first(records.ANCHOR)
    if anchor is None or len(anchor.data) < 8:
        return None
    top, left, right, bottom = unpack_from("<4i" if len(anchor.data) >= 16 else "<4h", anchor.data)
    return float(left), float(top), float(right), float(bottom)


def _moved(box: Box, frame: tuple[Box, Box]) -> Box | None:
    inner, outer = frame
    across, down = inner[2] - inner[0], inner[3] - inner[1]
    if not across or not down:
        return None
    wide, high = (outer[2] - outer[0]) / across, (outer[3] - outer[1]) / down
    return (
        outer[0] + (box[0] - inner[0]) * wide,
        outer[1] + (box[1] - inner[1]) * high,
        outer[0] + (box[2] - inner[0]) * wide,
        outer[1] + (box[3] - inner[1]) * high,
    )


def _is_table(shape: SlideRecord) -> bool:
    more = shape.first(records.TABLE_PROPERTIES)
    if more is None:
        return False
    data = more.data
    heads = (unpack_from("<HI", data, at) for at in range(0, min(len(data), 6 * more.instance) - 5, 6))
    return any(name & 0x3FFF == _TABLE and flags & 1 for name, flags in heads)


def _property(properties: SlideRecord, wanted: int) -> str:
    """The words of a property, "" where there are none. What is long stands behind all properties, in their order."""
    data, count = properties.data, properties.instance
    at = 6 * count
    for index in range(min(count, len(data) // 6)):
        name, length = unpack_from("<HI", data, 6 * index)
        if not name & 0x8000:
            continue
        if name & 0x3FFF == wanted:
            return " ".join(printable(data[at : at + length].decode("utf-16-le", "replace")).split())
        at += length
    return ""
