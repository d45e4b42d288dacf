"""Pages that were read are not read again; one that takes too long is left out and named."""

from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest

from ingest.readers import desk
from ingest.readers.ocr import kept, pages
from ingest.readers.ocr.picture import PictureReader
from ingest.readers.ocr.values import SeenLine, SeenPage, SeenWord
from rag.errors import UnreadableFile
from tests.ingest.readers.ocr.drawing import drawn, saved

WORD = SeenWord("star", 0.93, (1.0, 2.0, 30.0, 12.0), (1.5, 2.0, 30.5, 12.0), True)
PAGE = SeenPage(60, 20, 20, 60, (SeenLine((WORD,), 10.0, 8.0, 0.2, True),), ((0.0, 1.0, 60.0, 2.0),), True)


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    kept.keep(tmp_path / "new", "page-1", PAGE)
    assert kept.kept(tmp_path / "new", "page-1") == PAGE
    assert kept.kept(tmp_path / "new", "page-2") is None
    assert kept.kept(None, "page-1") is None


@pytest.mark.parametrize(
    "content", ["", "{}", "[1]", '{"version": 1, "page": {}}', '{"version": 0, "page": {}}']
)
def test_what_is_damaged_or_old_is_read_again(tmp_path: Path, content: str) -> None:
    (tmp_path / "page-1.json").write_text(content)
    assert kept.kept(tmp_path, "page-1") is None


def test_a_kept_page_is_not_drawn_again(tmp_path: Path) -> None:
    kept.keep(tmp_path, "page-1", PAGE)
    with desk.at(desk.Desk(keep=tmp_path)):
        assert pages.seen_page("page-1", lambda: pytest.fail("it is drawn")) == PAGE


def test_what_is_read_is_kept(tmp_path: Path) -> None:
    white = np.full((40, 60, 3), 255, dtype=np.uint8)
    said: list[tuple[str, float]] = []
    with desk.at(desk.Desk(5.0, tmp_path, say=lambda name, seconds: said.append((name, seconds)))):
        page = pages.seen_page("page-7", lambda: white, 2.0)
    assert kept.kept(tmp_path, "page-7") == page
    assert said == [("page-7", 30.0)]  # two sheets, and three times as long where the processor is busy


def test_a_page_that_takes_too_long_is_named(tmp_path: Path) -> None:
    path = saved(drawn(), tmp_path / "a.png")
    with (
        desk.at(desk.Desk(ocr_seconds=0.0)),
        pytest.raises(UnreadableFile, match=r"Page 1 has been left out.*ingestion\.ocr_seconds"),
    ):
        PictureReader().read(path, 10, lambda done, total: None)


def test_a_page_that_ended_the_process_is_not_tried_again() -> None:
    with desk.at(desk.Desk(left_out=frozenset({"page-3"}))), pytest.raises(desk.PageTooLong):
        pages.seen_page("page-3", lambda: pytest.fail("it is drawn"))


@pytest.mark.parametrize(
    ("clock", "processor", "ends"),
    [(61.0, 61.0, True), (61.0, 20.0, False), (59.0, 80.0, False), (181.0, 20.0, True)],
)
def test_the_time_of_a_page_ends(
    clock: float, processor: float, ends: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = desk.Desk(ocr_seconds=60.0).begin("page-1")
    monkeypatch.setattr("ingest.readers.desk.time", _Times(0.0, 0.0))
    check()
    monkeypatch.setattr("ingest.readers.desk.time", _Times(clock, processor))
    with pytest.raises(desk.PageTooLong) if ends else nullcontext():
        check()


class _Times:
    """Clocks that stand still."""

    def __init__(self, clock: float, processor: float) -> None:
        self.monotonic = lambda: clock
        self.process_time = lambda: processor
