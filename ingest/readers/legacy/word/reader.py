"""Word documents of Word 6 to 2003, in sections."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from struct import error as StructError

from ingest.blocks.lines import caption_label
from ingest.readers.base import Progress, ReadFile
from ingest.readers.legacy.container import Container, damaged, too_old
from ingest.readers.legacy.word import fib, styles, tables
from ingest.readers.legacy.word.asides import Aside, asides, heads
from ingest.readers.legacy.word.lists import WordLists
from ingest.readers.legacy.word.paragraphs import Paragraphs, WordParagraph
from ingest.readers.legacy.word.tables import WordRow
from ingest.readers.legacy.word.text import WordText
from ingest.readers.sections.composing import composed
from ingest.readers.sections.lines import one_line, paragraphs_of
from ingest.readers.sections.pieces import Found, Piece
from rag.values.pages import Kind

_TITLE_LENGTH = 300
_BEFORE_6 = (b"\xdb\xa5", b"\x9b\xa5", b"1\xbe")  # how files of Word before 6 begin


class OldWordReader:
    """Headings by their styles, lists with their numbers, tables, notes, comments, text boxes, headers once."""

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        with path.open("rb") as file:
            if file.read(2) in _BEFORE_6:
                raise too_old("Word", ".docx")
        container = Container(path, "Word")
        try:
            header = fib.opened(container)
            document = _Document(header)
            first, last = header.story("text")
            found, beside = list(document.pieces(first, last)), list(document.running())
            return composed(found, beside, container.title, "application/msword", page_limit, progress)
        except (StructError, IndexError) as error:
            raise damaged("Word") from error
        finally:
            container.close()


class _Document:
    def __init__(self, header: fib.Header) -> None:
        self._header = header
        self._paragraphs = Paragraphs(header, WordText(header))
        self._lists = WordLists(header)
        self._asides = asides(header)
        self._inside = False

    def running(self) -> Iterator[str]:
        """The headers and footers, each once."""
        seen: set[str] = set()
        for first, last in heads(self._header):
            for paragraph in self._paragraphs.between(first, last):
                words = one_line(paragraph.runs)
                if any(map(str.isalpha, words)) and words not in seen:
                    seen.add(words)
                    yield words

    def pieces(self, first: int, last: int) -> Iterator[Found]:
        """What a story says between two characters, tables as such, and at its end what hangs nowhere."""
        rows: list[WordRow] = []
        cell: list[Found] = []
        for paragraph in self._paragraphs.between(first, last):
            if not paragraph.in_table:
                yield from _table(rows, cell)
                rows, cell = [], []
                yield from self._piece(paragraph)
                continue
            if not rows:
                rows.append(WordRow())
            if paragraph.ends_row and paragraph.depth <= 1:
                rows[-1].describe(paragraph.row, self._header.is_old)
                rows[-1].is_head = paragraph.is_head
                rows.append(WordRow())
                cell = []
                continue
            cell += self._piece(paragraph)
            if paragraph.end == "\x07" and paragraph.depth <= 1:
                rows[-1].cells.append(cell)
                cell = []
        yield from _table(rows, cell)
        if not self._inside:
            yield from self._hung(self._asides.get(-1, ()))

    def _piece(self, paragraph: WordParagraph) -> Iterator[Found]:
        style, words = paragraph.style, one_line(paragraph.runs)
        number = self._lists.next(style.uses, style.list_level) if style.uses and words else None
        if not words:
            pass
        elif style.use in styles.CONTENTS:
            yield Piece(Kind.FURNITURE, words, group="index")
        elif (style.level or style.use == styles.TITLE) and len(words) <= _TITLE_LENGTH:
            yield Piece(Kind.HEADING, f"{number} {words}" if number else words, level=style.level or 1)
        elif number is not None:
            text = f"{number} {words}" if number else words
            yield Piece(Kind.ITEM, text, depth=style.list_level, numbered=bool(number))
        elif style.use == styles.CAPTION or caption_label(words):
            yield Piece(Kind.CAPTION, words)
        else:
            yield from paragraphs_of(paragraph.runs)
        if not self._inside:
            for place in range(paragraph.first, paragraph.last) if self._asides else ():
                yield from self._hung(self._asides.get(place, ()))

    def _hung(self, found: Iterable[Aside]) -> Iterator[Found]:
        for story, number, first, last in found:
            if story == "boxes":
                self._inside = True
                yield from self.pieces(first, last)
                self._inside = False
                continue
            lines = [
                words for each in self._paragraphs.between(first, last) if (words := one_line(each.runs))
            ]
            if lines and story == "comments":
                yield Piece(Kind.COMMENT, "\n".join(lines), group="comments")
            elif lines:
                yield Piece(Kind.NOTE, f"[{number}] " + "\n".join(lines), group="notes")


def _table(rows: list[WordRow], cell: list[Found]) -> Iterator[Found]:
    if cell and rows:
        rows[-1].cells.append(cell)
    if any(row.cells for row in rows):
        yield tables.table([row for row in rows if row.cells])
