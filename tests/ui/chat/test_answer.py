"""What is shown of an answer, by its task."""

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from rag.values import Answer, Claim, Outcome, Source, Task, Verdict
from service.engine import Engine
from tests.ui.apptest import cite, flow, flowing, words
from tests.ui.fakes import answer
from ui.chat.export import to_text


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


def test_small_talk_is_a_plain_message_with_questions_to_ask(engine: Engine, course: int) -> None:
    talk = Answer("hi", "", Outcome.ANSWERED, "Hello! Ask me.", task=Task.TALK, suggestions=("What is ice?",))
    app = shown(talk)
    assert [element.value for element in app.markdown] == ["Hello\\! Ask me\\."]
    assert [button.label for button in app.button] == ["What is ice?"]
    assert not app.get("feedback") and not app.caption and not app.expander and not app.text
    app.button[0].click().run()
    assert [said.text for said in engine.conversations.messages(1)] == ["What is ice?", ""]


def test_an_answer_about_documents_is_places_to_go_to(engine: Engine, course: int) -> None:
    cited = answer(course).evidence[0].citation()
    claims = tuple(
        Claim(name, Verdict.SUPPORTED, Source.EVIDENCE, (cited,)) for name in ("The comet", "- Ice")
    )
    text = "There are two:\n1. The comet [1]\n2. Ice [1]\nAsk for more."
    app = shown(Answer("Which?", "", Outcome.ANSWERED, text, claims, task=Task.ABOUT))
    assert flowing(app) == ["There are two:", "1.", "The comet", "2.", "Ice", "Ask for more."]
    assert not any(block["quoted"] for block in flow(app)["2"]["blocks"]) and flow(app)["2"]["named"]
    cite(app, "2", 1)
    assert app.session_state["lectern"].opened.number == 1
    assert to_text(Answer("Which?", "", Outcome.ANSWERED, text, claims)).splitlines()[:4] == [
        "There are two:",
        "1. The comet [1]",
        "2. Ice [1]",
        "Ask for more.",
    ]


def test_documents_that_disagree_stand_under_a_line_that_says_so(engine: Engine, course: int) -> None:
    cited = answer(course).evidence[0].citation()
    claims = tuple(
        Claim(day, Verdict.SUPPORTED, Source.EVIDENCE, (cited,)) for day in ("On 14 July.", "On 21 July.")
    )
    text = "The documents disagree:\na.pdf: On 14 July. [1]\nb.pdf: On 21 July. [2]"
    app = shown(
        Answer("When?", "when", Outcome.ANSWERED, text, claims, notice="The documents disagree: a and b.")
    )
    assert flowing(app) == ["The documents disagree:", "a.pdf:", "On 14 July.", "b.pdf:", "On 21 July."]
    assert any("a and b" in caption.value for caption in app.caption)


def test_the_time_is_from_the_question_to_the_answer(engine: Engine, course: int) -> None:
    assert "It took 12.5 s from the question to the answer, waiting included." in words(shown(answer(course)))


def test_what_was_searched_is_said_where_it_has_words_that_were_not_typed(
    engine: Engine, course: int
) -> None:
    asked = replace(answer(course), question="Please tell me who found the comet Zanthor")
    assert "Searched for" not in words(shown(asked))  # "who found the comet Zanthor"
    assert "Searched for" in words(shown(replace(asked, question="Who found it?")))
