"""A page is shown as its picture, or else as its text, with the cited words marked either way."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from streamlit.testing.v1 import AppTest

from rag.pages.pictures import DrawingLimits, Pictures
from service.engine import Engine
from tests.rag.pages.hostile import write_slow_pdf
from tests.ui.apptest import words
from tests.ui.fakes import TEXT


@pytest.fixture
def hurried(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr(engine, "pictures", Pictures(DrawingLimits(seconds=2.5)))
    return engine


def shown(path: Path) -> AppTest:
    """The page of `path` with the sentence about Mirela cited."""

    def script(path: str, text: str) -> None:
        import pathlib

        from rag.values import Page
        from ui.chat.sources import NumberedSource
        from ui.viewer.page_view import show_page

        source = NumberedSource(1, 1, "a.pdf", 1, 46, 77, text[46:77], 0.9, ((62, 68),))
        show_page(source, pathlib.Path(path), Page(1, text, "pdfium"))

    return AppTest.from_function(script, default_timeout=60, kwargs={"path": str(path), "text": TEXT}).run()


def test_a_page_that_takes_too_long_to_draw_is_shown_as_its_marked_text(
    hurried: Engine, tmp_path: Path
) -> None:
    page = shown(write_slow_pdf(tmp_path / "bomb.pdf"))
    assert not page.exception
    assert r"takes longer than 2\.5 seconds, so here is its text\." in words(page)
    assert ":yellow-background[It was found by **Mirela** in 1987\\.]" in words(page)
    assert not page.get("image")


def test_an_ordinary_page_is_a_picture(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(72, 700, TEXT)
    canvas.save()
    page = shown(path)
    assert len(page.get("image")) == 1
    assert words(page) == ""  # nothing to explain
