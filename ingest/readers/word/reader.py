"""Word documents: a page a section, as headings part them."""

from pathlib import Path

from ingest.readers import assembly
from ingest.readers.base import Progress, ReadFile
from ingest.readers.sections.composing import composed
from ingest.readers.sections.pieces import Found, Piece, words_of
from ingest.readers.word.document import WordDocument
from ingest.readers.word.names import W
from ingest.readers.word.package import WordPackage, damaged
from ingest.readers.word.story import StoryReader
from rag.values.pages import Kind

_TITLE = "{http://purl.org/dc/elements/1.1/}title"


class WordReader:
    """DOCX and its kin with macros or as templates, also strict OOXML. What is embedded in one is not read."""

    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        with WordPackage(path) as package:
            root = package.root(package.main)
            body = None if root is None else root.find(f"{W}body")
            if body is None:
                raise damaged()
            document = WordDocument.opened(package)
            pieces = StoryReader(document, package.main, root).pieces(body)
            pieces += _left(document)
            beside = [said for part in document.beside for said in _running(document, part)]
            title = _title(package, pieces)
            problems = tuple(
                f'A part of it ("{name}") is damaged and was left out: open it in Word, save it again and add that.'
                for name in package.problems
            )
            problems += document.hidden.problems
        return composed(pieces, beside, title, self.media_type, page_limit, progress, problems)


def _left(document: WordDocument) -> list[Found]:
    """Comments that no paragraph refers to."""
    part, stories = document.stories["comment"]
    found: list[Found] = []
    for name, story in stories.items():
        if ("comment", name) not in document.reading:
            said = words_of(StoryReader(document, part, story).pieces(story))
            found += [Piece(Kind.COMMENT, said)] if said else []
    return found


def _running(document: WordDocument, part: str) -> list[str]:
    """The lines of a running head or foot."""
    root = document.package.root(part)
    if root is None:
        return []
    pieces = StoryReader(document, part, root).pieces(root)
    return [said for said in (words_of([piece]) for piece in pieces) if said]


def _title(package: WordPackage, pieces: list[Found]) -> str:
    """The title that the document shows before its text, else the one that it states of itself."""
    core = package.linked("", "core-properties") or "docProps/core.xml"
    root = package.root(core)
    stated = (root.findtext(_TITLE) or "") if root is not None else ""
    return assembly.title(stated, "")
