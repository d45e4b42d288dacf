"""What a document says, one piece after another: paragraphs, lists with their numbers, tables, what hangs on them."""

from collections.abc import Iterator

from ingest.blocks.lines import caption_label
from ingest.readers.cleaning import printable
from ingest.readers.opendocument import tables
from ingest.readers.opendocument.drawn import drawings
from ingest.readers.opendocument.lists import Lists
from ingest.readers.opendocument.names import Element, child, children, name_of, number, value
from ingest.readers.opendocument.package import OpenDocumentPackage
from ingest.readers.opendocument.styles import OpenDocumentStyles
from ingest.readers.opendocument.words import SHAPES, OdfPassage, OdfPassages
from ingest.readers.sections.grids import rows_of
from ingest.readers.sections.lines import one_line, paragraphs_of
from ingest.readers.sections.pieces import Found, Piece, SectionTable, is_bold
from rag.values.pages import Kind

_LISTS = frozenset({"text:list", "text:ordered-list", "text:unordered-list"})
_CAPTIONS = frozenset({"Caption", "caption", "Illustration", "Table", "Figure", "Drawing"})
_TITLES = frozenset({"Title"})
_CODE = ("Preformatted", "Source Code", "HTML Preformatted")
_INDEXES = {
    "text:table-of-content": Kind.FURNITURE,
    "text:illustration-index": Kind.FURNITURE,
    "text:table-index": Kind.FURNITURE,
    "text:object-index": Kind.FURNITURE,
    "text:user-index": Kind.FURNITURE,
    "text:alphabetical-index": Kind.FURNITURE,
    "text:bibliography": Kind.NOTE,
}
_NOTES = frozenset({"text:note", "text:footnote", "text:endnote"})
_INTO = frozenset(
    {"text:section", "text:index-title", "text:index-body", "draw:text-box", "text:page-sequence"}
)
_PARTS = frozenset({"text:p", "text:h", "text:numbered-paragraph", "table:table", *_LISTS, *_INTO, *SHAPES})


