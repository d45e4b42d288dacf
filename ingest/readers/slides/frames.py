"""The shapes of a slide: what each one is, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.readers.ooxml.elements import attribute, child, children, name, number
from ingest.readers.slides.package.deck import Deck, Slide, default_styles
from ingest.readers.slides.text.paragraphs import SlideParagraph, paragraphs
from ingest.readers.slides.text.styles import SlideStyles

_DEEPEST = 60  # groups inside of groups
TITLES = frozenset({"title", "ctrTitle"})
MARGINS = frozenset({"dt", "ftr", "hdr", "sldNum"})
"""The placeholders of dates, footers, headers and slide numbers."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in fractions of a slide, the origin top left."""


@dataclass(frozen=True, slots=True)
class SlideShape:
    """A shape as it is drawn. `kind` is its element ("sp", "pic", "graphicFrame", "grpSp", "cxnSp").

    `role` is the kind of its placeholder ("title", "body", "obj" where it does not say), "" where it is none. `box` is
    None where nobody says where it stands. `words` are the paragraphs written into it, `parts` those of a group.
    """

    kind: str
    element: etree._Element
    role: str
    box: Box | None
    words: tuple[SlideParagraph, ...] = ()
    parts: tuple["SlideShape", ...] = ()


@dataclass(frozen=True, slots=True)
class _Scale:
    """How the coordinates inside of a group become those of the slide."""

    x: float
    y: float
    across: float
    down: float

    def box(self, transform: etree._Element) -> Box | None:
        offset, extent = child(transform, "off"), child(transform, "ext")
        if offset is None or extent is None:
            return None
        left, top = number(offset, "x"), number(offset, "y")
        right, bottom = left + number(extent, "cx"), top + number(extent, "cy")
        if 45 <= abs(number(transform, "rot")) / 60_000 % 180 < 135:  # turned to its side
            middle, centre = (left + right) / 2, (top + bottom) / 2
            half, tall = (bottom - top) / 2, (right - left) / 2
            left, top, right, bottom = (
                round(v) for v in (middle - half, centre - tall, middle + half, centre + tall)
            )
        return (
            self.x + left * self.across,
            self.y + top * self.down,
            self.x + right * self.across,
            self.y + bottom * self.down,
        )


class SlideShapes:
    """Finds the shapes of the slides of a deck."""

    def __init__(self, deck: Deck) -> None:
        self._usual = default_styles(deck)
        self._whole = _Scale(0, 0, 1 / deck.width, 1 / deck.height)

    def of(self, slide: Slide) -> list[SlideShape]:
        """The shapes of a slide, in the order of the file."""
        return list(self._within(slide.shapes, slide, self._whole, 0))

    def inside(self, tree: etree._Element | None) -> list[SlideShape]:
        """The shapes of a layout or a master, as they stand on a slide."""
        return list(self._within(tree, Slide(0, "", None), self._whole, 0))

    def _within(
        self, tree: etree._Element | None, slide: Slide, scale: _Scale, depth: int
    ) -> Iterator[SlideShape]:
        for element in children(tree, "sp", "pic", "graphicFrame", "grpSp", "cxnSp"):
            kind = name(element)
            if kind == "grpSp":
                inner = _inside(child(element, "grpSpPr", "xfrm"), scale)
                box = _own_box(element, scale)
                parts = () if depth > _DEEPEST else tuple(self._within(element, slide, inner, depth + 1))
                yield SlideShape(kind, element, "", box, parts=parts)
            else:
                yield self._single(element, kind, slide, scale)

    def _single(self, element: etree._Element, kind: str, slide: Slide, scale: _Scale) -> SlideShape:
        holder = placeholder(element)
        if holder is None:
            styles = SlideStyles(child(element, "txBody", "lstStyle"), self._usual)
            return SlideShape(kind, element, "", _own_box(element, scale), _words(element, styles))
        role = attribute(holder, "type", "obj")
        layout = _like(slide.layout, holder, by_number=True)
        master = _like(slide.master, holder, by_number=False)
        boxes = (_own_box(shape, scale) for shape in (element, layout, master) if shape is not None)
        box = next((found for found in boxes if found is not None), None)
        if role == "obj" and layout is not None:
            role = attribute(placeholder(layout), "type", "obj")
        style = "titleStyle" if role in TITLES else "otherStyle" if role in MARGINS else "bodyStyle"
        styles = SlideStyles(
            *(child(shape, "txBody", "lstStyle") for shape in (element, layout, master)),
            child(slide.master, "txStyles", style),
            self._usual,
        )
        return SlideShape(kind, element, role, box, _words(element, styles))


def properties(element: etree._Element) -> etree._Element | None:
    """The element that names a shape and describes it."""
    return child(_named(element), "cNvPr")


def placeholder(element: etree._Element | None) -> etree._Element | None:
    """What says which placeholder a shape fills, None where it fills none."""
    return child(_named(element), "nvPr", "ph")


def _words(element: etree._Element, styles: SlideStyles) -> tuple[SlideParagraph, ...]:
    return tuple(paragraphs(child(element, "txBody"), styles))


def _named(element: etree._Element | None) -> etree._Element | None:
    return next((held for held in children(element) if name(held).startswith("nv")), None)


def _own_box(element: etree._Element | None, scale: _Scale) -> Box | None:
    transform = child(element, "xfrm")
    for holder in ("spPr", "grpSpPr"):
        transform = child(element, holder, "xfrm") if transform is None else transform
    return None if transform is None else scale.box(transform)


def _inside(transform: etree._Element | None, scale: _Scale) -> _Scale:
    """The scale of what is in a group."""
    offset, extent = child(transform, "off"), child(transform, "ext")
    inner, size = child(transform, "chOff"), child(transform, "chExt")
    if offset is None or extent is None or inner is None or size is None:
        return scale
    wide, tall = number(size, "cx"), number(size, "cy")
    across = scale.across * (number(extent, "cx") / wide if wide else 1)
    down = scale.down * (number(extent, "cy") / tall if tall else 1)
    x = scale.x + number(offset, "x") * scale.across - number(inner, "x") * across
    y = scale.y + number(offset, "y") * scale.down - number(inner, "y") * down
    return _Scale(x, y, across, down)


def _like(
    root: etree._Element | None, holder: etree._Element | None, by_number: bool
) -> etree._Element | None:
    """The placeholder of a layout (by its number, else its kind) or a master (by its kind) that one is made after."""
    if root is None or holder is None:
        return None
    found = [
        (held, shape)
        for shape in children(child(root, "cSld", "spTree"))
        if (held := placeholder(shape)) is not None
    ]
    role = _family(holder)
    same = [shape for held, shape in found if _family(held) == role]
    if by_number and role == "body":
        index = attribute(holder, "idx", "0")
        numbered = [shape for held, shape in found if attribute(held, "idx", "0") == index]
        return next((shape for shape in numbered if shape in same), next(iter(numbered), None))
    return next(iter(same), None)


def _family(holder: etree._Element) -> str:
    role = attribute(holder, "type", "obj")
    return "title" if role in TITLES else role if role in MARGINS else "body"
