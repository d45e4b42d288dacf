"""A page of a PDF as a picture, and where words of its stored text stand on it.

What a file does to PDFium is not to be foreseen: a server draws by `rag.pages.pictures`, where this runs in a child
process with limits. PDFium is not thread-safe.
"""

import ctypes
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from rag.errors import UnreadableFile
from rag.pages.boxes import Box, Glyph, lines
from rag.pages.matching import places
from rag.pages.page_image import Runs
from rag.values import NO_GLYPH, of_annotation

_PAGES = 4  # pages whose characters are kept: a page is looked at in several sizes


def page_count(path: Path) -> int:
    with _opened(path) as document:
        return len(document)


def locate(
    path: Path, number: int, text: str, spans: Iterable[tuple[int, int]], runs: Runs = ()
) -> tuple[Box, ...]:
    """The boxes, one a line, of the characters `start:end` of the stored page `text`; () where not found.

    By the `runs` of its glyphs, where the page has them. Without, its words are looked for: found means that at least
    half of a span's characters are on the page as PDFium reads it.
    """
    page = glyphs(path, number)
    found: list[Box] = []
    for start, end in spans:
        if runs:
            found += lines(page[i] for i in _indices(runs, start, end) if i < len(page))
            found += _said_by(path, number, runs, start, end)
            continue
        found_at = _places(path, number, text)
        wanted = [i for i in range(start, min(end, len(text))) if not text[i].isspace()]
        indices = sorted({found_at[i] for i in wanted if found_at[i] >= 0})
        if wanted and len(indices) >= len(wanted) / 2:
            found += lines(page[i] for i in _joined(indices))
    return tuple(found)


def _indices(runs: Runs, start: int, end: int) -> Iterator[int]:
    """The indices of the characters `start:end`, in the order of the text."""
    for begun, length, index in runs:
        first, last = max(start, begun), min(end, begun + length)
        if index > NO_GLYPH:
            yield from range(index + first - begun, index + last - begun)


def _said_by(path: Path, number: int, runs: Runs, start: int, end: int) -> list[Box]:
    """The boxes of the annotations that say the characters `start:end`."""
    said = [
        index for begun, length, index in runs if index < NO_GLYPH and start < begun + length and begun < end
    ]
    if not said:
        return []
    with _opened(path) as document:
        page = _page(document, path, number)
        scale = _Scale(page)
        boxes = [scale.box(_rectangle(page, of_annotation(index))) for index in dict.fromkeys(said)]
    return [box for box in boxes if box is not None]


def _rectangle(page: pypdfium2.PdfPage, number: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of an annotation; all 0 where there is none."""
    place, item = pdfium.FS_RECTF(), pdfium.FPDFPage_GetAnnot(page.raw, number)
    if item:
        pdfium.FPDFAnnot_GetRect(item, place)
        pdfium.FPDFPage_CloseAnnot(item)
    return place.left, place.bottom, place.right, place.top


@lru_cache(maxsize=_PAGES)
def _places(path: Path, number: int, text: str) -> tuple[int, ...]:
    return tuple(places(text, [glyph.character for glyph in glyphs(path, number)]))


@lru_cache(maxsize=_PAGES)
def glyphs(path: Path, number: int) -> tuple[Glyph, ...]:
    """The characters of page `number` (1-based), in PDFium's order."""
    with _opened(path) as document:
        page = _page(document, path, number)
        words, scale = page.get_textpage(), _Scale(page)
        turned = page.get_rotation() % 180 == 90
        return tuple(
            Glyph(
                chr(pdfium.FPDFText_GetUnicode(words.raw, index)),
                scale.box(words.get_charbox(index, loose=True)),
                turned is _lies(pdfium.FPDFText_GetCharAngle(words.raw, index)),
            )
            for index in range(words.count_chars())
        )


def _lies(angle: float) -> bool:
    """Whether text at `angle` (radians) is nearer to the vertical than to the horizontal."""
    return abs(math.sin(angle)) > 0.7


class _Scale:
    """From points on a page, whatever its rotation and crop, to fractions of what is rendered."""

    _SIZE = 100_000

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page

    def box(self, points: tuple[float, float, float, float]) -> Box | None:
        left, bottom, right, top = points
        if left >= right or bottom >= top:
            return None
        (x0, y0), (x1, y1) = self._fraction(left, bottom), self._fraction(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _fraction(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = self._SIZE
        pdfium.FPDF_PageToDevice(
            self._page.raw, 0, 0, size, size, 0, x, y, ctypes.byref(across), ctypes.byref(down)
        )
        return across.value / size, down.value / size


def _joined(indices: Sequence[int]) -> list[int]:
    """`indices` with what stands between two neighbours and was skipped in comparing (a hyphen)."""
    joined: list[int] = []
    for index in indices:
        between = range(joined[-1] + 1, index) if joined else range(0)
        if len(between) <= 3:
            joined += between
        joined.append(index)
    return joined


def picture(path: Path, number: int, width: int) -> Image.Image:
    """Page `number` (1-based), `width` pixels wide.

    Raises UnreadableFile where PDFium cannot open the file or the page.
    """
    with _opened(path) as document:
        page = _page(document, path, number)
        scale = width / max(1.0, page.get_width())
        scale = min(scale, 4 * width / max(1.0, page.get_height()))
        rendered: Image.Image = page.render(scale=scale).to_pil()
        return rendered.convert("RGB")


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, FileNotFoundError) as error:
        raise UnreadableFile(
            f"The file of this document cannot be shown ({error}). Its text is still in the library; "
            "add the file again to see its pages."
        ) from error


def _page(document: pypdfium2.PdfDocument, path: Path, number: int) -> pypdfium2.PdfPage:
    try:
        return document[number - 1]
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise UnreadableFile(f"Page {number} of {path.name} cannot be shown ({error}).") from error
