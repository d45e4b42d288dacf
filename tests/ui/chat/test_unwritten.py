"""What cannot be written is on the page all the same, which says so."""

import threading
from typing import Any

from sqlalchemy import event

from service.engine import Engine
from tests.ui.apptest import chat, flowing, until, words


def test_an_answer_that_cannot_be_written_is_shown_with_the_reason(engine: Engine, course: int) -> None:
    engine.assistant().go.set()  # type: ignore[attr-defined]
    talk = engine.conversations.create("Course")
    message = engine.conversations.ask(talk.id, "Who found Zanthor?")
    refused = threading.Event()

    def checkout(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA query_only={'ON' if refused.is_set() else 'OFF'}")

    event.listen(engine.library.database._engine, "checkout", checkout)
    refused.set()
    engine.answers.submit(message)
    until(lambda: engine.answers.run(message.id) is None)
    page = chat(talk.id)
    assert flowing(page)[0] == "Mirela"
    assert "Not kept yet; Lectern goes on trying." in words(page)
    assert "it must not be written" in words(page)
    refused.clear()
    until(lambda: not engine.conversations.unfinished())
    page.run()
    assert flowing(page)[0] == "Mirela" and "Not kept yet" not in words(page)
