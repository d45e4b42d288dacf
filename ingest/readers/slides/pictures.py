"""Pictures of a slide that may have words in them, for who can read pictures."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from ingest.readers.ooxml.elements import child, name, number, relation
from ingest.readers.slides.frames import Box, SlideShape
from ingest.readers.slides.package.deck import Slide
from ingest.readers.slides.package.parts import SlideParts

_BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_LEAST, _LARGEST = 3_000, 40_000_000  # bytes
_WIDE, _TALL, _AREA = 0.12, 0.06, 0.03  # of a slide
_OFTEN = 3  # slides with the same picture: it is a logo
_WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
MOST = 60
"""Pictures of a file that are worth the time to read them."""


@dataclass(frozen=True, slots=True)
class SlidePicture:
    """A picture in its file's own bytes. `box` is its rectangle in fractions of the slide, the origin top left.

    `slide` counts from 1. `crop` is what is cut off at its left, top, right and bottom, in fractions of the picture.
    """

    slide: int
    part: str
    blob: bytes
    box: Box
    crop: Box = (0.0, 0.0, 0.0, 0.0)


class SlidePictures:
    """Collects the pictures of slide after slide, at most `MOST` of a file, each part of it at most three times."""

    def __init__(self, parts: SlideParts, most: int = MOST) -> None:
        self._parts = parts
        self._left = most
        self._seen: Counter[str] = Counter()

    def of(self, slide: Slide, shapes: Sequence[SlideShape]) -> list[SlidePicture]:
        """The pictures of a slide that are large enough to hold words, in the order of the file."""
        found: list[SlidePicture] = []
        for key, box, crop in _filled(slide, shapes):
            held = slide.relations.get(key)
            if held is None or not _is_large(box) or self._left <= 0 or self._seen[held.target] >= _OFTEN:
                continue
            if not _LEAST <= self._parts.size(held.target) <= _LARGEST:
                continue
            blob = self._parts.blob(held.target)
            if blob.startswith(_BEGINNINGS):
                self._seen[held.target] += 1
                self._left -= 1
                found.append(SlidePicture(slide.number, held.target, blob, box, crop))
        return found


def _filled(slide: Slide, shapes: Sequence[SlideShape]) -> Iterator[tuple[str, Box, Box]]:
    """Which relationship, where and how much of it: the background, pictures, and shapes filled with pictures."""
    yield from _fill(child(slide.root, "cSld", "bg", "bgPr"), _WHOLE)
    for shape in shapes:
        if shape.parts:
            yield from _filled(Slide(slide.number, slide.part, None), shape.parts)
        elif shape.box is not None:
            yield from _fill(shape.element, shape.box)
            yield from _fill(child(shape.element, "spPr"), shape.box)
            for picture in shape.element.iter() if shape.kind == "graphicFrame" else ():
                if name(picture) == "pic":  # what an embedded file looks like
                    yield from _fill(picture, shape.box)


def _fill(holder: etree._Element | None, box: Box) -> Iterator[tuple[str, Box, Box]]:
    fill = child(holder, "blipFill")
    key = relation(child(fill, "blip"), "embed")
    if key:
        cut = child(fill, "srcRect")
        left, top, right, bottom = (_share(cut, side) for side in "ltrb")
        yield key, box, (left, top, right, bottom)


def _share(cut: etree._Element | None, side: str) -> float:
    return min(1.0, max(0.0, number(cut, side) / 100_000))


def _is_large(box: Box) -> bool:
    left, top, right, bottom = (min(1.0, max(0.0, side)) for side in box)
    wide, tall = right - left, bottom - top
    return wide >= _WIDE and tall >= _TALL and wide * tall >= _AREA