class Flow:
    """Reads what stands one after another: in the body of a text, a text box, a cell."""

    def __init__(
        self, package: OpenDocumentPackage, styles: OpenDocumentStyles, fields: dict[str, str] | None = None
    ) -> None:
        self.package = package
        self.styles = styles
        self.lists = Lists(styles)
        self.passages = OdfPassages(package, styles, fields)

    def pieces(self, element: Element) -> list[Found]:
        """The pieces of what is in an element."""
        return list(self._inside(element))

    def _inside(self, element: Element) -> Iterator[Found]:
        for part in children(element):
            yield from self.part(part)

    def part(self, part: Element) -> Iterator[Found]:
        """The pieces of one element."""
        kind = name_of(part)
        if kind == "text:p":
            yield from self._paragraph(part)
        elif kind == "text:h":
            yield from self._heading(part, self.lists.heading(part))
        elif kind in _LISTS:
            yield from self._list(part, "", 0)
        elif kind == "text:numbered-paragraph":
            yield from self._item(part, number(part, "text:level", 1, 10) - 1, self.lists.numbered(part))
        elif kind == "table:table":
            yield tables.table(part, self)
        elif kind in _INDEXES:
            yield from self._index(part, _INDEXES[kind])
        elif kind in _INTO:
            if value(part, "text:display") != "none" and value(part, "text:is-hidden") != "true":
                yield from self._inside(part)
            else:
                self.passages.hidden.add("".join(map(str, part.itertext())))
        elif kind in _NOTES or kind == "office:annotation":
            yield from self.aside(part)
        elif kind in SHAPES:
            yield from drawings.pieces(part, self)

    def _paragraph(self, element: Element) -> Iterator[Found]:
        passage = self.passages.read(element)
        names = self.styles.look("paragraph", value(element, "text:style-name")).names
        words = one_line(passage.runs)
        if _TITLES.intersection(names) and words:
            yield Piece(Kind.HEADING, words, level=1)
        elif any(name.startswith(_CODE) for name in names):
            yield Piece(Kind.CODE, printable(passage.text))
        elif passage.formulas == 1 and sum(bool(text.strip()) for text, _ in passage.runs) == 1:
            yield Piece(Kind.FORMULA, words)
        elif words and (_CAPTIONS.intersection(names) or caption_label(words)):
            yield Piece(Kind.CAPTION, words)
        else:
            yield from paragraphs_of(passage.runs)
        yield from self._hung(passage)

    def _heading(self, element: Element, said: str) -> Iterator[Found]:
        passage = self.passages.read(element)
        level = number(element, "text:outline-level", number(element, "text:level", 1, 10), 10)
        words = one_line(passage.runs)
        if words:
            yield Piece(Kind.HEADING, f"{said} {words}" if said else words, level=max(1, level))
        yield from self._hung(passage)

    def _list(self, element: Element, style: str, depth: int) -> Iterator[Found]:
        style = self.lists.enter(element, style, depth)
        for item in children(element, "text:list-item", "text:list-header"):
            counts = name_of(item) == "text:list-item" and _begins_with_words(item)
            yield from self._item(item, depth, self.lists.item(item, depth) if counts else "", style)

    def _item(self, item: Element, depth: int, said: str, style: str = "") -> Iterator[Found]:
        """What is in an item: its first paragraph has its number."""
        begun = name_of(item) == "text:list-header"
        for part in children(item):
            kind = name_of(part)
            if kind in _LISTS:
                yield from self._list(part, style, depth + 1)
            elif kind == "text:h":
                yield from self._heading(part, "" if begun else said)
            elif kind == "text:p" and not begun:
                passage = self.passages.read(part)
                words = one_line(passage.runs)
                text = f"{said} {words}" if said and words else words
                yield Piece(Kind.ITEM, text, depth=depth, numbered=bool(said))
                yield from self._hung(passage)
            else:
                yield from self.part(part)
            begun = begun or kind in ("text:h", "text:p")

    def _index(self, element: Element, kind: Kind) -> Iterator[Piece]:
        for body in children(element, "text:index-body"):
            for piece in self._inside(body):
                is_head = isinstance(piece, Piece) and (piece.kind is Kind.HEADING or is_bold(piece))
                yield Piece(Kind.FURNITURE if is_head else kind, plain(piece), group="index")

    def _hung(self, passage: OdfPassage) -> Iterator[Found]:
        for part in passage.hung:
            yield from self.part(part)

    def aside(self, element: Element) -> Iterator[Found]:
        """A foot- or endnote with its mark, or a comment."""
        is_note = name_of(element) in _NOTES
        body = (
            child(element, "text:note-body", "text:footnote-body", "text:endnote-body")
            if is_note
            else element
        )
        inner = [] if body is None else self._inside(body)
        words = "\n".join(text for piece in inner if (text := plain(piece)))
        if words and is_note:
            cited = child(element, "text:note-citation", "text:footnote-citation", "text:endnote-citation")
            mark = "" if cited is None else "".join(cited.itertext()).strip()
            yield Piece(Kind.NOTE, f"[{printable(mark)}] {words}" if mark else words, group="notes")
        elif words:
            yield Piece(Kind.COMMENT, words, group="comments")


def plain(piece: Found) -> str:
    """The words of a piece on their own, as in a cell or a note."""
    if isinstance(piece, SectionTable):
        return "\n".join(" | ".join(filter(None, row)) for row in rows_of(piece) if any(row))
    return " ".join(piece.words.split())


def _begins_with_words(item: Element) -> bool:
    """Whether an item has words of its own before a list in it: one that has not is there for its list alone."""
    first = next((part for part in children(item) if name_of(part) in _PARTS), None)
    return first is not None and name_of(first) not in _LISTS
