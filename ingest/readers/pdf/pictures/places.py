"""Where the pictures of a page are that may have words which its text has not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.ocr.values import SeenPage
from ingest.readers.pdf.words import Area, PageContent

_LEAST = 0.08  # of the page: smaller pictures are signs and faces
_MOST = 4  # pictures of a page, the largest first
_TOUCH = 2.0  # points: strips of one picture lie so near to each other
_OWN = 5  # words of the page on a picture: it is what they are written on, or a scan whose words are known


@dataclass(frozen=True, slots=True)
class SeenPicture:
    """What is written in a picture at a place of a page."""

    place: Area
    seen: SeenPage


def places(content: PageContent) -> list[Area]:
    """Where the large pictures of a page are, those cut into strips as one, the largest first."""
    whole = content.width * content.height
    shown = [
        Area(
            max(0.0, place.left), max(0.0, place.top),
            min(content.width, place.right), min(content.height, place.bottom),
        )
        for place in content.pictures
    ]  # fmt: skip
    large = [place for place in _joined(shown) if _size(place) >= _LEAST * whole]
    free = [place for place in large if sum(1 for _ in own_words(content, place)) < _OWN]
    return sorted(free, key=_size, reverse=True)[:_MOST]


def _joined(places: Sequence[Area]) -> list[Area]:
    found: list[Area] = []
    for place in sorted(places, key=lambda one: (round(one.left), one.top)):
        last = found[-1] if found else None
        if (
            last is not None
            and abs(last.left - place.left) < _TOUCH
            and abs(last.right - place.right) < _TOUCH
            and place.top - last.bottom < _TOUCH
        ):
            found[-1] = Area(last.left, last.top, last.right, max(last.bottom, place.bottom))
        else:
            found.append(place)
    return found


def _size(place: Area) -> float:
    return max(0.0, place.right - place.left) * max(0.0, place.bottom - place.top)


def own_words(content: PageContent, place: Area) -> Iterator[Area]:
    """The places of the page's own words on a picture."""
    for word in content.words:
        across = (word.place.left + word.place.right) / 2
        down = (word.place.top + word.place.bottom) / 2
        if place.left < across < place.right and place.top < down < place.bottom:
            yield word.place
