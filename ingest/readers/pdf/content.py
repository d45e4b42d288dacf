"""A page as PDFium draws it: the words that can be seen, lines, boxes, pictures, and what was added."""

import ctypes
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.cleaning import printable
from ingest.readers.pdf.characters.accents import composed
from ingest.readers.pdf.characters.doubled import once
from ingest.readers.pdf.characters.glyphs import Character, glyphs
from ingest.readers.pdf.characters.hidden import without_hidden
from ingest.readers.pdf.characters.wording import words
from ingest.readers.pdf.notes import notes
from ingest.readers.pdf.seen import Seen, seen
from ingest.readers.pdf.shapes.calls import pointer
from ingest.readers.pdf.shapes.drawn import Drawn, Layer, drawn
from ingest.readers.pdf.words import PageContent, PrintedWord
from rag.values import PageProblem

_SAMPLE = 997  # every so manyth point of a picture is looked at
_MOST = 0.6  # of the characters of a page
_SOLID = 250  # of 255


def page_content(document: pypdfium2.PdfDocument, index: int) -> PageContent:
    """Page `index` (0-based). Raises PdfiumError where PDFium cannot load it."""
    page = document[index]
    try:
        sight, found = _read(page)
        pictured = drawn(page, sight)
        shown, skipped = without_hidden(
            found, pictured, sight, lambda layer: _is_solid(document, page, layer)
        )
        said = words(once(shown))
        added = notes(document, page, sight, said)
        return PageContent(
            index + 1,
            sight.width,
            sight.height,
            _label(document, index),
            said,
            tuple(pictured.rules),
            tuple(pictured.fills),
            tuple(pictured.pictures),
            added,
            _problems(said, pictured, skipped, bool(added)),
        )
    finally:
        page.close()


def _read(page: pypdfium2.PdfPage) -> tuple[Seen, list[Character]]:
    """The characters of a page and how it is seen; one whose text stands on its head is read as if it were turned."""
    sight, text = seen(page), page.get_textpage()
    try:
        found = glyphs(text, sight)
        if sum([glyph.type.quarter == 2 for glyph in found]) > _MOST * len(found):
            sight = sight.upside_down()
            found = glyphs(text, sight)
        return sight, composed(found)
    finally:
        text.close()


def _problems(
    said: Sequence[PrintedWord], pictured: Drawn, skipped: bool, has_notes: bool
) -> tuple[str, ...]:
    problems = (PageProblem.HIDDEN,) if skipped else ()
    if said or has_notes:
        return problems
    if pictured.pictures:
        return (PageProblem.SCANNED, *problems)
    return (PageProblem.DRAWN, *problems) if pictured.has_paths and not pictured.order else problems


def _label(document: pypdfium2.PdfDocument, index: int) -> str:
    label = " ".join(printable(document.get_page_label(index) or "").split())
    return "" if label == str(index + 1) else label


def _is_solid(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, layer: Layer) -> bool:
    """Whether nothing shines through a picture: it is drawn alone, and its points looked at."""
    picture = pointer(layer.item)
    if pdfium.FPDFPageObj_GetType(picture) != pdfium.FPDF_PAGEOBJ_IMAGE:
        return False
    if pdfium.FPDFPageObj_HasTransparency(picture):
        return False
    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(document.raw, page.raw, picture)
    if not bitmap:
        return False
    try:
        if pdfium.FPDFBitmap_GetFormat(bitmap) != pdfium.FPDFBitmap_BGRA:
            return True
        size = pdfium.FPDFBitmap_GetStride(bitmap) * pdfium.FPDFBitmap_GetHeight(bitmap)
        alphas = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), size)[3::4][::_SAMPLE]
        return sum(alphas) >= _SOLID * len(alphas)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
