"""Which characters nobody sees who looks at the page."""

from collections.abc import Callable, Sequence

from ingest.readers.pdf.characters.fonts import Colour
from ingest.readers.pdf.characters.glyphs import Character
from ingest.readers.pdf.characters.runs import Run, runs
from ingest.readers.pdf.seen import Seen
from ingest.readers.pdf.shapes.drawn import Drawn, Layer
from ingest.readers.pdf.shapes.piles import Pile
from ingest.readers.pdf.words import Area

_LEAST_SIZE = 1.0  # points
_SAME_COLOUR = 16  # of 255, in each of red, green and blue
_EDGE = 1.0  # points
_SCAN, _RECOGNISED = 0.5, 0.8  # shares: of the page under pictures, of its characters hidden
_SOME = 12  # letters
_WHITE = (255, 255, 255)

IsSolid = Callable[[Layer], bool]
"""Whether nothing shines through a picture."""


def without_hidden(
    glyphs: Sequence[Character], drawn: Drawn, seen: Seen, is_solid: IsSolid
) -> tuple[list[Run], bool]:
    """The characters that are seen, and whether words were left out (a few letters are no words).

    A scan has its recognised text hidden behind (or under) its picture: there it is what is seen.
    """
    sight = _Sight(drawn, seen, is_solid)
    every = list(runs(glyphs))
    found = [sight.hidden(run) for run in every]
    if not any(map(any, found)):
        return every, False
    why = [reason for reasons in found for reason in reasons]
    if _is_scan(why, drawn, seen):
        why = ["" if reason in ("invisible", "covered") else reason for reason in why]
    if not any(why):
        return every, False
    shown = [glyph for glyph, reason in zip(glyphs, why, strict=True) if not reason]
    skipped = sum(glyph.text.isalpha() for glyph, reason in zip(glyphs, why, strict=True) if reason)
    return list(runs(shown)), skipped >= _SOME


def _is_scan(why: Sequence[str], drawn: Drawn, seen: Seen) -> bool:
    under = sum(reason in ("invisible", "covered") for reason in why)
    if not under or under < _RECOGNISED * len(why):
        return False
    pictures = sum(max(0.0, p.right - p.left) * max(0.0, p.bottom - p.top) for p in drawn.pictures)
    return pictures >= _SCAN * seen.width * seen.height


class _Sight:
    """Asks for all characters of a text object at once, and for each only where that leaves it open."""

    def __init__(self, drawn: Drawn, seen: Seen, is_solid: IsSolid) -> None:
        self._drawn, self._is_solid = drawn, is_solid
        self._page = Area(-_EDGE, -_EDGE, seen.width + _EDGE, seen.height + _EDGE)
        self._layers = Pile(drawn.layers, seen.height)
        self._covering = Pile([layer for layer in drawn.layers if layer.solid or layer.item], seen.height)
        self._colours = {layer.colour for layer in drawn.layers} | {_WHITE}
        self._doubtful: dict[Colour | None, bool] = {}
        self._solid: dict[int, bool] = {}

    def hidden(self, run: Run) -> list[str]:
        """For each character why it is not seen, "" where it is."""
        kind, count = run.type, len(run.glyphs)
        if kind.invisible:
            return ["invisible"] * count
        if kind.size < _LEAST_SIZE:
            return ["small"] * count
        clip = self._drawn.clips.get(kind.address)
        over, under = self._over(run), self._under(run)
        is_open = over or not _within(run.place, self._page)
        is_open = is_open or (clip is not None and not _within(run.place, clip))
        if is_open or (under and not _within(run.place, under[0].place)):
            return [self._why(glyph, clip, over, under) for glyph in run.glyphs]
        return [_by_colour(kind.colour, under)] * count

    def _why(
        self, glyph: Character, clip: Area | None, over: Sequence[Layer], under: Sequence[Layer] | None
    ) -> str:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        if not _holds(self._page, x, y):
            return "outside"
        if clip is not None and not _holds(clip, x, y, _EDGE):
            return "cut off"
        if any(_holds(layer.place, x, y) and self._covers(layer) for layer in over):
            return "covered"
        behind = None if under is None else [layer for layer in under if _holds(layer.place, x, y)]
        return _by_colour(glyph.type.colour, behind)

    def _over(self, run: Run) -> list[Layer]:
        """What may cover some of a run; nothing where the order is not known."""
        order = self._drawn.order.get(run.type.address)
        if order is None:
            return []
        return [layer for layer in self._covering.at(run.place) if layer.order > order]

    def _under(self, run: Run) -> list[Layer] | None:
        """What is behind some of a run, the uppermost first; None where its colour differs from all that may be."""
        colour, order = run.type.colour, self._drawn.order.get(run.type.address)
        if colour not in self._doubtful:
            self._doubtful[colour] = any(_alike(colour, other) for other in self._colours)
        if order is None or not self._doubtful[colour]:
            return None
        return [layer for layer in reversed(self._layers.at(run.place)) if layer.order < order]

    def _covers(self, layer: Layer) -> bool:
        if layer.solid:
            return True
        if layer.order not in self._solid:
            self._solid[layer.order] = self._is_solid(layer)
        return self._solid[layer.order]


def _by_colour(colour: Colour | None, under: Sequence[Layer] | None) -> str:
    """Why letters are not seen that have nothing over them, `under` being what is behind, the uppermost first."""
    if under is None:
        return ""
    return "of the colour behind it" if _alike(colour, under[0].colour if under else _WHITE) else ""


def _within(place: Area, other: Area) -> bool:
    return (
        other.left <= place.left
        and place.right <= other.right
        and other.top <= place.top
        and place.bottom <= other.bottom
    )


def _holds(place: Area, x: float, y: float, edge: float = 0.0) -> bool:
    return place.left - edge <= x <= place.right + edge and place.top - edge <= y <= place.bottom + edge


def _alike(one: Colour | None, other: Colour | None) -> bool:
    if one is None or other is None:
        return False
    return all(abs(a - b) < _SAME_COLOUR for a, b in zip(one, other, strict=True))
