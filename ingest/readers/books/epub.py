"""Electronic books (EPUB 2 and 3): their parts in reading order, what is under a heading is a page."""

import zipfile
from pathlib import Path

from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.books.package import DAMAGED, BookPackage, locked, package_of, read_part
from ingest.readers.sections.parting import write_sections
from ingest.readers.sections.pieces import Piece
from ingest.readers.sniffing import check_archive
from ingest.readers.web.boilerplate import Measures, is_menu
from ingest.readers.web.decoding import html_text
from ingest.readers.web.dom import Element, attribute, parse_strict, tag
from ingest.readers.web.walker import Walker
from rag.errors import Refusal, UnreadableFile
from rag.values.pages import Kind

_MOST = 1_500_000_000  # bytes that a book unpacks to
_TYPES = frozenset(("toc", "landmarks", "page-list", "pagebreak", "lot", "loi"))


class EpubReader:
    """Reads a book. Its parts are read one by one, so that one that is broken does no harm to the others."""

    media_type = "application/epub+zip"

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        try:
            check_archive(path, _MOST)
            with zipfile.ZipFile(path) as archive:
                return self._read(archive, page_limit, progress)
        except (zipfile.BadZipFile, EOFError, OSError) as error:
            raise UnreadableFile(DAMAGED) from error

    def _read(self, archive: zipfile.ZipFile, page_limit: int, progress: Progress) -> ReadFile:
        package = package_of(archive)
        closed = locked(archive)
        if closed and closed >= set(package.parts):
            raise UnreadableFile(
                "It is locked by the shop that sold it (DRM), and only its own program can open it. Ask for a copy "
                "without a lock and add that.",
                Refusal.PASSWORD,
            )
        book = Book(self.media_type, "section", page_limit)
        lost = 0
        for number, name in enumerate(package.parts, start=1):
            if name not in closed and not book.is_full:
                lost += not _write(archive, name, package, book)
            progress(number, len(package.parts))
        shut = len(closed & set(package.parts))
        problems = [
            *([f"{lost} parts of the book could not be read: they are missing or damaged."] if lost else []),
            *([f"{shut} parts of the book are locked and were left out."] if shut else []),
        ]
        return book.finish(package.title, tuple(problems))


def _write(archive: zipfile.ZipFile, name: str, package: BookPackage, book: Book) -> bool:
    """Write a part of the book; whether it could be read. One without a heading has that which the contents give it."""
    try:
        content = read_part(archive, name)
        root = parse_strict(html_text(content)[0]) if content else None
    except UnreadableFile as error:
        if error.refusal is Refusal.PASSWORD:
            raise
        return False
    if root is None:
        return bool(content) and not content.strip()
    pieces = Walker(_body(root), _beside(root, name == package.contents)).pieces
    if not pieces:
        return True
    title = package.titles.get(name, "")
    headed = any(piece.kind is Kind.HEADING and piece.text for piece in pieces)
    if title and not headed and any(piece.kind is not Kind.FURNITURE for piece in pieces):
        pieces = _titled(title, pieces)
    write_sections(pieces, book, title, leaves=bool(title) or name == package.contents)
    return True


def _titled(title: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces under a heading: their first line where that says the same, else one more."""
    same = (
        "".join(filter(str.isalnum, pieces[0].said)).casefold()
        == "".join(filter(str.isalnum, title)).casefold()
    )
    return [Piece(Kind.HEADING, " ".join(title.split()), level=1), *pieces[same:]]


def _body(root: Element) -> Element:
    return next((element for element in root.iter() if tag(element) == "body"), root)


def _beside(root: Element, is_contents: bool) -> set[Element]:
    """What is no text of the book: lists of contents and of pages."""
    found = {
        element
        for element in root.iter()
        if tag(element) == "nav" or _TYPES & set(attribute(element, "type").split())
    }
    body = _body(root)
    return {*found, *(body if is_contents or is_menu(body, Measures(body)) else ())}
