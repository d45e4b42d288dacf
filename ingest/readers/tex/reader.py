"""LaTeX sources: what is under a heading is a page, of slides each frame."""

from pathlib import Path

from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.decoding import words_of
from ingest.readers.sections.parting import write_sections
from ingest.readers.tex.body import Body, TexState
from ingest.readers.tex.preamble import source_of
from ingest.readers.tex.scanning import bare
from rag.errors import Refusal, UnreadableFile

_LONGEST = 8_000_000  # characters


class TexReader:
    """Reads what a source says. Nothing is run; other files that it names are not read."""

    media_type = "application/x-tex"

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        text, problems = words_of(path.read_bytes())
        if len(text) > _LONGEST:
            raise UnreadableFile(
                "It is too long for a LaTeX source. Part it and add its parts.", Refusal.REFUSED
            )
        source, verbatim = bare(text)
        body = Body(source_of(source), verbatim)
        body.read(body.source.body, TexState())
        body.flush(TexState())
        book = Book(self.media_type, "section", page_limit)
        write_sections(body.pieces, book)
        progress(1, 1)
        return book.finish(body.line(body.source.said.get("title", "")), problems)
