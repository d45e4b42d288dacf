"""A slide as blocks of a page: its title, its shapes in order, what is said beside it, its margins."""

from collections.abc import Sequence

from lxml import etree

from ingest.blocks.writer import PageWriter
from ingest.readers.drawings import charts, modern
from ingest.readers.ooxml.elements import child, name, relation
from ingest.readers.slides.alternatives import alternative
from ingest.readers.slides.bodies import introduces, write_body
from ingest.readers.slides.diagrams import words as diagram_words
from ingest.readers.slides.frames import TITLES, Box, SlideShape
from ingest.readers.slides.notes import beside
from ingest.readers.slides.order import in_order
from ingest.readers.slides.package.deck import Slide
from ingest.readers.slides.package.parts import SlideParts
from ingest.readers.slides.tables import grid
from ingest.readers.slides.text.paragraphs import paragraphs
from ingest.readers.slides.text.styles import SlideStyles
from ingest.readers.slides.titles import Repeated, is_furniture, title_of, words_of
from rag.values.pages import Kind

_SHORT = 80  # characters of what stands over a list or a table and names it
_LONG = 150  # characters of a title that goes on with what the slide says
_NEAR = 0.08  # of the height of a slide
_NUMBERS = frozenset({"‹#›", "<#>", "<number>", "‹Nr.›", "‹N°›", "‹Nº›"})


class SlideWriter:
    """Writes one slide."""

    def __init__(self, writer: PageWriter, parts: SlideParts, slide: Slide, often: Repeated) -> None:
        self._writer = writer
        self._parts = parts
        self._slide = slide
        self._often = often
        self._margins: list[SlideShape] = []
        self._diagrams = 0

    def write(self, shapes: Sequence[SlideShape], behind: Sequence[str] = ()) -> None:
        """Write what is on the slide, then the notes of its speaker and comments, then its margins, and last what is
        written `behind` it on its layout."""
        title = title_of(shapes)
        if title is not None:
            begun = len(self._writer.blocks)
            is_long = len(words_of(title)) > _LONG and len(title.words) > 1
            self._writer.heading(" ".join(title.words[0].shown.split()) if is_long else words_of(title), 1)
            write_body(self._writer, title.words[1:] if is_long else ())
            self._place(begun, title.box)
        self._all([shape for shape in shapes if shape is not title])
        for kind, text in beside(self._parts, self._slide):
            self._writer.add(kind, text, kind.value if kind is Kind.NOTE else "")
        is_bare = not self._writer.blocks
        for shape in self._margins:
            begun = len(self._writer.blocks)
            text = words_of(shape) or alternative(shape)
            if text not in _NUMBERS and not (is_bare and text.isdigit()):
                self._writer.add(Kind.FURNITURE, text)
                self._place(begun, shape.box)
        for text in () if is_bare else behind:
            if text not in self._writer.text:
                self._writer.add(Kind.FURNITURE, text)

    def _all(self, shapes: Sequence[SlideShape]) -> None:
        own: list[SlideShape] = []
        for shape in shapes:
            (self._margins if is_furniture(shape, self._often) else own).append(shape)
        own = in_order(own)
        for index, shape in enumerate(own):
            begun = len(self._writer.blocks)
            above = own[index - 1] if index and _names(own[index - 1], shape) else None
            below = own[index + 1] if index + 1 < len(own) and _names(shape, own[index + 1]) else None
            self._one(shape, words_of(above) if above else "", below is not None and _grid(below) is not None)
            if shape.kind != "grpSp":
                self._place(begun, shape.box)

    def _one(self, shape: SlideShape, lead: str, names_table: bool) -> None:
        described = "" if shape.words else alternative(shape)
        if described and described not in self._writer.text:
            self._writer.add(Kind.CAPTION, described)
        if shape.kind == "grpSp":
            self._all(shape.parts)
        elif shape.kind == "graphicFrame":
            self._frame(shape)
        elif names_table:
            self._writer.add(Kind.CAPTION, words_of(shape))
        elif shape.role in TITLES:
            self._writer.add(Kind.PARAGRAPH, words_of(shape))
        else:
            write_body(self._writer, shape.words, lead)

    def _frame(self, shape: SlideShape) -> None:
        data = child(shape.element, "graphic", "graphicData")
        table, drawn, ids = _grid(shape), child(data, "chart"), child(data, "relIds")
        if table is not None:
            self._table(table)
        elif drawn is not None:
            self._chart(drawn)
        elif ids is not None:
            said = diagram_words(self._parts, self._slide.relations, ids, self._diagrams)
            self._diagrams += 1
            group, open_items = f"diagram {self._writer.length}", list[str]()
            for text, depth in said:
                del open_items[depth:]
                lead = open_items[-1] if open_items else ""
                self._writer.add(Kind.ITEM, text, group, depth=depth, lead=lead)
                open_items.append(text)
        elif data is not None:
            self._bodies(data)

    def _table(self, table: etree._Element) -> None:
        found = grid(table)
        for caption in found.captions:
            self._writer.add(Kind.CAPTION, caption)
        if len(found.head) > 1 or any(found.head):
            self._writer.table(found.head, found.rows)
            return
        self._bodies(table)  # a table of one column is a box of text

    def _bodies(self, root: etree._Element | None) -> None:
        """Every text in a drawing, in the order of the file."""
        for element in () if root is None else root.iter():
            if name(element) == "txBody":
                write_body(self._writer, paragraphs(element, SlideStyles()))

    def _chart(self, drawn: etree._Element) -> None:
        held = self._slide.relations.get(relation(drawn))
        root = self._parts.xml(held.target) if held else None
        if held is None or root is None:
            return
        found = modern.read(root) if modern.is_modern(root) else charts.read(root)
        titles = [*([found.title] if found.title else []), *found.titles]
        if titles:
            self._writer.add(Kind.CAPTION, titles[0])
        for table in found.tables:
            self._writer.table(table.head, table.rows)
        for title in (*titles[1:], *found.said):
            self._writer.add(Kind.CAPTION, title)
        for part in self._parts.related(held.target, "chartUserShapes"):
            self._bodies(self._parts.xml(part))

    def _place(self, begun: int, box: Box | None) -> None:
        """Say where the blocks from the one of the index `begun` on stand, where that is on the slide."""
        if box is None or begun >= len(self._writer.blocks):
            return
        left, top, right, bottom = (min(1.0, max(0.0, side)) for side in box)
        if left < right and top < bottom:
            self._writer.place(self._writer.blocks[begun].start, left, top, right, bottom)


def _grid(shape: SlideShape) -> etree._Element | None:
    return child(shape.element, "graphic", "graphicData", "tbl") if shape.kind == "graphicFrame" else None


def _names(above: SlideShape, below: SlideShape) -> bool:
    """Whether a short text stands right over what it is the name of."""
    if len(above.words) != 1 or above.words[0].mark or above.box is None or below.box is None:
        return False
    text = above.words[0].text
    if len(text) > _SHORT or not introduces(text) or above.role in TITLES:
        return False
    gap = below.box[1] - above.box[3]
    common = min(above.box[2], below.box[2]) - max(above.box[0], below.box[0])
    return -_NEAR <= gap <= _NEAR and common > 0.5 * min(
        above.box[2] - above.box[0], below.box[2] - below.box[0]
    )
