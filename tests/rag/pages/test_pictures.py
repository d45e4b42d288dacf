"""A page that cannot be drawn costs its reader some seconds, and nobody else anything."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf.reader import PdfReader
from rag.errors import UnreadableFile
from rag.pages import drawing
from rag.pages.page_image import Marks
from rag.pages.pictures import DrawingLimits, Pictures
from tests.rag.pages.hostile import SENTENCE, write_slow_pdf

UNRULY = "tests.rag.pages.unruly_child"


@pytest.fixture
def pictures() -> Iterator[Pictures]:
    """The real ones, with their real limits."""
    made = Pictures()
    yield made
    made.close()


@pytest.fixture
def unruly() -> Iterator[Pictures]:
    made = Pictures(DrawingLimits(seconds=3.0, megabytes=512, children=2, kept=3), UNRULY)
    yield made
    made.close()


@pytest.fixture
def handout(tmp_path: Path) -> Path:
    path = tmp_path / "handout.pdf"
    canvas = Canvas(str(path))
    for number in range(1, 4):
        canvas.drawString(72, 700, f"This is page {number} of the handout.")
        canvas.showPage()
    canvas.save()
    return path


def test_a_picture_is_what_the_renderer_draws(pictures: Pictures, handout: Path) -> None:
    text = "This is page 2 of the handout."
    marks = Marks((8, 14), ((13, 14),))
    drawn = pictures.draw(handout, 2, text, marks, 700)
    assert drawn == drawing.render(handout, 2, text, marks, 700)
    assert len(drawn.boxes) == 1 and drawn.png.startswith(b"\x89PNG")
    assert pictures.draw(handout, 2, text, marks, 700) is drawn  # kept
    by_glyphs = Marks((0, 4), glyphs=((0, 4, 8),))  # whatever the text says
    assert pictures.draw(handout, 2, "page", by_glyphs, 700) == drawing.render(
        handout, 2, "page", by_glyphs, 700
    )
    with pytest.raises(UnreadableFile, match=r"Page 9 of handout\.pdf cannot be shown"):
        pictures.draw(handout, 9, "")


def test_a_small_file_that_takes_minutes_to_draw_holds_up_nobody_else(
    pictures: Pictures, handout: Path, tmp_path: Path
) -> None:
    bomb = write_slow_pdf(tmp_path / "bomb.pdf")
    assert bomb.stat().st_size < 31_000
    assert PdfReader().read(bomb, 1, lambda done, total: None).pages[0].text == SENTENCE
    pictures.draw(handout, 1, "")  # one process has started
    given_up = threading.Event()

    def look() -> str:
        try:
            pictures.draw(bomb, 1, SENTENCE, Marks((0, 9)))
        except UnreadableFile as error:
            return str(error)
        finally:
            given_up.set()
        return ""

    with ThreadPoolExecutor() as pool:
        start = time.monotonic()
        said = pool.submit(look)
        assert not given_up.wait(0.5)
        for number in (1, 2, 3):
            assert pictures.draw(handout, number, "", None, 500).width == 500
        assert not given_up.is_set()
        assert said.result() == "Drawing this page takes longer than 10 seconds, so here is its text."
        assert time.monotonic() - start < 15
    start = time.monotonic()
    with pytest.raises(UnreadableFile, match="takes longer"):  # known by now, however it is to be marked
        pictures.draw(bomb, 1, SENTENCE, None, 1440)
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hang", "takes longer than 3 seconds, so here is its text"),
        ("crash", "cannot be drawn: it is probably damaged, so here is its text"),
        ("huge", "takes too much memory, so here is its text"),
    ],
)
def test_each_way_to_fail_is_said_and_the_next_page_is_drawn(unruly: Pictures, name: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        unruly.draw(Path(f"{name}.pdf"), 1, "")
    assert unruly.draw(Path("good.pdf"), 1, "").png


def test_two_who_look_at_one_page_have_it_drawn_once(unruly: Pictures) -> None:
    with ThreadPoolExecutor() as pool:
        first, second = pool.map(lambda _: unruly.draw(Path("slow.pdf"), 1, ""), range(2))
    assert first is second


def test_so_many_pictures_are_kept(unruly: Pictures) -> None:
    first = unruly.draw(Path("good.pdf"), 1, "")
    for number in (2, 3):
        unruly.draw(Path("good.pdf"), number, "")
    assert unruly.draw(Path("good.pdf"), 1, "") is first
    for number in (4, 5, 6):
        unruly.draw(Path("good.pdf"), number, "")
    assert unruly.draw(Path("good.pdf"), 1, "") is not first


def test_where_all_processes_are_taken_the_text_comes_in_time() -> None:
    pictures = Pictures(DrawingLimits(seconds=1.0, children=1), UNRULY)
    taken = pictures._free.get()
    start = time.monotonic()
    with pytest.raises(UnreadableFile, match="Many pages are being drawn just now"):
        pictures.draw(Path("good.pdf"), 1, "")
    assert time.monotonic() - start < 2
    pictures._free.put(taken)
    assert pictures.draw(Path("good.pdf"), 1, "").png
    pictures.close()


def test_a_page_that_was_refused_is_tried_again_later() -> None:
    pictures = Pictures(DrawingLimits(again=0.0), UNRULY)
    for _ in range(2):
        with pytest.raises(UnreadableFile):
            pictures.draw(Path("crash.pdf"), 1, "")
    assert pictures._refused.keys() == {(Path("crash.pdf"), 1)}
    pictures.close()


def test_a_sketch_is_not_kept_and_marks_beside_the_quote_are_drawn(pictures: Pictures, handout: Path) -> None:
    text = "This is page 2 of the handout."
    large = pictures.draw(handout, 2, text, None, 700)
    small = pictures.sketch(handout, 2, text, None, 100)
    assert small.width == 100 and pictures.sketch(handout, 2, text, None, 100) is not small
    assert pictures.draw(handout, 2, text, None, 700) is large
    one = Marks((8, 12), ((8, 12),))
    both = Marks((8, 12), ((8, 12),), others=((22, 29),))
    first, second = (pictures.draw(handout, 2, text, marks, 700) for marks in (one, both))
    assert first.boxes == second.boxes and first.png != second.png  # the boxes are the quote's
