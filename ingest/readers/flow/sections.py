"""A document as pages, one for each section: what stands under a heading of the first or second level.

A longer one is parted at the headings below, else between blocks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.blocks.marked import paragraphs
from ingest.blocks.textlines import last_sentence
from ingest.blocks.writer import PageWriter
from ingest.readers.base import Progress
from ingest.readers.book import Book
from ingest.readers.flow.pieces import FlowPiece, settled
from rag.values.pages import Kind

_LONG = 4000  # characters of a page
_LEAD = 200  # characters of a line that introduces a list
_PARTING = 2  # the lowest level of headings that begin a page
_BOUND = frozenset({Kind.NOTE, Kind.COMMENT})


def write(pieces: Sequence[FlowPiece], book: Book, progress: Progress, once: Sequence[str] = ()) -> None:
    """Write a document into `book`; `once` are its running heads and feet, which end the first page."""
    sections = [part for section in _sections(settled(pieces)) for part in _parts(section)] or [[]]
    heading, level = "", 0
    for number, section in enumerate(sections):
        heading = _label(section) or heading
        writer = book.page(heading)
        level = _Writing(writer, level).write(section)
        if number == 0:
            for words in once:
                writer.add(Kind.FURNITURE, words, group="once")
        progress(number + 1, len(sections))


def write_pieces(pieces: Sequence[FlowPiece], writer: PageWriter) -> None:
    """Write pieces on a page that is no section."""
    _Writing(writer, 1).write(pieces)


def _label(section: Sequence[FlowPiece]) -> str:
    """The heading that a page begins with; of a chapter and its first section, the section."""
    found = ""
    for piece in section:
        if piece.kind is not Kind.HEADING or (found and not 0 < piece.level <= _PARTING):
            break
        found = piece.text
    return " ".join(found.split())


def _sections(pieces: Sequence[FlowPiece]) -> Iterator[list[FlowPiece]]:
    section: list[FlowPiece] = []
    for piece in pieces:
        begins = piece.kind is Kind.HEADING and 0 < piece.level <= _PARTING
        if begins and not _only_headings(section):
            yield section
            section = []
        section.append(piece)
    if section:
        yield section


def _parts(section: list[FlowPiece]) -> Iterator[list[FlowPiece]]:
    """The section in parts of about the length of a page at most."""
    if sum(piece.length for piece in section) <= _LONG:
        yield section
        return
    pieces = [part for piece in section for part in _rows(piece)]
    ahead = _lengths(pieces)
    part: list[FlowPiece] = []
    length = 0
    for piece, under in zip(pieces, ahead, strict=True):
        needed = under if piece.kind is Kind.HEADING else piece.length
        fits = length + needed <= _LONG or (piece.kind in _BOUND and length <= 2 * _LONG)
        if not fits and not _only_headings(part):
            kept = _without_heads(part)
            yield part[:kept]
            part = part[kept:]
            length = sum(piece.length for piece in part)
        part.append(piece)
        length += piece.length
    if part:
        yield part


def _lengths(pieces: Sequence[FlowPiece]) -> list[int]:
    """For each heading the length of what stands under it up to the next one, at most that of a page."""
    found, length = list[int](), 0
    for piece in reversed(pieces):
        length += piece.length
        found.append(min(length, _LONG))
        if piece.kind is Kind.HEADING:
            length = 0
    return found[::-1]


def _without_heads(part: Sequence[FlowPiece]) -> int:
    """How many pieces of a part stay before a page end: what announces the next piece goes with it."""
    kept = len(part)
    while kept > 1 and part[kept - 1].kind in (Kind.HEADING, Kind.CAPTION):
        kept -= 1
    return kept


def _rows(piece: FlowPiece) -> Iterator[FlowPiece]:
    """A long table in pieces of rows."""
    rows: list[tuple[str, ...]] = []
    length, begun = 0, False
    for row in piece.rows if piece.length > _LONG else ():
        wide = sum(map(len, row)) + len(row)
        if rows and length + wide > _LONG:
            yield replace(piece, rows=tuple(rows), goes_on=begun)
            rows, length, begun = [], 0, True
        rows.append(row)
        length += wide
    yield replace(piece, rows=tuple(rows), goes_on=begun) if rows else piece


def _only_headings(pieces: Sequence[FlowPiece]) -> bool:
    return all(piece.kind is Kind.HEADING for piece in pieces)


class _Writing:
    """Writes pieces as blocks. `level` is that of the last heading that stated one."""

    def __init__(self, writer: PageWriter, level: int) -> None:
        self._writer = writer
        self._level = level
        self._before: FlowPiece | None = None
        self._leads: list[str] = []

    def write(self, pieces: Sequence[FlowPiece]) -> int:
        """Write the pieces; the level of the last heading that stated one."""
        for piece in pieces:
            self._one(piece)
            self._before = piece
        return self._level

    def _one(self, piece: FlowPiece) -> None:
        writer = self._writer
        if piece.kind is Kind.HEADING:
            self._level = piece.level or self._level
            writer.heading(piece.text, piece.level or self._level + 1)
        elif piece.kind is Kind.ROW:
            writer.table(piece.head, piece.rows, goes_on=piece.goes_on and writer.tables > 0)
        elif piece.kind is Kind.PARAGRAPH and piece.lines:
            paragraphs.write(piece.lines, writer)
        elif piece.kind is Kind.ITEM:
            self._item(piece)
        else:
            writer.add(piece.kind, piece.text, piece.group, piece.depth)

    def _item(self, piece: FlowPiece) -> None:
        if self._before is None or self._before.kind not in (Kind.ITEM, *_BOUND) or not self._leads:
            self._leads = [self._lead()]
        del self._leads[piece.depth + 1 :]
        lead = self._leads[piece.depth] if piece.depth < len(self._leads) else self._leads[-1]
        words = f"{piece.number} {piece.text}" if piece.number else piece.text
        self._writer.add(Kind.ITEM, words, piece.group or "list", piece.depth, lead)
        self._leads += [self._leads[-1]] * (piece.depth + 1 - len(self._leads)) + [piece.text[:_LEAD]]

    def _lead(self) -> str:
        """The line before a list where it introduces it."""
        before = self._before
        if before is None or before.kind is not Kind.PARAGRAPH or not before.lines:
            return ""
        words = paragraphs.joined(before.lines)
        if words.endswith((":", "：")):
            return last_sentence(words)
        return ""
