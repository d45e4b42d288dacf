"""PDF files: pdfium reads each page; pypdf gives a second opinion where pdfium fails or finds nothing.

This runs in a child process (`ingest.child`), because a broken file can hang or crash either library.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2

from ingest.readers import assembly, cleaning, health
from ingest.readers.base import Progress, ReadFile, Section
from ingest.readers.ocr.content import contents
from ingest.readers.ocr.spots import with_spots
from ingest.readers.ocr.values import SeenPage
from ingest.readers.pdf import broken
from ingest.readers.pdf.content import page_content
from ingest.readers.pdf.labels import with_labels
from ingest.readers.pdf.laid import Laid
from ingest.readers.pdf.layout import blocks
from ingest.readers.pdf.layout.kept import KeptWords
from ingest.readers.pdf.pictures.inserted import with_picture_spots, with_pictures
from ingest.readers.pdf.pictures.looking import PictureReading
from ingest.readers.pdf.pictures.places import SeenPicture
from ingest.readers.pdf.second import SecondOpinion
from ingest.readers.pdf.title import shown_title
from ingest.readers.pdf.words import PageContent
from ingest.readers.pdf.writing import written
from rag.errors import Refusal, UnreadableFile
from rag.values import Block, Kind, Page, PageProblem

log = logging.getLogger(__name__)

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_NO_TEXT = "There is no text in it, and none that could be recognised (OCR)."
_ENTRIES = 2000
_LONG = 300  # pages: from more on, words are put away until the document is put together
_PARAGRAPH = re.compile(r"\S(?:(?!\n\n).)*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Read:
    """A page as pdfium reads it, or without words and with the `text` that pypdf finds, or what OCR has `seen` of it or
    of `pictures` on it."""

    content: PageContent
    seen: SeenPage | None = None
    pictures: tuple[SeenPicture, ...] = ()
    text: str = ""


class PdfReader:
    """Text in the order in which it is read, page by page, in blocks."""

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        for name in ("pypdf", "pypdfium2"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        second = SecondOpinion(path)
        document = _open(path, second)
        count = second.count if document is None else len(document)
        read: list[_Read] = []
        look = PictureReading(document)
        for index in range(min(count, page_limit)):
            page = _read_page(document, index, second)
            page = page if page.text else _Read(*look.at(page.content))
            read.append(_put_away(page) if min(count, page_limit) > _LONG else page)
            progress(index + 1, min(count, page_limit))
        read = _with_words(read)
        shown = shown_title(read[0].content)
        pages = _pages(read)
        sections = assembly.outline(_entries(document), [page.text for page in pages]) or _headings(pages)
        pages = assembly.under_headings(pages, sections)
        problems = health.health(pages, count)
        if not any(character.isalnum() for page in pages for character in page.text):
            raise UnreadableFile(" ".join(problems) or _NO_TEXT, Refusal.EMPTY)
        stated = "" if document is None else document.get_metadata_value("Title")
        title = assembly.title(stated, shown)
        return ReadFile(title, "application/pdf", pages, problems, sections)


def _open(path: Path, second: SecondOpinion) -> pypdfium2.PdfDocument | None:
    """The document, or None where only pypdf can open it; raises UnreadableFile where neither can."""
    try:
        document = pypdfium2.PdfDocument(path)
        if len(document) > 0:
            if document.get_formtype():
                document.init_forms()
            return document
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise UnreadableFile(
                f"{health.LOCKED} Save a copy without the password and add that.", Refusal.PASSWORD
            ) from error
    if second.count == 0:
        if b"%PDF-" not in path.read_bytes()[:1024]:
            raise UnreadableFile("It is not a PDF, whatever its name says. Download or export it again.")
        raise UnreadableFile("It is damaged: no page can be found in it. Download or export it again.")
    return None


def _read_page(document: pypdfium2.PdfDocument | None, index: int, second: SecondOpinion) -> _Read:
    content = PageContent(index + 1, 0.0, 0.0, problems=(PageProblem.FAILED,))
    if document is not None:
        try:
            content = page_content(document, index)
        except pypdfium2.PdfiumError as error:
            log.debug("pdfium: page %d: %s", index + 1, error)
    garbled = health.is_garbled(" ".join([word.text for word in content.words]))
    is_read = (content.words and not garbled) or content.notes
    if is_read or content.problems == (PageProblem.DRAWN,):
        return _Read(content)
    if PageProblem.HIDDEN not in content.problems:  # pypdf reads what is hidden, too
        text = second.text(index)
        if text.strip() and not health.is_garbled(text):
            return _Read(replace(content, words=(), problems=(), method="pypdf"), text=text)
    return _Read(replace(content, problems=(*content.problems, PageProblem.GARBLED)) if garbled else content)


def _put_away(page: _Read) -> _Read:
    """A page of a long document: its words are kept in little room until all pages are read."""
    return replace(page, content=replace(page.content, words=KeptWords(page.content.words)))


def _with_words(read: Sequence[_Read]) -> list[_Read]:
    """The pages, those read by OCR with its words: the sizes of their type are those of all of them."""
    made = iter(contents([(page.seen, page.content) for page in read if page.seen is not None]))
    return [page if page.seen is None else replace(page, content=next(made)) for page in read]


def _pages(read: list[_Read]) -> tuple[Page, ...]:
    """The pages as they are written. What they were read as is given up on the way: a long document has much of it."""
    for index, content in enumerate(with_labels([page.content for page in read])):
        read[index] = replace(read[index], content=content)
    laid = broken.made_whole(blocks(_handed_over(read)))
    words = broken.vocabulary(laid) + cleaning.vocabulary(page.text for page in read)
    pages: list[Page] = []
    for index, page in enumerate(read):
        pages.append(_page(page, laid[index], words))
        laid[index] = []
    return tuple(pages)


def _handed_over(read: list[_Read]) -> Iterator[PageContent]:
    """What pages were read as; they give up their words with it."""
    for index, page in enumerate(read):
        read[index] = replace(page, content=replace(page.content, words=()))
        yield page.content


def _page(page: _Read, laid: Sequence[Laid], words: Counter[str]) -> Page:
    if page.text:
        return _by_pypdf(page, words)
    if page.pictures:
        laid = with_pictures(laid, page.content, page.pictures)
        made = written(page.content.number, laid, page.content, words, "")
        return with_picture_spots(made, page.content, page.pictures)
    made = written(page.content.number, laid, page.content, words, "")
    return made if page.seen is None else with_spots(made, page.seen)


def _by_pypdf(page: _Read, words: Counter[str]) -> Page:
    """What pypdf finds has no places: a paragraph is what stands between blank lines."""
    content = page.content
    text = cleaning.tidied(cleaning.printable(cleaning.unbroken(page.text, words)))
    blocks_found = tuple(Block(Kind.PARAGRAPH, *match.span()) for match in _PARAGRAPH.finditer(text))
    return Page(content.number, text, content.method, "", content.problems, content.label, blocks_found)


def _headings(pages: Sequence[Page]) -> tuple[Section, ...]:
    """The sections of a file without an outline."""
    return tuple(
        Section(page.number, block.start, " ".join(page.text[block.start : block.end].split()))
        for page in pages
        for block in page.blocks
        if block.kind is Kind.HEADING
    )


def _entries(document: pypdfium2.PdfDocument | None) -> Iterator[tuple[int, str]]:
    """The (0-based page, title) entries of the outline, if there is one."""
    toc = iter(()) if document is None else document.get_toc()
    for entry, _ in zip(toc, range(_ENTRIES), strict=False):
        target = entry.get_dest()
        index = None if target is None else target.get_index()
        if index is not None:
            yield index, entry.get_title()
