"""A document of a word processor as a file of pages: it is seen what its pieces are, then they are parted."""

from collections.abc import Sequence

from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.cleaning import printable
from ingest.readers.sections.headings import headed
from ingest.readers.sections.layout import unfolded
from ingest.readers.sections.naming import named
from ingest.readers.sections.parting import write_sections
from ingest.readers.sections.pieces import Found, Piece, within
from rag.values.pages import Kind


def composed(
    found: Sequence[Found],
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
    pieces = _prepared(found)
    headed(pieces)
    book = Book(media_type, "section", page_limit)
    lines = dict.fromkeys(" ".join(printable(said).split()) for said in beside)
    running = [Piece(Kind.FURNITURE, line, group="beside") for line in lines if any(map(str.isalpha, line))]
    write_sections(
        named(pieces),
        book,
        beside=running,
        progress=lambda done, total: progress(min(done, page_limit), min(total, page_limit)),
    )
    return book.finish(title, problems)


def set_out(found: Sequence[Found]) -> list[Piece]:
    """Pieces on a page that has a title of its own: none of them is a heading by its look."""
    return named(_prepared(found))


def _prepared(found: Sequence[Found]) -> list[Piece]:
    for piece in within(found):
        whole = piece.bold >= len(piece.text)
        piece.text = printable(piece.text)
        piece.bold = len(piece.text) if whole else min(piece.bold, len(piece.text))
    return list(unfolded(found))
