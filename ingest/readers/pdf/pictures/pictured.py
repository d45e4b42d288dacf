"""A picture that stands on a page with text: seen whether it has words, and read by OCR where it has."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2

from ingest.readers.ocr.pages import seen_page
from ingest.readers.ocr.seeing.corners import size_of
from ingest.readers.ocr.seeing.engine import Pixels, engine
from ingest.readers.ocr.values import SeenLine, SeenPage
from ingest.readers.pdf.pictures.places import own_words
from ingest.readers.pdf.pictures.scanned import drawn_part
from ingest.readers.pdf.words import Area, PageContent

_GLANCE = 960  # pixels of the longer side: enough to see whether there are lines
_LONG = 2.5  # times as long as high: a line of words, not a spot in a photograph
_DOTS = 200 / 72  # pixels a point, to read
_NOTHING = SeenPage(1, 1, 1, 1)


def seen(
    document: pypdfium2.PdfDocument, content: PageContent, place: Area, name: str, known: set[bytes]
) -> SeenPage:
    """What is written in a picture at a place of a page; nothing in a photograph, or where it is `known` from a page
    before. `name` is that of a file that it is kept in.

    Raises PageTooLong where reading it takes too long, PdfiumError where the page cannot be drawn.
    """
    side = max(place.right - place.left, place.bottom - place.top)
    small = drawn_part(document, content, place, min(_DOTS, _GLANCE / side))
    mark = hashlib.sha256(small.tobytes()).digest()
    if mark in known:
        return _NOTHING
    known.add(mark)
    if not _has_lines(small):
        return _NOTHING
    found = seen_page(name, lambda: drawn_part(document, content, place, _DOTS), is_upright=True)
    return replace(found, lines=tuple(_without_own(found, content, place)))


def _has_lines(picture: Pixels) -> bool:
    return any(wide > _LONG * high for wide, high in map(size_of, engine().find(picture)))


def _without_own(seen: SeenPage, content: PageContent, place: Area) -> Iterator[SeenLine]:
    """The lines of a picture without those that are words of the page, written on it."""
    across = seen.width / max(1.0, place.right - place.left)
    down = seen.height / max(1.0, place.bottom - place.top)
    own = [
        (
            (word.left - place.left) * across, (word.top - place.top) * down,
            (word.right - place.left) * across, (word.bottom - place.top) * down,
        )
        for word in own_words(content, place)
    ]  # fmt: skip
    for line in seen.lines:
        boxes = [word.box for word in line.words]
        if not any(
            box[0] < one[2] and one[0] < box[2] and box[1] < one[3] and one[1] < box[3]
            for box in boxes
            for one in own
        ):
            yield line
