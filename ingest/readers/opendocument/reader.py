"""OpenDocument files: what they are is told by their body, not by their name."""

from pathlib import Path

from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.formulas import mathml
from ingest.readers.opendocument import sheets
from ingest.readers.opendocument.drawn import slides
from ingest.readers.opendocument.flow import Flow
from ingest.readers.opendocument.margins import running
from ingest.readers.opendocument.package import OpenDocumentPackage
from ingest.readers.opendocument.styles import OpenDocumentStyles
from ingest.readers.sections.composing import composed
from ingest.readers.sections.pieces import Piece
from rag.errors import Refusal, UnreadableFile
from rag.values.pages import Kind

_TYPE = "application/vnd.oasis.opendocument."


class OpenDocumentReader:
    """A text in sections, slides and drawings page by page, sheets in blocks of rows."""

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        package = OpenDocumentPackage(path)
        kind, body = package.body()
        name = kind.removeprefix("office:")
        if name == "text":
            flow = Flow(package, OpenDocumentStyles(package.styles))
            found, beside = flow.pieces(body), running(package)
            problems = flow.passages.hidden.problems
            return composed(found, beside, package.title, _TYPE + "text", page_limit, progress, problems)
        if kind == "math:math":
            formula = Piece(Kind.FORMULA, mathml.linear(body))
            return composed([formula], [], package.title, _TYPE + "formula", page_limit, progress)
        if name in ("presentation", "drawing"):
            media_type = _TYPE + ("presentation" if name == "presentation" else "graphics")
            book = Book(media_type, "slide", page_limit)
            slides.write(package, body, book, progress)
        elif name == "spreadsheet":
            book = Book(_TYPE + "spreadsheet", "sheet", page_limit)
            sheets.write(package, body, book, progress)
        else:
            raise UnreadableFile(
                "It is an OpenDocument file of a kind that cannot be read. Save it as .odt, .odp or .ods.",
                Refusal.REFUSED,
            )
        return book.finish(package.title)
