"""Boxes on a page: those of single characters, joined into one a line."""

from collections.abc import Iterable
from dataclasses import dataclass

# Words of a justified line stand further apart than this only where a column ends.
_GAP = 0.03


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions of the page's width and height, origin top left."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def on_side(self) -> "Box":
        """The box with its axes exchanged."""
        return Box(self.top, self.left, self.bottom, self.right)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it stands on a page; `box` None for one that has no place (a line end).

    `upright` is False for one that lies on its side, as seen by the reader.
    """

    character: str
    box: Box | None
    upright: bool = True


def lines(glyphs: Iterable[Glyph]) -> list[Box]:
    """The boxes of characters, joined while they follow one another on a line."""
    found: list[Box] = []
    for glyph in glyphs:
        if glyph.box is None or not glyph.character.strip():
            continue
        if found and _same_line(found[-1], glyph.box, glyph.upright):
            found[-1] = found[-1].joined(glyph.box)
        else:
            found.append(glyph.box)
    return found


def _same_line(line: Box, box: Box, upright: bool) -> bool:
    if not upright:
        line, box = line.on_side(), box.on_side()
    shared = min(line.bottom, box.bottom) - max(line.top, box.top)
    height = min(line.bottom - line.top, box.bottom - box.top)
    gap = max(box.left - line.right, line.left - box.right)
    return shared > height / 2 and gap < _GAP
