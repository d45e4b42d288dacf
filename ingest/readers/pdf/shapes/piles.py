"""Which layers lie at a place of a page, found by bands across it: a drawing can have thousands."""

from collections.abc import Sequence

from ingest.readers.pdf.shapes.drawn import Layer
from ingest.readers.pdf.words import Area

_BANDS = 64


class Pile:
    """Layers in the order in which they are drawn."""

    def __init__(self, layers: Sequence[Layer], height: float) -> None:
        self._step = max(1.0, height / _BANDS)
        self._bands: list[list[Layer]] = [[] for _ in range(_BANDS)]
        self.has_any = bool(layers)
        for layer in layers:
            for band in self._bands[self._span(layer.place)]:
                band.append(layer)

    def at(self, place: Area) -> list[Layer]:
        """Those that have a point in common with a place, the lowest first."""
        if not self.has_any:
            return []
        bands = self._bands[self._span(place)]
        if len(bands) == 1:
            return [layer for layer in bands[0] if _meet(layer.place, place)]
        found = {id(layer): layer for band in bands for layer in band if _meet(layer.place, place)}
        return sorted(found.values(), key=lambda layer: layer.order)

    def _span(self, place: Area) -> slice:
        first = max(0, min(_BANDS - 1, int(place.top / self._step)))
        last = max(0, min(_BANDS - 1, int(place.bottom / self._step)))
        return slice(first, max(first, last) + 1)


def _meet(one: Area, other: Area) -> bool:
    return (
        one.left <= other.right
        and other.left <= one.right
        and one.top <= other.bottom
        and other.top <= one.bottom
    )
