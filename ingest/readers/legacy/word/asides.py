"""What hangs on places of a Word text: notes, comments, text boxes. By the character that each hangs on."""

from collections.abc import Iterator
from itertools import pairwise
from struct import unpack_from

from ingest.readers.legacy.word.fib import Header

Aside = tuple[str, int, int, int]
"""The story, the number of the aside in it from 1, and the first and last character of what it says."""

_KINDS = (("notes", "note", 2), ("endnotes", "endnote", 2), ("comments", "comment", 30))
_BOX, _SHAPE = 22, 26  # bytes of what is said of a text box, of a shape


def asides(header: Header) -> dict[int, list[Aside]]:
    """The asides by the character that they hang on; those that hang nowhere by -1."""
    found: dict[int, list[Aside]] = {}
    for story, name, size in _KINDS:
        if header.is_old and story == "comments":
            size = 20
        places = _characters(header.table(f"{name}_marks"), size)
        texts = _starts(header.table(f"{name}_texts"))
        begin, end = header.story(story)
        if begin < end and (not texts or not places):
            found.setdefault(-1, []).append((story, 1, begin, end))
            continue
        for index, place in enumerate(places[:-1]):
            if index + 1 < len(texts) and texts[index] < texts[index + 1]:
                said = begin + texts[index], min(end, begin + texts[index + 1])
                found.setdefault(place, []).append((story, index + 1, *said))
    _boxes(header, found)
    return found


def _boxes(header: Header, found: dict[int, list[Aside]]) -> None:
    begin, end = header.story("boxes")
    data = header.table("box_texts")
    starts = _characters(data, _BOX)
    if begin < end and len(starts) < 2:
        found.setdefault(-1, []).append(("boxes", 1, begin, end))
        return
    shapes = header.table("shapes")
    places = _characters(shapes, _SHAPE)
    count = max(0, len(places) - 1)
    anchors = {unpack_from("<i", shapes, 4 * len(places) + _SHAPE * at)[0]: places[at] for at in range(count)}
    for index in range(len(starts) - 1):
        at = 4 * len(starts) + _BOX * index
        shape = unpack_from("<i", data, at + 14)[0]
        first, last = begin + starts[index], min(end, begin + starts[index + 1])
        if first < last:
            found.setdefault(anchors.get(shape, -1), []).append(("boxes", index + 1, first, last))


def heads(header: Header) -> Iterator[tuple[int, int]]:
    """The first and last character of each header and footer; the separators of notes are left out."""
    begin, end = header.story("heads")
    starts = _starts(header.table("heads"))
    if header.is_old or len(starts) < 8:
        yield begin, end
        return
    for first, last in pairwise(starts[6:]):
        if first < last and begin + last <= end:
            yield begin + first, begin + last


def _characters(table: bytes, size: int) -> tuple[int, ...]:
    """The characters that a table names, each with `size` bytes of what is said of it; one more ends it."""
    count = (len(table) - 4) // (4 + size) if len(table) >= 4 else -1
    return tuple(unpack_from(f"<{count + 1}I", table))


def _starts(table: bytes) -> tuple[int, ...]:
    return tuple(unpack_from(f"<{len(table) // 4}I", table))
