"""A presentation: its slides in the order in which they are shown, with what each one is made after."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.cleaning import printable
from ingest.readers.ooxml.elements import child, children, is_on, name, number, relation
from ingest.readers.ooxml.links import PartLink
from ingest.readers.slides.package.parts import DAMAGED, SlideParts
from rag.errors import UnreadableFile

_NAMED = re.compile(r"(?:ppt/)?slides/[^/]*?(\d+)\.xml")
_USUAL = (9_144_000, 6_858_000)  # English metric units of a slide that says nothing of its size


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: `root` is None where its part is missing or no XML. `layout` and `master` are what it is made after."""

    number: int
    part: str
    root: etree._Element | None
    relations: dict[str, PartLink] = field(default_factory=dict)
    layout: etree._Element | None = None
    master: etree._Element | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether it is left out when the slides are shown."""
        return not is_on(self.root, "show", default=True)

    @property
    def shapes(self) -> etree._Element | None:
        """The tree of its shapes."""
        return child(self.root, "cSld", "spTree")


class Deck:
    """A presentation as it is in the file."""

    def __init__(self, parts: SlideParts) -> None:
        """Raises UnreadableFile where it has neither a presentation nor slides."""
        self.parts = parts
        main = [*parts.related("", "officeDocument"), "ppt/presentation.xml"]
        self._main = next((part for part in main if parts.size(part)), "")
        self.root = parts.xml(self._main) if self._main else None
        found = self._listed()
        if name(self.root) != "presentation" or (not found and child(self.root, "sldIdLst") is not None):
            found = found or self._by_name()
            if not found and name(self.root) != "presentation":
                raise UnreadableFile(DAMAGED)
        self._slides = found
        size = child(self.root, "sldSz")
        self.width = max(1, number(size, "cx", _USUAL[0]))
        self.height = max(1, number(size, "cy", _USUAL[1]))

    def __len__(self) -> int:
        """How many slides there are."""
        return len(self._slides)

    def slides(self, most: int | None = None, every: int = 1) -> Iterator[Slide]:
        """The slides in order, each read when it is asked for: the first `most`, and of them one in `every`."""
        for index in range(0, len(self._slides[:most]), every):
            yield self._slide(index + 1, self._slides[index])

    @property
    def title(self) -> str:
        """What the file says that it is called, "" where it says nothing."""
        for part in [*self.parts.related("", "core-properties"), "docProps/core.xml"]:
            said = child(self.parts.xml(part), "title")
            if said is not None and said.text:
                return " ".join(printable(said.text).split())
        return ""

    @property
    def media_type(self) -> str:
        """The type of the file by what it says of its main part."""
        types = self.parts.blob("[Content_Types].xml").lower()
        macros = b"macroenabled" in types
        for kind, plain in ((b"slideshow", "slideshow"), (b"template", "template")):
            if b".presentationml." + kind + b".main" in types or b"powerpoint." + kind + b".macro" in types:
                return _media_type(plain, macros)
        return _media_type("presentation", macros)

    def _slide(self, place: int, part: str) -> Slide:
        root = self.parts.xml(part) if part else None
        if root is None or name(root) != "sld":
            return Slide(place, part, None)
        relations = self.parts.relations(part)
        layout = next((held.target for held in relations.values() if held.kind == "slideLayout"), "")
        master = next(iter(self.parts.related(layout, "slideMaster")), "") if layout else ""
        return Slide(
            place,
            part,
            root,
            relations,
            self.parts.xml(layout, keep=True) if layout else None,
            self.parts.xml(master, keep=True) if master else None,
        )

    def _listed(self) -> list[str]:
        """The parts of the slides in order, "" for one that cannot be found; [] where none can."""
        relations = self.parts.relations(self._main) if self._main else {}
        listed = children(child(self.root, "sldIdLst"), "sldId")
        found = [relations.get(relation(slide)) for slide in listed]
        parts = [held.target if held and self.parts.size(held.target) else "" for held in found]
        return parts if any(parts) else []

    def _by_name(self) -> list[str]:
        named = ((_NAMED.fullmatch(part), part) for part in self.parts.names())
        return [part for _, part in sorted((int(found[1]), part) for found, part in named if found)]


def _media_type(kind: str, macros: bool) -> str:
    if macros:
        return f"application/vnd.ms-powerpoint.{kind}.macroEnabled.12"
    return f"application/vnd.openxmlformats-officedocument.presentationml.{kind}"


def default_styles(deck: Deck) -> etree._Element | None:
    """How text looks that nothing else is said of."""
    return child(deck.root, "defaultTextStyle")
