"""A page of a PDF or of a picture file as a picture, with words of its stored text marked where they stand."""

import io
from collections.abc import Iterable
from functools import reduce
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from rag.errors import UnreadableFile
from rag.pages.boxes import Box
from rag.pages.office.finding import boxes, find
from rag.pages.page_image import Marks, PageImage
from rag.pages.photos import is_picture, photo
from rag.pages.rendering import locate, picture
from rag.pages.spots import marked
from rag.values import Span

_MARGIN = (
    0.01  # of the width of a page: what is seen beside what it is cut around; half of it above and below
)
_QUOTE, _WORDS = (255, 240, 160), (255, 205, 80)


def render(path: Path, number: int, text: str, marks: Marks | None = None, width: int = 900) -> PageImage:
    """Page `number` (1-based), `width` pixels wide, with `marks` of its stored `text` marked.

    Raises UnreadableFile where the file or the page cannot be opened, or what it is to be cut around is not found.
    """
    if marks is not None and marks.cut:
        return _cut(path, number, text, marks, width)
    if marks is not None and marks.converted:
        return _converted(path, number, text, marks, width)
    drawn = photo(path, number, width) if is_picture(path) else picture(path, number, width)
    quote: tuple[Box, ...] = ()
    if marks is not None:
        shape = drawn.width / drawn.height
        if marks.others:
            _highlight(drawn, _boxes(path, number, text, marks.others, marks, shape), _QUOTE)
        quote = _boxes(path, number, text, [marks.quote], marks, shape)
        _highlight(drawn, quote, _QUOTE)
        if quote and marks.words:
            _highlight(drawn, _boxes(path, number, text, marks.words, marks, shape), _WORDS)
    return PageImage(_png(drawn), drawn.width, drawn.height, quote)


def _cut(path: Path, number: int, text: str, marks: Marks, width: int) -> PageImage:
    """The part of a page that the quote stands on, with what is drawn close around it."""
    drawn = photo(path, number, width) if is_picture(path) else picture(path, number, width)
    found = _boxes(path, number, text, [marks.quote], marks, drawn.width / drawn.height)
    if not found:
        raise UnreadableFile("The words could not be found on the picture of the page.")
    around = reduce(Box.joined, found)
    margin = round(_MARGIN * drawn.width)
    part = drawn.crop(
        (
            max(0, round(around.left * drawn.width) - margin),
            max(0, round(around.top * drawn.height) - margin // 2),
            min(drawn.width, round(around.right * drawn.width) + margin),
            min(drawn.height, round(around.bottom * drawn.height) + margin // 2),
        )
    )
    return PageImage(_png(part), part.width, part.height, ())


def _converted(path: Path, number: int, text: str, marks: Marks, width: int) -> PageImage:
    """A page of an office file that was made a PDF of: which page that is on is told by its words."""
    quote = marks.quote if marks.quote[0] < marks.quote[1] else None
    page = find(path, text, quote, number if marks.converted == "slides" else 0)
    if page is None:
        raise UnreadableFile("The page could not be found in what LibreOffice makes of the file.")
    drawn = picture(path, page, width)
    placed = boxes(path, page, text, [quote]) if quote else ()
    if quote and not placed:
        raise UnreadableFile("The words could not be found in what LibreOffice makes of the file.")
    _highlight(drawn, placed, _QUOTE)
    if quote and marks.others:
        _highlight(drawn, boxes(path, page, text, marks.others), _QUOTE)
    if quote and marks.words:
        _highlight(drawn, boxes(path, page, text, marks.words), _WORDS)
    return PageImage(_png(drawn), drawn.width, drawn.height, placed)


def _boxes(
    path: Path, number: int, text: str, spans: Iterable[Span], marks: Marks, shape: float
) -> tuple[Box, ...]:
    """By the places that the page tells, else as PDFium finds them."""
    if marks.glyphs or not (marks.spots or is_picture(path)):
        return locate(path, number, text, spans, marks.glyphs)
    return marked(text, marks.spots, spans, shape)


def _highlight(picture: Image.Image, boxes: Iterable[Box], colour: tuple[int, int, int]) -> None:
    """Lay a colour over boxes as a text marker does: dark stays dark."""
    layer = Image.new("RGB", picture.size, (255, 255, 255))
    draw = ImageDraw.Draw(layer)
    for box in boxes:
        corner = box.left * picture.width, box.top * picture.height
        draw.rectangle((*corner, box.right * picture.width, box.bottom * picture.height), fill=colour)
    picture.paste(ImageChops.multiply(picture, layer))


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
