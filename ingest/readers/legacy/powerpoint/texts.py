"""The text of a shape or a slide: its paragraphs with their levels, what kind of text it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from struct import error as StructError
from struct import unpack_from

from ingest.readers.cleaning import printable
from ingest.readers.legacy.powerpoint import records
from ingest.readers.legacy.powerpoint.records import SlideRecord

TITLE, BODY, NOTES, OTHER, CENTRE_BODY, CENTRE_TITLE, HALF, QUARTER = 0, 1, 2, 4, 5, 6, 7, 8
_WESTERN = {byte: bytes((byte,)).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
TITLES = frozenset({TITLE, CENTRE_TITLE})
BODIES = frozenset({BODY, CENTRE_BODY, HALF, QUARTER})


@dataclass(frozen=True, slots=True)
class SlideText:
    """A text: its kind, and its paragraphs as (words, level from 0)."""

    kind: int
    paragraphs: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        """All paragraphs on one line."""
        return " ".join(" ".join(words.split()) for words, _ in self.paragraphs)


def texts(found: Iterable[SlideRecord]) -> Iterator[SlideText]:
    """The texts that records say, each begun by its head."""
    kind, words, styles = OTHER, "", b""
    for record in found:
        if record.kind == records.TEXT_HEAD:
            if words:
                yield _made(kind, words, styles)
            kind = unpack_from("<I", record.data)[0] if len(record.data) >= 4 else OTHER
            words, styles = "", b""
        elif record.kind == records.CHARACTERS:
            words = record.data.decode("utf-16-le", "replace")
        elif record.kind == records.BYTES:
            words = record.data.decode("latin-1").translate(_WESTERN)
        elif record.kind == records.STYLES:
            styles = record.data
    if words:
        yield _made(kind, words, styles)


def _made(kind: int, words: str, styles: bytes) -> SlideText:
    levels = _levels(styles, len(words))
    found: list[tuple[str, int]] = []
    at = 0
    for line in words.split("\r"):
        said = printable(line.replace("\x0b", "\n")).strip()
        if said:
            found.append((said, _level_at(levels, at)))
        at += len(line) + 1
    return SlideText(kind, tuple(found))


def _levels(styles: bytes, length: int) -> list[tuple[int, int]]:
    """(end, level) of each run of paragraphs that are set alike."""
    found: list[tuple[int, int]] = []
    at, end = 0, 0
    try:
        while end <= length and at + 10 <= len(styles):
            count, level, mask = unpack_from("<IHI", styles, at)
            end += count
            found.append((end, min(level, 8)))
            if not count:
                break
            at = _behind(styles, at + 10, mask)
    except StructError:
        pass  # what is known of the levels counts
    return found


def _behind(styles: bytes, at: int, mask: int) -> int:
    """Where the properties of a run of paragraphs end, by the mask that says which of them there are."""
    at += 2 * bool(mask & 0x000F)
    for bit, size in (
        (0x80, 2),
        (0x10, 2),
        (0x40, 2),
        (0x20, 4),
        (0x0800, 2),
        (0x1000, 2),
        (0x2000, 2),
        (0x4000, 2),
    ):
        at += size * bool(mask & bit)
    at += 2 * bool(mask & 0x0100) + 2 * bool(mask & 0x0400) + 2 * bool(mask & 0x8000)
    if mask & 0x100000:
        at += 2 + 4 * unpack_from("<H", styles, at)[0]
    at += 2 * bool(mask & 0x10000) + 2 * bool(mask & 0xE0000) + 2 * bool(mask & 0x200000)
    return at


def _level_at(levels: list[tuple[int, int]], place: int) -> int:
    return next((level for end, level in levels if place < end), levels[-1][1] if levels else 0)
