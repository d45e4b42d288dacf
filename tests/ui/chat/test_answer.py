"""What is shown of an answer, by its task."""

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from rag.values import Answer
from service.engine import Engine
from tests.ui.apptest import words
from tests.ui.fakes import answer


def shown(given: Answer) -> AppTest:
    """An answer as the chat shows it."""

    def script(given) -> None:  # type: ignore[no-untyped-def]  # the script is run without our imports
        from rag.store.conversations import Message, State
        from ui.chat.answer import show_answer

        asked = Message(1, 1, "user", given.question, State.DONE, 100.0)
        show_answer(Message(2, 1, "assistant", given.text, State.DONE, 112.5, given), asked, given)

    app = AppTest.from_function(script, default_timeout=60, kwargs={"given": given}).run()
    assert not app.exception
    return app


def test_small_talk_is_a_plain_message(engine: Engine, course: int) -> None:
    talk = replace(answer(course), task="talk", text="Hello!\nAsk me about your course.")  # type: ignore[arg-type]
    app = shown(talk)
    assert [element.value for element in app.markdown] == ["Hello\\!  \nAsk me about your course\\."]
    assert not app.button and not app.get("feedback") and not app.caption and not app.expander


def test_an_answer_about_documents_is_places_to_go_to(engine: Engine, course: int) -> None:
    about = replace(answer(course), task="about", short=None)  # type: ignore[arg-type]
    app = shown(about)
    assert "checked" not in words(app)  # nothing that a model wrote
    app.button(key="cite-2-0-1").click().run()
    assert app.session_state["lectern"].opened.number == 1


def test_the_time_is_from_the_question_to_the_answer(engine: Engine, course: int) -> None:
    assert "It took 12.5 s from the question to the answer, waiting included." in words(shown(answer(course)))


def test_what_was_searched_is_said_where_it_has_words_that_were_not_typed(
    engine: Engine, course: int
) -> None:
    asked = replace(answer(course), question="Please tell me who found the comet Zanthor")
    assert "Searched for" not in words(shown(asked))  # "who found the comet Zanthor"
    assert "Searched for" in words(shown(replace(asked, question="Who found it?")))
