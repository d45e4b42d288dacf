"""Slides and drawings: each is a page, with what stands where on it."""

from collections.abc import Iterator

from ingest.blocks.writer import PageWriter
from ingest.readers.base import Progress
from ingest.readers.book import Book
from ingest.readers.cleaning import printable
from ingest.readers.opendocument.drawn.masters import Master, Masters
from ingest.readers.opendocument.drawn.places import rectangle
from ingest.readers.opendocument.flow import Flow, plain
from ingest.readers.opendocument.names import Element, children, name_of, value
from ingest.readers.opendocument.package import OpenDocumentPackage
from ingest.readers.opendocument.styles import OpenDocumentStyles
from ingest.readers.opendocument.words import SHAPES
from ingest.readers.sections.composing import set_out
from ingest.readers.sections.pieces import Piece, words_of
from ingest.readers.sections.writing import write as write_pieces
from rag.values.pages import Kind


def write(package: OpenDocumentPackage, body: Element, book: Book, progress: Progress) -> None:
    """Write every slide into `book`."""
    slides = list(children(body, "draw:page"))
    styles = OpenDocumentStyles(package.styles)
    masters = Masters(package, body)
    for index, slide in enumerate(slides):
        if book.is_full:
            book.page()  # is counted among those that are left out
            continue
        master = masters.of(slide)
        writer = book.page(shape=master.width / master.height, leaves=True)
        page = _Slide(Flow(package, styles), master, writer)
        page.write(slide)
        for words, shape in masters.running(slide, master, styles):
            page.furniture(words, shape)
        page.notes(slide)
        progress(index + 1, len(slides))


class _Slide:
    """A slide in the making."""

    def __init__(self, flow: Flow, master: Master, writer: PageWriter) -> None:
        self._flow = flow
        self._master = master
        self._writer = writer

    def write(self, slide: Element) -> None:
        """Write the title, then everything else in its order."""
        shapes = list(_shapes(slide))
        title = next((shape for shape in shapes if value(shape, "presentation:class") == "title"), None)
        if title is not None:
            words = words_of(list(self._flow.part(title))) if not _is_empty(title) else ""
            self._placed(title, [Piece(Kind.HEADING, printable(words), level=1)])
        for shape in shapes:
            if shape is not title:
                self._placed(shape, self._pieces(shape))
        for comment in children(slide, "office:annotation"):
            write_pieces(set_out(list(self._flow.part(comment))), self._writer)

    def furniture(self, words: str, shape: Element) -> None:
        """Write what a master page adds."""
        self._placed(shape, [Piece(Kind.FURNITURE, words)])

    def notes(self, slide: Element) -> None:
        """Write what the speaker notes."""
        for page in children(slide, "presentation:notes"):
            for shape in _shapes(page):
                if value(shape, "presentation:class") in ("notes", "") and not _is_empty(shape):
                    said = [text for piece in self._flow.part(shape) if (text := plain(piece))]
                    self._writer.add(Kind.NOTE, "\n".join(said))

    def _pieces(self, shape: Element) -> list[Piece]:
        if _is_empty(shape):
            return []
        return set_out(list(self._flow.part(shape)))

    def _placed(self, shape: Element, pieces: list[Piece]) -> None:
        start = self._writer.length
        write_pieces(pieces, self._writer)
        place = rectangle(shape, self._master.width, self._master.height)
        if place is not None:
            start += 2 if start and self._writer.length > start else 0
            self._writer.place(start, *place)


def _shapes(slide: Element) -> Iterator[Element]:
    """The shapes of a slide, those of groups one by one."""
    for shape in children(slide):
        kind = name_of(shape)
        if kind in ("draw:g", "draw:a"):
            yield from _shapes(shape)
        elif kind in SHAPES:
            yield shape


def _is_empty(shape: Element) -> bool:
    """Whether it only holds the place of what nobody wrote."""
    return value(shape, "presentation:placeholder") == "true"
