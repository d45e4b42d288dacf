"""The slides of a presentation in the order in which they are shown, each with its notes."""

from dataclasses import dataclass
from struct import unpack_from

from ingest.readers.legacy.powerpoint import records
from ingest.readers.legacy.powerpoint.persisted import Persisted
from ingest.readers.legacy.powerpoint.records import SlideRecord
from ingest.readers.legacy.powerpoint.texts import SlideText, texts

_SLIDES, _NOTES = 0, 2


@dataclass(frozen=True, slots=True)
class ListedSlide:
    """A slide: its part, the texts that the document keeps for it, and the same of its notes."""

    part: SlideRecord | None
    outline: tuple[SlideText, ...] = ()
    notes: SlideRecord | None = None
    notes_outline: tuple[SlideText, ...] = ()


def listed(persisted: Persisted) -> list[ListedSlide]:
    """The slides that the document names; where it names none, those that are in the file."""
    notes = {number: (part, said) for number, part, said in _entries(persisted, _NOTES)}
    found: list[ListedSlide] = []
    for _, part, said in _entries(persisted, _SLIDES):
        note, note_said = notes.get(_notes_of(part), (None, ()))
        found.append(ListedSlide(part, said, note, note_said))
    return found or [ListedSlide(part) for part in persisted.slides()]


def _entries(persisted: Persisted, which: int) -> list[tuple[int, SlideRecord | None, tuple[SlideText, ...]]]:
    """(number, part, texts) of each slide or page of notes that the document names."""
    found: list[tuple[int, SlideRecord | None, tuple[SlideText, ...]]] = []
    for names in persisted.document.records():
        if names.kind != records.SLIDE_LIST or names.instance != which:
            continue
        inner = list(names.records())
        starts = [at for at, record in enumerate(inner) if record.kind == records.SLIDE_PLACE]
        for start, end in zip(starts, [*starts[1:], len(inner)], strict=True):
            data = inner[start].data
            if len(data) >= 16:
                place, number = unpack_from("<I", data)[0], unpack_from("<I", data, 12)[0]
                found.append((number, persisted.part(place), tuple(texts(inner[start + 1 : end]))))
    return found


def _notes_of(slide: SlideRecord | None) -> int:
    """The number of the notes of a slide, 0 for none."""
    atom = slide.first(records.SLIDE_ATOM) if slide is not None else None
    return unpack_from("<I", atom.data, 16)[0] if atom is not None and len(atom.data) >= 20 else 0
