"""The records that a presentation of PowerPoint 97 to 2003 is made of: each has a kind, and data or records in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

_HEAD = 8
_HOLDS = 0xF
_DEEPEST = 40

DOCUMENT, SLIDE, NOTES = 0x03E8, 0x03EE, 0x03F0
USER_EDIT, PLACES, PLACES_NEW = 0x0FF5, 0x1771, 0x1772
SLIDE_LIST, SLIDE_PLACE = 0x0FF0, 0x03F3
SLIDE_ATOM, DOCUMENT_ATOM = 0x03EF, 0x03E9
TEXT_HEAD, CHARACTERS, BYTES, STYLES, TEXT_REFERENCE = 0x0F9F, 0x0FA0, 0x0FA8, 0x0FA1, 0x0F9E
FOOTERS, FOOTERS_ATOM, TEXT = 0x0FD9, 0x0FDA, 0x0FBA
COMMENT = 0x2EE0
DRAWING, DRAWING_PART, GROUP, SHAPE, SHAPE_PROPERTIES = 0x040C, 0xF002, 0xF003, 0xF004, 0xF00B
ANCHOR, CHILD_ANCHOR, CLIENT_DATA, TEXT_BOX, GROUP_ATOM = 0xF010, 0xF00F, 0xF011, 0xF00D, 0xF009
PLACEHOLDER, PLACEHOLDER_2007 = 0x0BC3, 0x0420
TABLE_PROPERTIES, TAGS_DATA = 0xF122, 0x138B


@dataclass(frozen=True, slots=True)
class SlideRecord:
    """A record: its kind, its instance (a number that says what it is for), and where its data stand."""

    kind: int
    instance: int
    holds: bool
    content: bytes
    start: int
    end: int

    @property
    def data(self) -> bytes:
        """Its data."""
        return self.content[self.start : self.end]

    def records(self) -> Iterator["SlideRecord"]:
        """The records in it; none in one that has data."""
        if self.holds:
            yield from records(self.content, self.start, self.end)

    def first(self, kind: int) -> "SlideRecord | None":
        """The first record of a kind in it, None where there is none."""
        return next((record for record in self.records() if record.kind == kind), None)

    def within(self, kind: int, depth: int = 0) -> Iterator["SlideRecord"]:
        """All records of a kind in it, however deep."""
        for record in self.records():
            if record.kind == kind:
                yield record
            elif depth < _DEEPEST:
                yield from record.within(kind, depth + 1)


def records(content: bytes, start: int, end: int) -> Iterator[SlideRecord]:
    """The records between two places; what is cut off at the end is left out."""
    end = min(end, len(content))
    while start + _HEAD <= end:
        record = record_at(content, start)
        if record is None:
            return
        yield (
            record
            if record.end <= end
            else SlideRecord(record.kind, record.instance, record.holds, content, record.start, end)
        )
        start = record.end


def record_at(content: bytes, place: int) -> SlideRecord | None:
    """The record that begins at a place, None where none can."""
    if not 0 <= place <= len(content) - _HEAD:
        return None
    options, kind, length = unpack_from("<HHI", content, place)
    start = place + _HEAD
    holds = options & 0xF == _HOLDS or kind == TAGS_DATA
    return SlideRecord(kind, options >> 4, holds, content, start, start + length)
