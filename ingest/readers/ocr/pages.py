"""Pages and pictures read by OCR within their time, kept as they are read."""

from collections.abc import Callable

from ingest.readers.desk import desk
from ingest.readers.ocr.engine import Pixels, engine
from ingest.readers.ocr.kept import keep, kept
from ingest.readers.ocr.reading import read_pixels
from ingest.readers.ocr.values import SeenPage


def seen_page(name: str, draw: Callable[[], Pixels]) -> SeenPage:
    """What is on the page that `draw` draws; `name` is that of a file that it is kept in.

    Raises PageTooLong where it takes more than its time, now or the last time.
    """
    at = desk()
    page = kept(at.keep, name)
    if page is None:
        check = at.begin(name)
        page = read_pixels(engine(), draw(), check)
        keep(at.keep, name, page)
    return page
