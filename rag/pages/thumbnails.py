"""Small pictures of pages, drawn one after the other behind what is looked at, and kept for the next who opens them."""

import logging
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rag.errors import UnreadableFile
from rag.pages.page_image import Marks
from rag.pages.pictures import Pictures

log = logging.getLogger(__name__)

_WIDTH = 160  # pixels
_KEPT = 300  # small pictures, of some 20 KB each
_WAITING = 48  # more that wait are those of pages that nobody looks at any more


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture of a page as PNG, empty where the page cannot be drawn."""

    png: bytes


class Thumbnails:
    """Gives what is drawn already, and has the rest drawn meanwhile. Safe to use from many threads."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._worker = ThreadPoolExecutor(1, "thumbnails")
        self._known: OrderedDict[tuple[Path, int], Future[Thumbnail]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, path: Path, number: int, text: str, converted: str = "") -> Thumbnail | None:
        """The picture of page `number` (1-based) of a file, None while it is on its way. Never waits.

        `text` is the page's, `converted` as in `Marks`.
        """
        key = (path, number)
        with self._lock:
            drawn = self._known.get(key)
            if drawn is None or drawn.cancelled():
                drawn = self._known[key] = self._worker.submit(self._draw, path, number, text, converted)
                self._forget()
            self._known.move_to_end(key)
        return drawn.result() if drawn.done() and not drawn.cancelled() else None

    def close(self) -> None:
        """Draw no more; the one at work is finished."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _draw(self, path: Path, number: int, text: str, converted: str) -> Thumbnail:
        marks = Marks((0, 0), converted=converted) if converted else None
        try:
            return Thumbnail(self._pictures.sketch(path, number, text, marks, _WIDTH).png)
        except UnreadableFile as error:
            log.debug("%s, page %d: no small picture (%s)", path.name, number, error)
            return Thumbnail(b"")

    def _forget(self) -> None:
        """The oldest of too many: those that wait, and those that are drawn."""
        waiting = [key for key, drawn in self._known.items() if not drawn.done()]
        for key in waiting[:-_WAITING]:
            if self._known[key].cancel():
                del self._known[key]
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)[1].cancel()
