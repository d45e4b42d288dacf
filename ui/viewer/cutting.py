"""A formula as its page shows it: the picture of the page, cut around it."""

import logging
from pathlib import Path

from rag.errors import UnreadableFile
from rag.pages.page_image import Marks, PageImage
from rag.values import Kind, Page
from ui import resources
from ui.chat.sources import NumberedSource
from ui.viewer.picture import is_marked

log = logging.getLogger(__name__)

SHARP = 2
"""Pixels of the picture for one on the screen."""

_WIDTH = 900  # pixels on the screen of a whole page: its letters are about as large as those of an answer
_DRAWN = frozenset({"pdfium", "pypdf", "ocr"})


def formula(source: NumberedSource, page: Page, path: Path | None) -> PageImage | None:
    """The picture of the formula that `source` cites on `page` of the file at `path`; None where it cites something
    else, or there is no picture of it."""
    inside = (
        block.kind is Kind.FORMULA and block.start <= source.start and source.end <= block.end
        for block in page.blocks
    )
    if path is None or page.method not in _DRAWN or not is_marked(source, page) or not any(inside):
        return None
    around = Marks((source.start, source.end), glyphs=page.glyphs, spots=page.spots, cut=True)
    try:
        return resources.engine().pictures.draw(path, page.number, page.text, around, SHARP * _WIDTH)
    except UnreadableFile as error:
        log.debug("%s, page %d: %s", source.document, page.number, error)
        return None
