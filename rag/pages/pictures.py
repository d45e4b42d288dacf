"""Pictures of pages for everybody: drawn in child processes within limits, and kept for the next who looks.

A page that cannot be drawn costs the one who looks at it a few seconds, and nobody else anything.
"""

import base64
import queue
import threading
import time
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from rag.common.child import Child, TooLong
from rag.errors import UnreadableFile
from rag.pages.boxes import Box
from rag.pages.page_image import Marks, PageImage

_TEXT = "so here is its text."
_MANY = f"Many pages are being drawn just now, {_TEXT} Close it and open it again in a moment."
_MEMORY = f"Drawing this page takes too much memory, {_TEXT}"
_CRASH = f"This page cannot be drawn: it is probably damaged, {_TEXT}"


@dataclass(frozen=True, slots=True)
class DrawingLimits:
    """What drawing may cost: seconds and memory of a page, and how many pages are drawn at once.

    `kept` pictures stay in memory; a page that exceeded a limit is tried again after `again` seconds.
    """

    seconds: float = 10.0
    megabytes: int = 1024
    children: int = 3
    kept: int = 48
    again: float = 600.0


@dataclass(frozen=True, slots=True)
class _Wanted:
    path: Path
    number: int
    text: str
    marks: Marks | None
    width: int


class Pictures:
    """Draws pages of PDFs and pictures. Safe to use from many threads; close it when it is no longer needed."""

    def __init__(self, limits: DrawingLimits | None = None, module: str = "rag.pages.child") -> None:
        self._limits = limits or DrawingLimits()
        self._children = [Child(module) for _ in range(self._limits.children)]
        # Last in, first out: what is drawn now and then needs one process.
        self._free: queue.LifoQueue[Child] = queue.LifoQueue()
        for child in self._children:
            self._free.put(child)
        self._pictures: OrderedDict[_Wanted, Future[PageImage]] = OrderedDict()
        self._refused: dict[tuple[Path, int], tuple[float, str]] = {}  # page -> (until when, why)
        self._lock = threading.Lock()

    def draw(
        self, path: Path, number: int, text: str, marks: Marks | None = None, width: int = 900
    ) -> PageImage:
        """Page `number` (1-based), `width` pixels wide, with `marks` of its stored `text` marked.

        Raises UnreadableFile, in words for the reader, where it cannot be drawn within the limits.
        """
        wanted = _Wanted(path, number, text, marks, width)
        picture, mine = self._picture(wanted)
        if mine:
            try:
                picture.set_result(self._drawn(wanted))
            except BaseException as error:  # noqa: BLE001 - those who wait for it must hear of it
                with self._lock:
                    self._pictures.pop(wanted, None)
                picture.set_exception(error)
        return picture.result()

    def sketch(self, path: Path, number: int, text: str, marks: Marks | None, width: int) -> PageImage:
        """The same for a small picture that nobody waits for: it takes no other's place among those that are kept."""
        wanted = _Wanted(path, number, text, marks, width)
        with self._lock:
            self._check(wanted)
        return self._drawn(wanted)

    def close(self) -> None:
        """End the processes that draw nothing; the others end with this one."""
        while not self._free.empty():
            self._free.get_nowait().close()

    def _picture(self, wanted: _Wanted) -> "tuple[Future[PageImage], bool]":
        """The picture, drawn or on its way, and whether the caller is the one to draw it."""
        with self._lock:
            self._check(wanted)
            picture = self._pictures.get(wanted)
            if picture is not None:
                self._pictures.move_to_end(wanted)
                return picture, False
            picture = self._pictures[wanted] = Future()
            while len(self._pictures) > self._limits.kept:
                self._pictures.popitem(last=False)
            return picture, True

    def _check(self, wanted: _Wanted) -> None:
        """Raise at once what the page was refused for a while ago, however it was to be marked."""
        until, why = self._refused.get((wanted.path, wanted.number), (0.0, ""))
        if time.monotonic() < until:
            raise UnreadableFile(why)

    def _drawn(self, wanted: _Wanted) -> PageImage:
        try:
            child = self._free.get(timeout=self._limits.seconds)
        except queue.Empty as busy:
            raise UnreadableFile(_MANY) from busy
        try:
            answer = child.ask(_request(wanted), self._limits.seconds, self._limits.megabytes)
        except TooLong as late:
            why = f"Drawing this page takes longer than {self._limits.seconds:g} seconds, {_TEXT}"
            raise self._refuse(wanted, why) from late
        finally:
            self._free.put(child)
        if "memory" in answer or "died" in answer:
            raise self._refuse(wanted, _MEMORY if "memory" in answer else _CRASH)
        if "error" in answer:
            raise UnreadableFile(answer["error"])
        return _image(answer)

    def _refuse(self, wanted: _Wanted, why: str) -> UnreadableFile:
        now = time.monotonic()
        with self._lock:
            self._refused = {page: told for page, told in self._refused.items() if told[0] > now}
            self._refused[wanted.path, wanted.number] = now + self._limits.again, why
        return UnreadableFile(why)


def _request(wanted: _Wanted) -> dict[str, Any]:
    marks = wanted.marks
    return {
        "path": str(wanted.path.absolute()),
        "number": wanted.number,
        "text": wanted.text,
        "quote": marks.quote if marks else None,
        "words": marks.words if marks else (),
        "glyphs": marks.glyphs if marks else (),
        "spots": [astuple(spot) for spot in marks.spots] if marks else (),
        "converted": marks.converted if marks else "",
        "others": marks.others if marks else (),
        "cut": marks.cut if marks else False,
        "width": wanted.width,
    }


def _image(answer: dict[str, Any]) -> PageImage:
    boxes = tuple(Box(*box) for box in answer["boxes"])
    return PageImage(base64.b64decode(answer["png"]), answer["width"], answer["height"], boxes)
