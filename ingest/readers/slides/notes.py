"""What is said beside a slide: the notes of its speaker, and comments."""

from collections.abc import Iterator

from lxml import etree

from ingest.readers.cleaning import printable
from ingest.readers.drawings.words import plain
from ingest.readers.ooxml.elements import attribute, child, children, name
from ingest.readers.slides.frames import MARGINS, placeholder
from ingest.readers.slides.package.deck import Slide
from ingest.readers.slides.package.parts import SlideParts
from ingest.readers.slides.text.paragraphs import paragraphs
from ingest.readers.slides.text.styles import SlideStyles
from rag.values.pages import Kind

_DEEPEST = 60


def beside(parts: SlideParts, slide: Slide) -> Iterator[tuple[Kind, str]]:
    """Notes, comments and the margins of the page of notes, in this order."""
    margins: list[str] = []
    for part in (held.target for held in slide.relations.values() if held.kind == "notesSlide"):
        for shape in _shapes(child(parts.xml(part), "cSld", "spTree"), 0):
            holder = placeholder(shape)
            body = child(shape, "txBody")
            if holder is not None and attribute(holder, "type") in MARGINS:
                margins += [] if attribute(holder, "type") == "sldNum" else [plain(body)]
            elif not _is_number(body):
                for paragraph in paragraphs(body, SlideStyles(child(body, "lstStyle"))):
                    yield Kind.NOTE, paragraph.shown
    for part in (held.target for held in slide.relations.values() if held.kind == "comments"):
        yield from ((Kind.COMMENT, text) for text in _comments(parts.xml(part)))
    yield from ((Kind.FURNITURE, text) for text in margins if text)


def _is_number(body: etree._Element | None) -> bool:
    """Whether a text is nothing but the number of the slide."""
    fields = () if body is None else [element for element in body.iter() if name(element) == "fld"]
    return plain(body).isdigit() and any(attribute(field, "type") == "slidenum" for field in fields)


def _shapes(tree: etree._Element | None, depth: int) -> Iterator[etree._Element]:
    for element in children(tree, "sp", "grpSp"):
        if name(element) == "sp":
            yield element
        elif depth < _DEEPEST:
            yield from _shapes(element, depth + 1)


def _comments(root: etree._Element | None) -> Iterator[str]:
    """What each comment and each reply to it says, of the old kind (`p:text`) and of the new one (`p188:txBody`)."""
    for element in () if root is None else root.iter():
        kind = name(element)
        if kind == "txBody":
            lines = (paragraph.shown for paragraph in paragraphs(element, SlideStyles()))
        elif kind == "text" and name(element.getparent()) == "cm":
            lines = (" ".join(line.split()) for line in printable(element.text or "").split("\n"))
        else:
            continue
        if said := "\n".join(line for line in lines if line):
            yield said
