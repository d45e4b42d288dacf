"""The text of a question that cannot be put is not lost."""

import pytest
from streamlit.testing.v1 import AppTest

from rag.errors import LibraryUnavailable
from service.engine import Engine
from tests.ui.apptest import APP, flowing, press, until, words


def app() -> AppTest:
    opened = AppTest.from_file(APP, default_timeout=60).run()
    assert not opened.exception
    return opened


def test_the_limit_stands_beside_the_box(engine: Engine, course: int) -> None:
    assert "At most 2,000 characters a question." in words(app())


def test_a_question_that_is_too_long_is_kept_to_be_shortened_and_asked(engine: Engine, course: int) -> None:
    engine.assistant().go.set()  # type: ignore[attr-defined]
    long = "Who found Zanthor? " * 200
    page = app()
    page.chat_input[0].set_value(long).run()
    assert not page.exception and engine.conversations.list() == []
    assert "at most 2,000 can be asked at once" in page.warning[0].value.replace("\\", "")
    (box,) = page.text_area
    assert box.value == long.strip() or box.value == long
    box.set_value("a" * 2001)
    press(page, "Ask")
    assert "has 2,001 characters" in page.warning[0].value.replace("\\", "")
    assert page.text_area[0].value == "a" * 2001
    page.text_area[0].set_value("Who found Zanthor?")
    press(page, "Ask")
    assert not page.text_area and not page.warning
    until(lambda: not engine.conversations.unfinished())
    assert flowing(page.run())[0] == "Mirela"


def test_it_can_be_deleted(engine: Engine, course: int) -> None:
    page = app()
    page.chat_input[0].set_value("a" * 3000).run()
    press(page, "Delete")
    assert not page.text_area and engine.conversations.list() == []


def test_a_question_is_kept_too_where_the_library_cannot_be_written(
    engine: Engine, course: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise LibraryUnavailable("The disk is full. Free some space.")

    page = app()
    with monkeypatch.context() as patch:
        patch.setattr(engine.conversations, "ask", full)
        page.chat_input[0].set_value("Who found Zanthor?").run()
    assert "The disk is full" in page.warning[0].value
    assert page.text_area[0].value == "Who found Zanthor?"
    press(page, "Ask")
    assert [message.text for message in engine.conversations.messages(1)] == ["Who found Zanthor?", ""]
