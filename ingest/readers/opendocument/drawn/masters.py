"""What the master page of a slide adds to it: its size, and the words at its foot."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.opendocument.drawn.places import centimetres
from ingest.readers.opendocument.flow import Flow, plain
from ingest.readers.opendocument.names import Element, child, children, name_of, value, within
from ingest.readers.opendocument.package import OpenDocumentPackage
from ingest.readers.opendocument.styles import OpenDocumentStyles
from ingest.readers.opendocument.words import SHAPES

_DECLARED = {
    "presentation:footer": ("presentation:use-footer-name", "presentation:footer-decl"),
    "presentation:header": ("presentation:use-header-name", "presentation:header-decl"),
    "presentation:date-time": ("presentation:use-date-time-name", "presentation:date-time-decl"),
}
_SHOWN = {
    "footer": "presentation:display-footer",
    "header": "presentation:display-header",
    "date-time": "presentation:display-date-time",
    "page-number": "presentation:display-page-number",
}
_PROPERTIES = "style:drawing-page-properties"
_USUAL = 28.0, 21.0  # centimetres of a slide that says nothing


@dataclass(frozen=True, slots=True)
class Master:
    """A master page, and its `width` and `height` in centimetres."""

    element: Element | None
    width: float
    height: float


class Masters:
    """The master pages of a file, and what its slides say for their footers."""

    def __init__(self, package: OpenDocumentPackage, body: Element) -> None:
        self._package = package
        root = package.styles[-1]
        self._styles = OpenDocumentStyles([root])
        self._layouts = {
            value(each, "style:name"): each for each in within(root, "style:page-layout", "style:page-master")
        }
        self._masters = {value(each, "style:name"): each for each in within(root, "style:master-page")}
        self._said = {
            (name_of(each), value(each, "presentation:name")): " ".join("".join(each.itertext()).split())
            for each in children(body, *(kind for _, kind in _DECLARED.values()))
        }

    def of(self, slide: Element) -> Master:
        """The master page of a slide."""
        element = self._masters.get(value(slide, "draw:master-page-name"))
        layout = None
        if element is not None:
            named = value(element, "style:page-layout-name") or value(element, "style:page-master-name")
            layout = child(self._layouts.get(named), "style:page-layout-properties", "style:properties")
        width = centimetres(value(layout, "fo:page-width")) if layout is not None else None
        height = centimetres(value(layout, "fo:page-height")) if layout is not None else None
        return Master(element, *((width, height) if width and height else _USUAL))

    def running(
        self, slide: Element, master: Master, styles: OpenDocumentStyles
    ) -> Iterator[tuple[str, Element]]:
        """What the master adds to a slide, with the shape that says it: words of its own, the footer of the slide."""
        name = value(slide, "draw:style-name")
        if master.element is None:
            return
        hidden = (
            styles.property("drawing-page", name, _PROPERTIES, "presentation:background-objects-visible")
            == "false"
        )
        flow = Flow(self._package, self._styles, self._fields(slide))
        for shape in children(master.element, *SHAPES):
            kind = value(shape, "presentation:class")
            if kind in _SHOWN:
                shown = styles.property("drawing-page", name, _PROPERTIES, _SHOWN[kind]) != "false"
            else:
                shown = not hidden and not kind
            words = (
                " ".join(plain(piece) for piece in flow.part(shape))
                if shown and kind != "page-number"
                else ""
            )
            if any(map(str.isalpha, words)):
                yield words, shape

    def _fields(self, slide: Element) -> dict[str, str]:
        return {
            field: self._said.get((kind, value(slide, attribute)), "")
            for field, (attribute, kind) in _DECLARED.items()
        } | {"text:page-number": "", "text:page-count": ""}
