"""A page of the app, run without a browser: opened, read, and its buttons pressed."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState
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
    told = [element.value for element in (*app.title, *app.markdown, *app.caption, *app.error)]
    return "\n".join([*told, *flowing(app)])


def flow(app: Any) -> dict[str, dict[str, Any]]:
    """What our component is given, by its place; of the page or of a part of it."""
    return {
        str(drawn.key).removeprefix("flow-"): json.loads(drawn.proto.json)
        for drawn in app.get("bidi_component")
    }


def flowing(app: Any) -> list[str]:
    """The texts that our component is given, in order: each lead, sentence and cell."""
    return [text for data in flow(app).values() for block in data["blocks"] for text in _texts(block)]


def cite(app: AppTest, place: str, number: int) -> None:
    """Press a number in the text at `place`, as flow.js does."""
    (drawn,) = [drawn for drawn in app.get("bidi_component") if str(drawn.key) == f"flow-{place}"]
    states = app._tree.get_widget_states()
    pressed = json.dumps([{"event": "opened", "value": number}])
    states.widgets.append(
        WidgetState(id=_make_trigger_id(drawn.proto.id, "events"), json_trigger_value=pressed)
    )
    app._run(states)
    assert not app.exception


def _texts(block: dict[str, Any]) -> Iterator[str]:
    yield from [block["lead"]] if block["lead"] else []
    for row in (block["sentences"], *block["rows"]):
        yield from (said["text"] for said in row)


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def until(holds: Callable[[], bool]) -> None:
    """Wait for what happens in the background."""
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)
