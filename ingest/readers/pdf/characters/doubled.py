"""Letters that are drawn again where they stand already: bold by hand, shadows, overlays."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf.characters.glyphs import NO_BLANK, Character
from ingest.readers.pdf.characters.runs import Run
from ingest.readers.pdf.words import Area

_NEAR = 0.12  # of the size
_CELL = 6.0  # points: where to look for the same letter, and the most that it is away
_WIDE = 48.0  # points: where to look for a run that may have it
_TALL = 200  # cells: a run over more of them is looked at every time


def once(runs: Iterable[Run]) -> list[Character]:
    """The characters of runs without those that are drawn again.

    Of each text object the first is looked at, and others only after one that stood there already.
    """
    found, kept = _Found(), list[Character]()
    blank = NO_BLANK
    for run in runs:
        own, first = run.glyphs, 0
        while first < len(own) and found.has(own[first]):
            blank = max(blank, own[first].blank)
            first += 1
        own = own[first:] if first else own
        if own:
            own[0].blank, blank = max(blank, own[0].blank), NO_BLANK
            found.add(own, run.place)
            kept += own
    return kept


def _cells(at: float, near: float, size: float) -> range:
    """The cells of that size that are at most so near to a place: three where letters are large."""
    return range(int((at - near) // size), int((at + near) // size) + 1)


@dataclass(slots=True)
class _Kept:
    """Characters of one text object that are kept, by their places once they are asked for."""

    glyphs: Sequence[Character]
    left: float
    right: float
    places: dict[tuple[str, int, int], list[Character]] = field(default_factory=dict)

    def has(self, glyph: Character, near: float) -> bool:
        x, y, size = glyph.left, glyph.top, glyph.type.size
        if not self.left - near < x < self.right + near or glyph.type is self.glyphs[0].type:
            return False
        if not self.places:
            for other in self.glyphs:
                key = other.text, int(other.left // _CELL), int(other.top // _CELL)
                self.places.setdefault(key, []).append(other)
        return any(
            abs(other.left - x) < near and abs(other.top - y) < near and abs(other.type.size - size) < near
            for column in _cells(x, near, _CELL)
            for row in _cells(y, near, _CELL)
            for other in self.places.get((glyph.text, column, row), ())
        )


class _Found:
    """The runs that are kept, by the parts of the page that they begin to the left of, stand in, or reach."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[_Kept]] = defaultdict(list)
        self._everywhere: list[_Kept] = []

    def add(self, glyphs: Sequence[Character], place: Area) -> None:
        kept = _Kept(glyphs, place.left, place.right)
        tops = [glyph.top for glyph in glyphs]
        columns = range(int(place.left // _WIDE), int(place.right // _WIDE) + 1)
        rows = range(int(min(tops) // _CELL), int(max(tops) // _CELL) + 1)
        if len(columns) * len(rows) > _TALL:
            self._everywhere.append(kept)
            return
        for column in columns:
            for row in rows:
                self._cells[column, row].append(kept)

    def has(self, glyph: Character) -> bool:
        """Whether the same letter stands there."""
        near = min(_NEAR * glyph.type.size, _CELL)
        x, y = glyph.left, glyph.top
        for column in _cells(x, near, _WIDE):
            for row in _cells(y, near, _CELL):
                for kept in self._cells.get((column, row), ()):
                    if kept.has(glyph, near):
                        return True
        return any(kept.has(glyph, near) for kept in self._everywhere)
