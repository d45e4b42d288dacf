"""What is written on layouts and masters themselves, and so is seen on every slide that is made after them."""

from collections.abc import Iterator

from lxml import etree

from ingest.readers.ooxml.elements import child, is_on
from ingest.readers.slides.frames import SlideShape, SlideShapes, placeholder
from ingest.readers.slides.package.deck import Slide
from ingest.readers.slides.titles import words_of


class LayoutWords:
    """Knows the words of the layouts of a deck, each found once."""

    def __init__(self, shapes: SlideShapes) -> None:
        self._shapes = shapes
        self._known: dict[etree._Element, list[str]] = {}

    def behind(self, slide: Slide) -> list[str]:
        """What is seen on a slide and stands on its layout or its master.

        Their placeholders are only seen where the slide has them, and what stands beside the slide never is.
        """
        found: list[str] = []
        shows = is_on(slide.root, "showMasterSp", default=True)
        for root in (slide.layout, slide.master):
            if root is None or not shows:
                break
            if root not in self._known:
                made = self._shapes.inside(child(root, "cSld", "spTree"))
                self._known[root] = [words for shape in made for words in _seen(shape)]
            found += self._known[root]
            shows = is_on(root, "showMasterSp", default=True)
        return list(dict.fromkeys(found))


def _seen(shape: SlideShape) -> Iterator[str]:
    left, top, right, bottom = shape.box or (0.0, 0.0, 1.0, 1.0)
    if placeholder(shape.element) is None and left < 1 and top < 1 and right > 0 and bottom > 0:
        if text := words_of(shape):
            yield text
        for part in shape.parts:
            yield from _seen(part)
