"""PDF files: pdfium reads each page; pypdf gives a second opinion where pdfium fails or finds nothing.

This runs in a child process (`ingest.child`), because a broken file can hang or crash either library.
"""

import ctypes
import logging
import math
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers import assembly, health, layout
from ingest.readers.assembly import RawPage
from ingest.readers.base import Progress, ReadFile
from rag.errors import UnreadableFile
from rag.values import PageProblem

if TYPE_CHECKING:
    import pypdf

log = logging.getLogger(__name__)

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_NO_TEXT = "There is no text in it. If you see some, run text recognition (OCR) on the file and add it again."
_OBJECTS_LOOKED_AT = 2000


class PdfReader:
    """Text in the order of the file, page by page; `ingest.readers.cleaning` tells how offsets map back."""

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        for name in ("pypdf", "pypdfium2"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        second = _SecondOpinion(path)
        document = _open(path, second)
        count = second.count if document is None else len(document)
        raw: list[RawPage] = []
        for index in range(min(count, page_limit)):
            raw.append(_read_page(document, index, second))
            progress(index + 1, min(count, page_limit))
        raw = assembly.without_running_lines(raw)
        texts = assembly.cleaned(raw)
        sections = assembly.outline(_entries(document), texts) or assembly.headings(raw, texts)
        pages = assembly.pages(raw, texts, sections)
        problems = health.health(pages, count)
        if not any(character.isalnum() for text in texts for character in text):
            raise UnreadableFile(" ".join(problems) or _NO_TEXT)
        stated = "" if document is None else document.get_metadata_value("Title")
        return ReadFile(assembly.title(stated, raw[0]), "application/pdf", pages, problems, sections)


def _open(path: Path, second: "_SecondOpinion") -> pypdfium2.PdfDocument | None:
    """The document, or None where only pypdf can open it; raises UnreadableFile where neither can."""
    try:
        document = pypdfium2.PdfDocument(path)
        if len(document) > 0:
            return document
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise UnreadableFile(f"{health.LOCKED} Save a copy without the password and add that.") from error
    if second.count == 0:
        if b"%PDF-" not in path.read_bytes()[:1024]:
            raise UnreadableFile("It is not a PDF, whatever its name says. Download or export it again.")
        raise UnreadableFile("It is damaged: no page can be found in it. Download or export it again.")
    return None


def _read_page(document: pypdfium2.PdfDocument | None, index: int, second: "_SecondOpinion") -> RawPage:
    page = RawPage("", problems=(PageProblem.FAILED,))
    if document is not None:
        try:
            page = _by_pdfium(document, index)
        except pypdfium2.PdfiumError as error:
            log.debug("pdfium: page %d: %s", index + 1, error)
    garbled = health.is_garbled(page.text)
    if (page.text.strip() and not garbled) or page.problems == (PageProblem.DRAWN,):
        return page
    other = second.text(index)
    if other.strip() and not health.is_garbled(other):
        return RawPage(other, "pypdf")
    problems = (*page.problems, PageProblem.GARBLED) if garbled else page.problems
    return RawPage(page.text, page.method, page.lines, problems)


def _by_pdfium(document: pypdfium2.PdfDocument, index: int) -> RawPage:
    page = document[index]
    try:
        words = page.get_textpage()
        text = words.get_text_range()
        if not text.strip():
            return RawPage("", problems=_without_text(page))
        lines, hidden = _lines(words, text)
        # A scan with recognised text has all of it hidden, behind the picture.
        return RawPage(text, "pdfium", lines, (PageProblem.HIDDEN,) if 0 < hidden < len(lines) else ())
    finally:
        page.close()


def _without_text(page: pypdfium2.PdfPage) -> tuple[str, ...]:
    """What is wrong with a page that gives no text; nothing, where it seems blank."""
    kinds = {item.type for item, _ in zip(page.get_objects(), range(_OBJECTS_LOOKED_AT), strict=False)}
    if pdfium.FPDF_PAGEOBJ_IMAGE in kinds:
        return (PageProblem.SCANNED,)
    return (PageProblem.DRAWN,) if kinds and pdfium.FPDF_PAGEOBJ_TEXT not in kinds else ()


def _lines(words: pypdfium2.PdfTextPage, text: str) -> tuple[tuple[layout.Line, ...], int]:
    """The lines of a page with their type, and how many of them are invisible."""
    lines, hidden = [], 0
    for match in re.finditer(r"[^\s][^\r\n]*", text):
        end = match.start() + len(match.group().rstrip())
        first, last = (pdfium.FPDFText_GetCharIndexFromTextIndex(words, i) for i in (match.start(), end - 1))
        lines.append(layout.Line(match.start(), end, _type(words, first), _type(words, last)))
        piece = pdfium.FPDFText_GetTextObject(words, first)
        hidden += bool(piece) and (
            pdfium.FPDFTextObj_GetTextRenderMode(piece) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        )
    return tuple(lines), hidden


def _type(words: pypdfium2.PdfTextPage, index: int) -> layout.Type:
    matrix, x, y = pdfium.FS_MATRIX(a=1, d=1), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetMatrix(words, index, matrix)
    pdfium.FPDFText_GetCharOrigin(words, index, x, y)
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(words, index, name, len(name), ctypes.c_int())
    bold = pdfium.FPDFText_GetFontWeight(words, index) >= 600 or b"bold" in name.value.lower()
    size = pdfium.FPDFText_GetFontSize(words, index) * math.hypot(matrix.c, matrix.d)
    return layout.Type(round(size, 1), bold, round(y.value, 1), abs(matrix.b) > abs(matrix.a) / 10)


def _entries(document: pypdfium2.PdfDocument | None) -> Iterator[tuple[int, str]]:
    """The (0-based page, title) entries of the outline, if there is one."""
    toc = iter(()) if document is None else document.get_toc()
    for entry, _ in zip(toc, range(_OBJECTS_LOOKED_AT), strict=False):
        target = entry.get_dest()
        index = None if target is None else target.get_index()
        if index is not None:
            yield index, entry.get_title()


class _SecondOpinion:
    """The file as pypdf reads it, opened only when it is asked."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def count(self) -> int:
        """How many pages pypdf finds; 0 where it cannot read the file."""
        return 0 if self._reader is None else len(self._reader.pages)

    def text(self, index: int) -> str:
        """The text of a page by its 0-based index, "" where pypdf cannot read it."""
        if not index < self.count or self._reader is None:
            return ""
        try:
            return self._reader.pages[index].extract_text()
        except MemoryError:
            raise
        except Exception:  # broken files make pypdf raise nearly everything there is
            log.debug("pypdf: page %d of %s", index + 1, self._path.name, exc_info=True)
            return ""

    @cached_property
    def _reader(self) -> "pypdf.PdfReader | None":
        import pypdf  # a quarter of a second, which most files do not need

        try:
            reader = pypdf.PdfReader(self._path, strict=False)
            if reader.is_encrypted:
                reader.decrypt("")
            len(reader.pages)
            return reader
        except MemoryError:
            raise
        except Exception:  # as above
            log.debug("pypdf cannot open %s", self._path.name, exc_info=True)
            return None
