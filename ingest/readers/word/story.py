"""The paragraphs and tables of a part of a document (its text, a header, a note), in order."""

import re
from collections.abc import Iterator

from ingest.readers.letters.fonts import is_mono
from ingest.readers.sections.pieces import Found, Piece, SectionTable, within
from ingest.readers.word import tables
from ingest.readers.word.chunks import chunk
from ingest.readers.word.document import WordDocument
from ingest.readers.word.drawings import drawn
from ingest.readers.word.fields import Fields
from ingest.readers.word.inline import InlineReader, RunsOfWords
from ingest.readers.word.names import Element, M, R, W, elements, number, value
from ingest.readers.word.styles import WordStyle
from rag.values.pages import Kind

_HOLDING = frozenset(W + name for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent", "body"))
_NOTE_MARK = re.compile(r"\[\w{1,8}\]")
_BODY_LEVEL = 9  # the outline level of what is no heading, from 0


class StoryReader:
    """Reads one part, from its beginning to its end."""

    def __init__(self, document: WordDocument, part: str, root: Element | None) -> None:
        self._document = document
        self._part = part
        self._fields = Fields(root)
        self._inline = InlineReader(document.styles, self._fields, self._mark, document.hidden)
        self._held: RunsOfWords | None = None
        self._contents = 0

    def pieces(self, container: Element) -> list[Found]:
        """What stands in an element."""
        found: list[Found] = []
        self._blocks(container, found)
        if self._held is not None:
            held, self._held = self._held, None
            found += self._made(held, None, self._document.styles.paragraph(None), False)
        return found

    def _blocks(self, container: Element, found: list[Found]) -> None:
        for child in elements(container):
            tag = child.tag
            if tag == f"{W}p":
                found += self._paragraph(child)
            elif tag == f"{W}tbl":
                found.append(self._table(child))
            elif tag == f"{W}sdt":
                self._control(child, found)
            elif tag in _HOLDING:
                self._blocks(child, found)
            elif tag == f"{W}altChunk":
                link = self._document.package.links(self._part).get(child.get(f"{R}id", ""))
                found += chunk(self._document.package.content(link.target) or b"") if link is not None else ()
            elif tag == f"{W}sectPr":
                self._section(child)
            elif tag in (f"{M}oMathPara", f"{M}oMath"):
                words = RunsOfWords()
                holder = child.makeelement(f"{W}p")
                holder.append(child)
                style = self._document.styles.paragraph(None)
                self._inline.read(holder, style.letters, words)
                found += self._made(words, None, style, False)

    def _control(self, element: Element, found: list[Found]) -> None:
        """A content control: one that holds a table of contents says so."""
        gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        is_contents = gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
        content = element.find(f"{W}sdtContent")
        self._contents += is_contents
        if content is not None:
            self._blocks(content, found)
        self._contents -= is_contents

    def _section(self, element: Element) -> None:
        links = self._document.package.links(self._part)
        for child in element:
            if child.tag in (f"{W}headerReference", f"{W}footerReference"):
                link = links.get(child.get(f"{R}id", ""))
                if link is not None and link.target not in self._document.beside:
                    self._document.beside.append(link.target)

    def _table(self, element: Element) -> SectionTable:
        look = element.find(f"{W}tblPr/{W}tblLook")
        style = value(element.find(f"{W}tblPr"), "tblStyle")
        has_head = tables.has_first_row(look) and self._document.styles.has_head(style)
        return SectionTable(list(tables.rows(element, self.pieces)), has_head)

    def _paragraph(self, element: Element) -> Iterator[Found]:
        properties = element.find(f"{W}pPr")
        style = self._document.styles.paragraph(value(properties, "pStyle"))
        contents = self._fields.is_contents
        words, self._held = self._held or RunsOfWords(), None
        self._inline.read(element, style.letters, words)
        contents = contents or self._fields.is_contents or self._contents > 0 or style.is_contents
        if properties is not None:
            section = properties.find(f"{W}sectPr")
            if section is not None:
                self._section(section)
            if _goes_on(properties):
                self._held = words
                return
        yield from self._made(words, properties, style, contents)

    def _made(
        self, words: RunsOfWords, properties: Element | None, style: WordStyle, contents: bool
    ) -> Iterator[Found]:
        """A paragraph of these words, and what hangs on it."""
        mark = self._document.numbering.mark(properties, style)
        raw = words.text
        text = raw.strip()
        if words.notes and not any(map(str.isalnum, _NOTE_MARK.sub("", text))):
            text = raw = ""  # there is nothing but the mark of a note, which this has itself
        start = len(raw) - len(raw.lstrip())
        mono = (words.is_mono if text else is_mono(style.letters.font)) and not self._document.styles.is_mono
        bold = min(words.bold(start), len(text))
        piece = Piece(Kind.PARAGRAPH, text, bold=bold, size=words.size, mono=mono and mark is None)
        outline = number(properties, "outlineLvl")
        level = style.level if outline is None else (outline + 1 if 0 <= outline < _BODY_LEVEL else 0)
        if contents:
            piece.kind = Kind.FURNITURE
        elif style.is_code or piece.mono:
            piece.kind = Kind.CODE if style.is_code else Kind.PARAGRAPH
            piece.text = raw.rstrip()
        elif style.is_title or level:
            piece.kind, piece.level = Kind.HEADING, level or 1
        elif words.is_formula:
            piece.kind = Kind.FORMULA
        elif style.is_caption:
            piece.kind = Kind.CAPTION
        elif mark is not None:
            piece.kind, piece.depth = Kind.ITEM, mark.depth
        if text and mark is not None and mark.text and not contents:
            piece.text, piece.numbered = mark.text + text, True
            piece.bold += len(mark.text) if piece.bold else 0
        if text or piece.kind is Kind.CODE or piece.mono:
            yield piece
        yield from self._beside(words)

    def _beside(self, words: RunsOfWords) -> Iterator[Found]:
        """What is drawn in a paragraph, then its notes and comments."""
        for element in words.drawn:
            yield from drawn(element, self._document.package, self._part, self._box)
        for kind, name in words.notes:
            said = self._said(kind, name, Kind.NOTE)
            if said:
                mark = self._document.marks[kind].mark(name, False)
                said[0].text = f"{mark} {said[0].text}".strip()
            yield from said
        for name in words.comments:
            yield from self._said("comment", name, Kind.COMMENT)

    def _box(self, element: Element) -> list[Found]:
        """What stands in a text box; it has fields of its own."""
        return StoryReader(self._document, self._part, element).pieces(element)

    def _said(self, kind: str, name: str, made: Kind) -> list[Piece]:
        pieces = self._document.story(
            kind, name, lambda part, root: StoryReader(self._document, part, root).pieces(root)
        )
        found = list(within(pieces))
        for paragraph in found:
            paragraph.kind, paragraph.level, paragraph.bold = made, 0, 0
        return found

    def _mark(self, kind: str, name: str, own: bool) -> str:
        return self._document.marks[kind].mark(name, own)


def _goes_on(properties: Element) -> bool:
    """Whether a paragraph is one with the next: its end was taken out, or it is the large letter that begins that."""
    frame = properties.find(f"{W}framePr")
    if frame is not None and frame.get(f"{W}dropCap") in ("drop", "margin"):
        return True
    letters = properties.find(f"{W}rPr")
    gone = letters is not None and any(letters.find(W + name) is not None for name in ("del", "moveFrom"))
    return gone
