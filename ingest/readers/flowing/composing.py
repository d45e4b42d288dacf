"""A document that flows as a file of pages: its pieces named, parted into sections and written."""

import time
from collections.abc import Sequence
from itertools import chain

from ingest.blocks.writer import PageWriter
from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.cleaning import printable
from ingest.readers.flowing.dividing import SectionPage, divided
from ingest.readers.flowing.headings import headed
from ingest.readers.flowing.layout import unfolded
from ingest.readers.flowing.naming import named
from ingest.readers.flowing.pieces import Piece, SectionParagraph, SectionTable, Written
from rag.values.pages import Kind

_TOLD = 0.2  # seconds between two tellings of how far it is
_GROUPED = {
    Kind.ITEM: "list",
    Kind.NOTE: "notes",
    Kind.FIELD: "fields",
    Kind.FURNITURE: "beside",
    Kind.DEFINITION: "terms",
}


def composed(
    pieces: Sequence[Piece],
    beside: Sequence[str],
    title: str,
    media_type: str,
    page_limit: int,
    progress: Progress,
    problems: tuple[str, ...] = (),
) -> ReadFile:
    """The file. `beside` are its running heads and feet, once each; they are written at the end of the first page.

    Raises UnreadableFile where it has no words.
    """
    for piece in pieces:
        _make_printable(piece)
    written = list(unfolded(pieces))
    headed(written)
    written = named(written)
    pages = list(divided(written)) or [SectionPage("", [])]
    book = Book(media_type, "section", page_limit)
    told = 0.0
    for number, page in enumerate(pages):
        writer = book.page(page.title)
        for one in page.pieces:
            _write(one, writer)
        if number == 0:
            for line in dict.fromkeys(" ".join(printable(said).split()) for said in beside):
                if any(map(str.isalpha, line)):
                    writer.add(Kind.FURNITURE, line, group="beside")
        if time.monotonic() - told > _TOLD or number + 1 == len(pages):
            progress(min(number + 1, page_limit), min(len(pages), page_limit))
            told = time.monotonic()
    return book.finish(title, problems)


def _make_printable(piece: Piece) -> None:
    if isinstance(piece, SectionTable):
        for inner in chain.from_iterable(cell.pieces for row in piece.rows for cell in row.cells):
            _make_printable(inner)
        return
    whole = piece.bold >= len(piece.text)
    piece.text = printable(piece.text)
    piece.bold = len(piece.text) if whole else min(piece.bold, len(piece.text))


def _write(piece: Written, writer: PageWriter) -> None:
    if not isinstance(piece, SectionParagraph):
        writer.table(piece.head, piece.rows, goes_on=piece.goes_on)
    elif piece.kind is Kind.HEADING:
        writer.heading(" ".join(piece.text.split()), piece.level)
    else:
        group = _GROUPED.get(piece.kind, "")
        writer.add(piece.kind, piece.text, group=group, depth=piece.depth, lead=piece.lead)
