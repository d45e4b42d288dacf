"""Web pages: what is under a heading is a page; menus and the like are kept apart."""

from pathlib import Path

from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.sections.parting import write_sections
from ingest.readers.sections.pieces import Piece
from ingest.readers.web import archives
from ingest.readers.web.boilerplate import beside
from ingest.readers.web.decoding import html_text
from ingest.readers.web.dom import Element, parse, plain, tag
from ingest.readers.web.walker import Walker
from rag.errors import Refusal, UnreadableFile
from rag.values.pages import Kind

_SECTION = 2  # the level down to which headings begin a section
_MOST = 60_000_000  # bytes of a page


class HtmlReader:
    """Reads a web page that was saved, alone or with its pictures in one file (MHT)."""

    media_type = "text/html"

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        if path.stat().st_size > _MOST:
            raise UnreadableFile(
                "It is too large for a web page. Save it without pictures and add that.", Refusal.REFUSED
            )
        content = path.read_bytes()
        body, stated = archives.page_of(content) or (content, "")
        text, problems = html_text(body, stated)
        root = parse(text)
        if root is None:
            raise UnreadableFile("There is no text in it. Save the page again and add that.", Refusal.EMPTY)
        book = Book(self.media_type, "section", page_limit)
        walker = Walker(root, beside(root))
        first, text_pieces = _apart(walker.pieces)
        title = title_of(root)
        write_sections(text_pieces, book, title)
        write_sections(first, book, leaves=True)
        progress(1, 1)
        return book.finish(title, problems + walker.hidden.problems)


def title_of(root: Element) -> str:
    """The title that a page states, "" where it states none."""
    found = next((element for element in root.iter() if tag(element) == "title"), None)
    return "" if found is None else plain(found)[:300]


def html_pieces(text: str) -> list[Piece]:
    """The pieces of a part of a page, as it stands in another file."""
    root = parse(text)
    return [] if root is None else Walker(root).pieces


def _apart(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The menus and banners that a page begins with, and what comes after them; there each section has its own menus at
    its end, so that what it says stands together."""
    count = next((index for index, piece in enumerate(pieces) if piece.kind is not Kind.FURNITURE), 0)
    found, waiting = list[Piece](), list[Piece]()
    for piece in pieces[count:]:
        if piece.kind is Kind.FURNITURE:
            waiting.append(piece)
            continue
        if piece.kind is Kind.HEADING and 0 < piece.level <= _SECTION:
            found += waiting
            waiting = []
        found.append(piece)
    return pieces[:count], found + waiting
