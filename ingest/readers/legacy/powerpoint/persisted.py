"""Where the parts of a presentation stand: every saving adds what was changed, and says where it is."""

from struct import error as StructError
from struct import unpack_from

from ingest.readers.legacy.container import Container, damaged, locked, too_old
from ingest.readers.legacy.powerpoint import records
from ingest.readers.legacy.powerpoint.records import SlideRecord, record_at

_LOCKED, _OPEN = 0xF3D1C4DF, 0xE391C05F
_BOTH = "PP97_DUALSTORAGE/"  # where a file that PowerPoint 95 can read too has what 97 reads
_SHORTEST = 28  # bytes of the stream that says who was the last to save it, since 97
_MOST_EDITS, _MOST_PARTS = 10_000, 200_000
_WITH_PASSWORD = 32  # bytes of a user edit that names what it is locked with


class Persisted:
    """The parts of a presentation by their numbers; `document` is the part that names the slides."""

    def __init__(self, container: Container) -> None:
        """Raises UnreadableFile where it is locked, too old, or damaged."""
        folder = _BOTH if container.has(f"{_BOTH}PowerPoint Document") else ""
        self._content = container.stream(f"{folder}PowerPoint Document")
        user = container.stream(f"{folder}Current User")
        is_95 = 4 <= len(user) < _SHORTEST and unpack_from("<I", user)[0] + 4 == len(user)
        if is_95 or (not self._content and container.has("PP40")):
            raise too_old("PowerPoint", ".pptx")
        if not self._content:
            raise damaged("PowerPoint")
        token = unpack_from("<I", user, 12)[0] if len(user) >= 16 else 0
        if token == _LOCKED or (container.has("EncryptedSummary") and token != _OPEN):
            raise locked()
        self._places: dict[int, int] = {}
        number = self._edits(user)
        document = self.part(number) if number else None
        if document is None or document.kind != records.DOCUMENT:
            document = self._searched(records.DOCUMENT)
        if document is None:
            raise damaged("PowerPoint")
        self.document = document

    def part(self, number: int) -> SlideRecord | None:
        """A part by its number, None where there is none."""
        place = self._places.get(number)
        return None if place is None else record_at(self._content, place)

    def slides(self) -> list[SlideRecord]:
        """All slides in the order in which they stand, where the document does not name them."""
        everything = records.records(self._content, 0, len(self._content))
        return [record for record in everything if record.kind == records.SLIDE]

    def _edits(self, user: bytes) -> int:
        """Take over the places that each edit names, the latest first; the number of the document, 0 for none."""
        place = unpack_from("<I", user, 16)[0] if len(user) >= 20 else 0
        document = 0
        seen: set[int] = set()
        while place and place not in seen and len(seen) < _MOST_EDITS:
            seen.add(place)
            edit = record_at(self._content, place)
            if edit is None or edit.kind != records.USER_EDIT:
                break
            try:
                before, places, number = unpack_from("<3I", edit.data, 8)
            except StructError:
                break
            if len(edit.data) >= _WITH_PASSWORD:
                raise locked()
            document = document or number
            self._take(places)
            place = before
        return document

    def _take(self, place: int) -> None:
        """Take over a table of places, where no later edit has named them."""
        table = record_at(self._content, place)
        if table is None or table.kind not in (records.PLACES, records.PLACES_NEW):
            return
        data, at = table.data, 0
        while at + 4 <= len(data) and len(self._places) < _MOST_PARTS:
            head = unpack_from("<I", data, at)[0]
            first, count = head & 0xFFFFF, head >> 20
            at += 4
            for index in range(min(count, (len(data) - at) // 4)):
                self._places.setdefault(first + index, unpack_from("<I", data, at + 4 * index)[0])
            at += 4 * count

    def _searched(self, kind: int) -> SlideRecord | None:
        """The last part of a kind in the file: it is the latest."""
        found = None
        for record in records.records(self._content, 0, len(self._content)):
            if record.kind == kind:
                found = record
        return found
