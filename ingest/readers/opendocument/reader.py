"""OpenDocument files: what they are is told by their body, not by their name."""

from pathlib import Path

from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.flow import sections
from ingest.readers.flow.pieces import FlowPiece
from ingest.readers.opendocument import mathml, sheets
from ingest.readers.opendocument.drawn import slides
from ingest.readers.opendocument.flow import Flow
from ingest.readers.opendocument.margins import running
from ingest.readers.opendocument.package import OpenDocumentPackage
from ingest.readers.opendocument.styles import OpenDocumentStyles
from rag.errors import Refusal, UnreadableFile
from rag.values.pages import Kind

_TYPE = "application/vnd.oasis.opendocument."


class OpenDocumentReader:
    """A text in sections, slides and drawings page by page, sheets in blocks of rows."""

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        package = OpenDocumentPackage(path)
        kind, body = package.body()
        name = kind.removeprefix("office:")
        if name in ("presentation", "drawing"):
            book = Book(
                _TYPE + ("presentation" if name == "presentation" else "graphics"), "slide", page_limit
            )
            slides.write(package, body, book, progress)
        elif name == "spreadsheet":
            book = Book(_TYPE + "spreadsheet", "sheet", page_limit)
            sheets.write(package, body, book, progress)
        elif name == "text":
            book = Book(_TYPE + "text", "section", page_limit)
            flow = Flow(package, OpenDocumentStyles(package.styles))
            sections.write(flow.pieces(body), book, progress, running(package))
        elif kind == "math:math":
            book = Book(_TYPE + "formula", "section", page_limit)
            sections.write([FlowPiece(Kind.FORMULA, mathml.linear(body))], book, progress)
        else:
            raise UnreadableFile(
                "It is an OpenDocument file of a kind that cannot be read. Save it as .odt, .odp or .ods.",
                Refusal.REFUSED,
            )
        return book.finish(package.title)
