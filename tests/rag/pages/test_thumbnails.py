"""Small pictures come when they are drawn; nobody waits for them, and none takes a large one's place."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from rag.errors import UnreadableFile
from rag.pages import thumbnails
from rag.pages.page_image import Marks, PageImage
from rag.pages.thumbnails import Thumbnail, Thumbnails

BOOK = Path("book.pdf")


class FakePictures:
    """Draws a page once `go` is set; page 9 cannot be drawn."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.asked: list[tuple[int, str, int]] = []

    def sketch(self, path: Path, number: int, text: str, marks: Marks | None, width: int) -> PageImage:
        self.asked.append((number, marks.converted if marks else "", width))
        assert self.go.wait(20)
        if number == 9:
            raise UnreadableFile("damaged")
        return PageImage(f"{path.name} {number}".encode(), width, width, ())


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_picture_comes_later_and_is_kept() -> None:
    pictures = FakePictures()
    small = Thumbnails(pictures)  # type: ignore[arg-type]
    assert small.get(BOOK, 1, "") is None and small.get(BOOK, 1, "") is None
    assert small.get(BOOK, 2, "words", "slides") is None
    pictures.go.set()
    until(lambda: small.get(BOOK, 2, "") is not None)
    assert small.get(BOOK, 1, "") == Thumbnail(b"book.pdf 1")
    assert pictures.asked == [(1, "", 160), (2, "slides", 160)]  # each once
    small.close()


def test_a_page_that_cannot_be_drawn_has_an_empty_one() -> None:
    pictures = FakePictures()
    pictures.go.set()
    small = Thumbnails(pictures)  # type: ignore[arg-type]
    until(lambda: small.get(BOOK, 9, "") is not None)
    assert small.get(BOOK, 9, "") == Thumbnail(b"")
    small.close()


def test_what_waits_too_long_is_not_drawn(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(thumbnails, "_WAITING", 2)
    pictures = FakePictures()
    small = Thumbnails(pictures)  # type: ignore[arg-type]
    small.get(BOOK, 1, "")
    until(lambda: bool(pictures.asked))
    for number in (2, 3, 4, 5):
        small.get(BOOK, number, "")
    pictures.go.set()
    until(lambda: small.get(BOOK, 5, "") is not None)
    assert [number for number, *_ in pictures.asked] == [1, 4, 5]
    small.close()
