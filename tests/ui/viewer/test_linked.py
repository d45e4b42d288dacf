"""A page that is opened by its address, as programs give it."""

import pytest
from streamlit.testing.v1 import AppTest

from rag.values import Citation
from service.engine import Engine
from service.outside.links import page_link
from tests.ui.apptest import words
from tests.ui.fakes import TEXT


def opened(address: str) -> AppTest:
    def script() -> None:
        from types import SimpleNamespace

        from ui.frame import frame
        from ui.main import pages
        from ui.pages import library

        pages()
        frame(SimpleNamespace(run=library.page))  # type: ignore[arg-type]

    app = AppTest.from_function(script, default_timeout=60)
    for part in address.partition("?")[2].split("&"):
        name, _, value = part.partition("=")
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def link(document: int, quote: str = TEXT[46:77], page: int = 1) -> str:
    return page_link(Citation(document, "zanthor.txt", page, 46, 77, quote, 0.9), "http://app")


def marks(app: AppTest) -> list[str]:
    return [element.value for element in app.markdown if ":yellow-background[" in element.value]


def test_the_page_is_shown_with_the_words_marked_and_can_be_left(engine: Engine, course: int) -> None:
    app = opened(link(course))
    assert ["It was found by Mirela in 1987" in mark for mark in marks(app)] == [True]
    assert "document" not in app.query_params and "words" not in app.query_params
    app.run()
    assert marks(app) == []


def test_where_the_document_was_replaced_nothing_else_is_marked(engine: Engine, course: int) -> None:
    app = opened(link(course, "It was lost by Mirela in 1987."))
    assert marks(app) == [] and "has been replaced since" in app.info[0].value
    assert "Zanthor is a comet" in words(app).replace("\\", "")


@pytest.mark.parametrize(
    "address", ["?document=99&page=1", "?document=1&page=7", "?document=x&page=1", "?document=1&page=-1"]
)
def test_what_is_not_there_is_said_plainly(engine: Engine, course: int, address: str) -> None:
    app = opened(address)
    (said,) = app.info
    assert "which words it rests on" in said.value


@pytest.mark.parametrize("part", ["start=99999&end=-1&words=x", "start=²&end=9&words=", "words=0"])
def test_strange_words_are_none(engine: Engine, course: int, part: str) -> None:
    app = opened(f"?document={course}&page=1&{part}")
    assert marks(app) == []
