"""Which characters nobody sees who looks at the page."""

from collections.abc import Callable, Sequence

from ingest.readers.pdf.characters.fonts import Colour
from ingest.readers.pdf.characters.glyphs import NO_BLANK, Character
from ingest.readers.pdf.seen import Seen
from ingest.readers.pdf.shapes.drawn import Drawn, Layer
from ingest.readers.pdf.words import Place

_LEAST_SIZE = 1.0  # points
_SAME_COLOUR = 16  # of 255, in each of red, green and blue
_EDGE = 1.0  # points
_SCAN, _RECOGNISED = 0.5, 0.8  # shares: of the page under pictures, of its characters hidden
_SOME = 12  # letters
_CELL = 6  # points: where to look for the same letter
_WHITE = (255, 255, 255)

IsSolid = Callable[[Layer], bool]
"""Whether nothing shines through a picture."""


def without_hidden(
    glyphs: Sequence[Character], drawn: Drawn, seen: Seen, is_solid: IsSolid
) -> tuple[list[Character], bool]:
    """The characters that are seen, and whether words were left out (a few letters are no words).

    A scan has its recognised text hidden behind (or under) its picture: there it is what is seen.
    """
    sight = _Sight(drawn, seen, is_solid)
    why = [sight.hidden(glyph) for glyph in glyphs]
    if _is_scan(why, drawn, seen):
        why = ["" if reason in ("invisible", "covered") else reason for reason in why]
    shown = [glyph for glyph, reason in zip(glyphs, why, strict=True) if not reason]
    skipped = sum(glyph.text.isalpha() for glyph, reason in zip(glyphs, why, strict=True) if reason)
    return shown, skipped >= _SOME


def _is_scan(why: Sequence[str], drawn: Drawn, seen: Seen) -> bool:
    under = sum(reason in ("invisible", "covered") for reason in why)
    if not under or under < _RECOGNISED * len(why):
        return False
    pictures = sum(max(0.0, p.right - p.left) * max(0.0, p.bottom - p.top) for p in drawn.pictures)
    return pictures >= _SCAN * seen.width * seen.height


class _Sight:
    """Asks for one character after another; what holds for its whole text object is kept."""

    def __init__(self, drawn: Drawn, seen: Seen, is_solid: IsSolid) -> None:
        self._drawn, self._seen, self._is_solid = drawn, seen, is_solid
        self._number = -1
        self._over: list[Layer] = []
        self._under: list[Layer] | None = []
        self._clip: Place | None = None
        self._solid: dict[int, bool] = {}

    def hidden(self, glyph: Character) -> str:
        """Why a character is not seen, "" where it is."""
        kind = glyph.type
        if kind.invisible:
            return "invisible"
        if kind.size < _LEAST_SIZE:
            return "small"
        if kind.number != self._number:
            self._ask(glyph)
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        if not (-_EDGE < x < self._seen.width + _EDGE and -_EDGE < y < self._seen.height + _EDGE):
            return "outside"
        if self._clip is not None and not _holds(self._clip, x, y, _EDGE):
            return "cut off"
        if self._over and any(_holds(layer.place, x, y) and self._covers(layer) for layer in self._over):
            return "covered"
        if self._under is not None and kind.colour is not None:
            top = next((layer for layer in self._under if _holds(layer.place, x, y)), None)
            if _alike(kind.colour, _WHITE if top is None else top.colour):
                return "of the colour behind it"
        return ""

    def _ask(self, glyph: Character) -> None:
        """What can hide the characters of a text object: layers over it, and under it where it may be alike.

        Where the order is not known, or the colour differs from all that may be behind, no layer is asked.
        """
        kind, layers = glyph.type, self._drawn.layers
        order = self._drawn.order.get(kind.address)
        self._number, self._clip = kind.number, self._drawn.clips.get(kind.address)
        self._over, self._under = [], None
        if order is None:
            return
        if kind.straight:  # only what lies across its line
            x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
            if kind.quarter % 2:
                layers = [layer for layer in layers if layer.place.left <= x <= layer.place.right]
            else:
                layers = [layer for layer in layers if layer.place.top <= y <= layer.place.bottom]
        self._over = [layer for layer in layers if layer.order > order and (layer.solid or layer.item)]
        under = [layer for layer in reversed(layers) if layer.order < order]
        if any(_alike(kind.colour, colour) for colour in (_WHITE, *(layer.colour for layer in under))):
            self._under = under

    def _covers(self, layer: Layer) -> bool:
        if layer.solid:
            return True
        if layer.order not in self._solid:
            self._solid[layer.order] = self._is_solid(layer)
        return self._solid[layer.order]


def _holds(place: Place, x: float, y: float, edge: float = 0.0) -> bool:
    return place.left - edge <= x <= place.right + edge and place.top - edge <= y <= place.bottom + edge


def _alike(one: Colour | None, other: Colour | None) -> bool:
    if one is None or other is None:
        return False
    return all(abs(a - b) < _SAME_COLOUR for a, b in zip(one, other, strict=True))


def once(glyphs: Sequence[Character]) -> list[Character]:
    """Without letters that are drawn again where they stand already (bold by hand, shadows, overlays).

    Of each text object the first is looked at, and others only after one that stood there already.
    """
    places: dict[tuple[str, int, int], list[Character]] = {}
    kept: list[Character] = []
    blank, number, doubtful = NO_BLANK, -1, False
    for glyph in glyphs:
        doubtful = doubtful or glyph.type.number != number
        number, blank = glyph.type.number, max(blank, glyph.blank)
        if doubtful and _is_there(glyph, places):
            continue
        doubtful = False
        glyph.blank, blank = blank, NO_BLANK
        kept.append(glyph)
        places.setdefault((glyph.text, int(glyph.left // _CELL), int(glyph.top // _CELL)), []).append(glyph)
    return kept


def _is_there(glyph: Character, places: dict[tuple[str, int, int], list[Character]]) -> bool:
    x, y, size = glyph.left, glyph.top, glyph.type.size
    near = min(0.12 * size, _CELL)
    columns = {int((x - near) // _CELL), int((x + near) // _CELL)}
    rows = {int((y - near) // _CELL), int((y + near) // _CELL)}
    return any(
        other.type.number != glyph.type.number
        and abs(other.left - x) < near
        and abs(other.top - y) < near
        and abs(other.type.size - size) < near
        for column in columns
        for row in rows
        for other in places.get((glyph.text, column, row), ())
    )
