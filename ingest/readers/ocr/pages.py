"""Pages and pictures read by OCR within their time, kept as they are read."""

from collections.abc import Callable

from ingest.readers.desk import desk
from ingest.readers.ocr.kept import keep, kept
from ingest.readers.ocr.seeing.engine import Pixels, engine
from ingest.readers.ocr.seeing.reading import read_pixels
from ingest.readers.ocr.values import SeenPage


def seen_page(
    name: str, draw: Callable[[], Pixels], sheets: float = 1.0, is_upright: bool = False
) -> SeenPage:
    """What is on the page that `draw` draws; `name` is that of a file that it is kept in. It has the time of `sheets`.
    What `is_upright` is not tried upside down.

    Raises PageTooLong where it takes more than its time, now or the last time.
    """
    at = desk()
    page = kept(at.keep, name)
    if page is None:
        check = at.begin(name, sheets)
        loaded = engine()  # which takes a second or more, the first time
        check()
        page = read_pixels(loaded, draw(), check, is_upright)
        keep(at.keep, name, page)
    return page
