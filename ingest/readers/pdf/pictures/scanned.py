"""Pages of a PDF that have no text, or bad text: drawn by PDFium, read by OCR."""

from dataclasses import replace

import numpy as np
import pypdfium2

from ingest.readers.desk import PageTooLong
from ingest.readers.ocr.pages import seen_page
from ingest.readers.ocr.seeing.engine import Pixels, engine
from ingest.readers.ocr.values import SeenPage
from ingest.readers.pdf.words import Area, PageContent
from rag.values import PageProblem

_POINTS = 72
_DPI = 200
_MOST_PIXELS, _SIDE = 9_000_000, 4000
_GLANCE = 960  # pixels of a side: enough to count lines
_MORE = 4  # times as many lines as the page has words
_BAD = frozenset((PageProblem.SCANNED, PageProblem.GARBLED, PageProblem.DRAWN))


def seen(
    document: pypdfium2.PdfDocument, content: PageContent, is_stamped: bool
) -> tuple[PageContent, SeenPage | None]:
    """What OCR reads of a page, and the page without what was wrong with it; None where it finds no words.

    One that `is_stamped` has words that may be a stamp on a scan: it is read where there are many more lines.
    """
    index = content.number - 1
    try:
        if is_stamped and not _has_more(document, content):
            return content, None
        found = seen_page(f"page-{content.number}", lambda: _drawn(document, index, _DPI / _POINTS))
    except PageTooLong:
        return replace(content, problems=(*content.problems, PageProblem.SLOW)), None
    except pypdfium2.PdfiumError:
        return content, None
    if (is_stamped and found.doubtful) or not (found.lines or found.doubtful):
        return content, None
    problems = tuple(problem for problem in content.problems if problem not in _BAD)
    content = replace(content, problems=problems + (PageProblem.UNSURE,) * found.doubtful)
    return content, found if found.lines else None


def _has_more(document: pypdfium2.PdfDocument, content: PageContent) -> bool:
    scale = _GLANCE / max(content.width, content.height, 1.0)
    lines = len(engine().find(_drawn(document, content.number - 1, scale)))
    return lines > _MORE + len(content.words)


def drawn_part(document: pypdfium2.PdfDocument, content: PageContent, place: Area, scale: float) -> Pixels:
    """A part of a page as it is seen, `scale` pixels a point, in blue, green, red."""
    drawn = _drawn(document, content.number - 1, scale)
    across, down = drawn.shape[1] / content.width, drawn.shape[0] / content.height
    top, bottom = int(place.top * down), max(int(place.top * down) + 1, round(place.bottom * down))
    left, right = int(place.left * across), max(int(place.left * across) + 1, round(place.right * across))
    return np.ascontiguousarray(drawn[top:bottom, left:right])


def _drawn(document: pypdfium2.PdfDocument, index: int, scale: float) -> Pixels:
    """A page as it is seen, in blue, green, red."""
    page = document[index]
    try:
        width, height = (max(1.0, side) for side in page.get_size())
        scale = min(scale, _SIDE / max(width, height), (_MOST_PIXELS / (width * height)) ** 0.5)
        bitmap = page.render(scale=scale)
        try:
            drawn = bitmap.to_numpy()
            colours = drawn[:, :, :3] if drawn.ndim == 3 and drawn.shape[2] > 1 else np.dstack([drawn] * 3)
            return np.ascontiguousarray(colours, dtype=np.uint8)
        finally:
            bitmap.close()
    finally:
        page.close()
