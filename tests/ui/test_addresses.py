"""Whatever stands in the address: a chat, a run, or a plain word that there is none."""

import pytest
from streamlit.testing.v1 import AppTest

from rag.store.runs import NewRun, Runs
from rag.store.testsets import Case, TestSets
from service.engine import Engine
from tests.ui.apptest import chat, flowing, words
from tests.ui.fakes import answer
from ui.session import number_of

STRANGE = (
    "²",
    "٣",
    "9999999999999999999999",
    "0",
    "-1",
    "1e3",
    "1.0",
    " ",
    "1 OR 1=1",
    "99",
    "\u0000",
    "a" * 5000,
)


@pytest.mark.parametrize("address", STRANGE)
def test_a_chat_that_is_none_is_said_plainly_and_a_new_one_can_be_begun(
    engine: Engine, course: int, address: str
) -> None:
    talk = engine.conversations.create("Course")
    engine.conversations.finish(engine.conversations.ask(talk.id, "Who found Zanthor?").id, answer(course))
    app = chat(address)
    assert [info.value for info in app.info] == [
        "There is no such chat. It may have been deleted. You can start a new one."
    ]
    assert "What would you like to know?" in words(app)
    assert "chat" not in app.query_params
    app.button(key=f"recent-{talk.id}").click().run()
    assert not app.info and flowing(app)[0] == "Mirela"


def test_a_chat_that_is_deleted_meanwhile_is_missed_as_plainly(engine: Engine, course: int) -> None:
    talk = engine.conversations.create("Course")
    engine.conversations.finish(engine.conversations.ask(talk.id, "Who found Zanthor?").id, answer(course))
    app = chat(talk.id)
    assert not app.info
    engine.conversations.delete(talk.id)
    app.run()
    assert not app.exception and "There is no such chat" in app.info[0].value


def test_a_new_chat_misses_nothing(engine: Engine, course: int) -> None:
    assert not chat("").info


def _runs(address: str) -> AppTest:
    def script(address: str) -> None:
        from types import SimpleNamespace

        import streamlit as st

        from ui.frame import frame
        from ui.main import pages
        from ui.pages.runs import page

        if address:
            st.query_params["run"] = address
        pages()
        frame(SimpleNamespace(run=page))

    app = AppTest.from_function(script, default_timeout=60, kwargs={"address": address}).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("address", STRANGE)
def test_a_run_that_is_none_is_said_plainly(engine: Engine, address: str) -> None:
    case = Case("Who found Zanthor?")
    testset = TestSets(engine.library.database).create("Questions", "", [case])
    Runs(engine.library.database).create(NewRun(testset, "First", "", {}, "", (case,)))
    app = _runs(address)
    assert "There is no such run" in app.info[0].value
    (box,) = (box for box in app.selectbox if box.label == "Run")
    assert "First" in box.options[0]  # the newest stands there instead


def test_a_run_that_is_there_is_not_missed(engine: Engine) -> None:
    case = Case("Who found Zanthor?")
    testset = TestSets(engine.library.database).create("Questions", "", [case])
    run = Runs(engine.library.database).create(NewRun(testset, "First", "", {}, "", (case,)))
    assert not [info for info in _runs(str(run.id)).info if "no such run" in info.value]


def test_without_a_run_in_the_address_nothing_is_missed(engine: Engine) -> None:
    assert not [info for info in _runs("").info if "no such run" in info.value]


def test_numbers_of_addresses() -> None:
    assert (number_of("1"), number_of("999999999999999999")) == (1, 999_999_999_999_999_999)
    assert [number_of(text) for text in ("", "²", "1_0", "+1", "10000000000000000000")] == [None] * 5
