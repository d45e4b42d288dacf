"""Parting a run of blocks into pages: a page is what is under a heading, and a long one is parted further."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from ingest.readers.base import Progress
from ingest.readers.book import Book
from ingest.readers.sections.pieces import Piece
from ingest.readers.sections.writing import write
from rag.values.pages import Kind

PAGE = 4000
"""Characters from which on a section is parted at deeper headings, else between blocks."""
_BEGINS = 2  # the level down to which headings begin a page
_LOWEST = 6
_SMALL = 300  # characters before the first heading that are no page of their own
_MANY = 50  # headings in a row that are a page of their own
_LABEL = 120  # characters
_T = TypeVar("_T")


def write_sections(
    pieces: Sequence[Piece],
    book: Book,
    label: str = "",
    leaves: bool = False,
    beside: Sequence[Piece] = (),
    progress: Progress | None = None,
) -> None:
    """Write all pieces as pages of `book`. `label` is that of a page that is under no heading; with `leaves` the first
    page is under no heading of the pages before it. What stands `beside` the text ends the first page."""
    levels = [piece.level for piece in pieces if _begins(piece)]
    top = max(_BEGINS, min(levels, default=0))
    under = label
    pages = list(_parted(_cut(pieces), top))
    if beside:
        pages[:1] = [[*(pages[0] if pages else ()), *beside]]
    for number, page in enumerate(pages):
        writer = book.page(_label(page, top) or under, leaves=leaves)
        under = next((piece.text for piece in reversed(page) if _begins(piece)), under)[:_LABEL]
        leaves = False
        write(page, writer)
        if progress is not None:
            progress(number + 1, len(pages))


def _begins(piece: Piece) -> bool:
    return piece.kind is Kind.HEADING and piece.level > 0 and bool(piece.text)


def _label(page: Sequence[Piece], top: int) -> str:
    """The heading that a page begins with; of a chapter and its first section the section, which is nearest to what
    follows."""
    found = ""
    for piece in page:
        if piece.kind is Kind.HEADING and piece.text and (not found or piece.opens or 0 < piece.level <= top):
            found = piece.text
        elif found or len(piece.words) > _SMALL:
            break
    return " ".join(found.split())[:_LABEL]


def _parted(pieces: Sequence[Piece], level: int) -> Iterator[list[Piece]]:
    """The pages that begin at headings of `level` and above; those too long are parted at deeper ones."""
    for section in _sections(pieces, level):
        if _size(section) <= PAGE:
            yield section
        elif level >= _LOWEST:
            yield from _packed([[piece] for piece in section])
        elif len(parts := _sections(section, level + 1)) > 1:
            deeper = [page for part in parts for page in _parted(part, level + 1)]
            yield from _packed(deeper)
        else:
            yield from _parted(section, level + 1)


def _sections(pieces: Sequence[Piece], level: int) -> list[list[Piece]]:
    """What is under each heading of `level` and above. Headings alone, and a few words before the first heading, go
    with what follows."""
    found: list[list[Piece]] = [[]]
    only_heads, is_own, size = True, False, 0  # of the last one: nothing but headings, a slide, characters
    for piece in pieces:
        if piece.opens or (_begins(piece) and piece.level <= level):
            few = len(found) == 1 and size < _SMALL and not any(map(_begins, found[0]))
            if is_own or not (only_heads or few) or len(found[-1]) > _MANY:
                found.append([])
                only_heads, is_own, size = True, False, 0
        found[-1].append(piece)
        only_heads = only_heads and piece.kind is Kind.HEADING
        is_own = is_own or piece.opens
        size += len(piece.words) if size < _SMALL else 0
    return [section for section in found if section]


def _packed(parts: Sequence[list[Piece]]) -> Iterator[list[Piece]]:
    """Parts put together as long as they fit on a page; what says nothing without what comes after it is never the last
    of a page."""
    page: list[Piece] = []
    size = 0
    for part in parts:
        own = _size(part)
        if size + own > PAGE and not all(map(_leans_on, page)):
            kept = len(page)
            while _leans_on(page[kept - 1]):
                kept -= 1
            yield page[:kept]
            page = page[kept:]
            size = _size(page)
        page = page + part
        size += own
    if page:
        yield page


def _leans_on(piece: Piece) -> bool:
    """Whether a piece says nothing without what comes after it."""
    if piece.rows or piece.kind is Kind.CODE:
        return False
    is_head = piece.kind is Kind.HEADING and bool(piece.text)
    return is_head or piece.kind is Kind.CAPTION or piece.said.endswith((":", "："))


def _cut(pieces: Sequence[Piece]) -> list[Piece]:
    """Tables and code that are longer than a page as several pieces; the rows of a table keep their heads."""
    found: list[Piece] = []
    for piece in pieces:
        if len(piece.words) <= PAGE or not (piece.rows or piece.kind is Kind.CODE):
            found.append(piece)
        elif piece.rows:
            head, more = piece.rows[:1], piece.more
            for rows in _runs(piece.rows[1:], lambda row: sum(map(len, row)) + len(row)):
                found.append(replace(piece, rows=(*head, *rows), more=more))
                more = True
        else:
            for lines in _runs(piece.text.split("\n"), lambda line: len(line) + 1):
                found.append(replace(piece, text="\n".join(lines)))
    return found


def _runs(parts: Sequence[_T], length: Callable[[_T], int]) -> Iterator[Sequence[_T]]:
    """The parts in runs of at most a page, at least one part each."""
    first, size = 0, 0
    for index, part in enumerate(parts):
        own = length(part)
        if index > first and size + own > PAGE:
            yield parts[first:index]
            first, size = index, 0
        size += own
    if first < len(parts):
        yield parts[first:]


def _size(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.words) + 2 for piece in pieces)
