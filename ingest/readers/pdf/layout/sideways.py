"""Words that lie on their side, read as if the page were turned."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.readers.pdf.layout.draft import Draft
from ingest.readers.pdf.layout.strips import rows_of
from ingest.readers.pdf.words import Place, Word
from rag.values import Kind


def drafts(words: Sequence[Word], width: float, height: float) -> list[Draft]:
    """A paragraph for each line of words on their side; one that runs along the edge of the page is furniture."""
    if not words:
        return []
    upwards = _reads_upwards(words)
    turned = [
        replace(
            word,
            place=(place := _turned(word.place, width, height, upwards)),
            baseline=_base(place),
            upright=True,
            raised=0,
        )
        for word in words
    ]
    own = {id(new): old for new, old in zip(turned, words, strict=True)}
    found: list[Draft] = []
    for row in rows_of(turned):
        line = [word for strip in row for word in strip.words]
        at = sum(own[id(word)].place.left for word in line) / len(line)
        edge = not 0.08 * width < at < 0.92 * width
        kind = Kind.FURNITURE if edge and len(words) < 40 else Kind.PARAGRAPH
        found.append(Draft(kind, lines=(tuple(own[id(word)] for word in line),)))
    return found


def _reads_upwards(words: Sequence[Word]) -> bool:
    up = down = 0
    for before, after in pairwise(words):
        if abs(before.place.left - after.place.left) < before.size / 2:
            up += after.place.top < before.place.top
            down += after.place.top > before.place.top
    return up >= down


def _turned(place: Place, width: float, height: float, upwards: bool) -> Place:
    if upwards:
        return Place(height - place.bottom, place.left, height - place.top, place.right)
    return Place(place.top, width - place.right, place.bottom, width - place.left)


def _base(place: Place) -> float:
    return (place.top + place.bottom) / 2
