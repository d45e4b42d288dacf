"""A page of the app, run without a browser: opened, read, and its buttons pressed."""

import time
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parents[2] / "app.py")


def page(name: str) -> AppTest:
    """A page other than the first, in its frame."""

    def script(name: str) -> None:
        import importlib
        from types import SimpleNamespace

        from ui.frame import frame
        from ui.main import pages

        pages()
        frame(SimpleNamespace(run=importlib.import_module(f"ui.pages.{name}").page))

    app = AppTest.from_function(script, default_timeout=60, kwargs={"name": name})
    app.run()
    assert not app.exception
    return app


def chat(conversation: int | str) -> AppTest:
    """The chat page at the address of a conversation."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["chat"] = str(conversation)
    app.run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.title, *app.markdown, *app.caption, *app.error))


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def until(holds: Callable[[], bool]) -> None:
    """Wait for what happens in the background."""
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)
