"""Asking again, editing, copying, and choosing what is searched."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rag.models.embedding.embedder import Embedder
from rag.store.library import chunk_id
from rag.store.rows import NewDocument
from rag.values import Chunk, Page
from service.engine import Engine
from service.suggesting.candidates import Sort, SuggestedQuestion
from tests.fakes import FakeEmbeddings
from tests.ui.apptest import APP, chat, flowing, press, until, words
from tests.ui.fakes import TEXT, answer, fill
from ui.chat.export import to_text


@pytest.fixture
def talk(engine: Engine, course: int) -> int:
    """A conversation about the course with one answer."""
    engine.assistant().go.set()  # type: ignore[attr-defined]
    made = engine.conversations.create("Course")
    message = engine.conversations.ask(made.id, "Who found Zanthor?")
    engine.conversations.finish(message.id, answer(course))
    return made.id


def _scope(app: AppTest) -> str:
    """What is said to be searched."""
    (said,) = [box.proto.popover.label for box in app.get("popover") if "Searches" in box.proto.popover.label]
    return str(said).partition("Searches ")[2]


def _second(engine: Engine) -> int:
    """Another document of the course."""
    new = NewDocument("Course", "moon.txt", "The moon", "b" * 64, "text/plain", len(TEXT))
    chunk = Chunk(chunk_id("b" * 64, 1, 0, TEXT), 1, 0, len(TEXT), TEXT, "The moon")
    vector = np.array([FakeEmbeddings().embed_query(TEXT)], dtype=np.float32)
    fingerprint = Embedder(FakeEmbeddings()).fingerprint
    return engine.library.add_document(new, [Page(1, TEXT)], [chunk], vector, fingerprint, None).id


def test_a_question_is_asked_again(engine: Engine, talk: int) -> None:
    press(chat(talk), "Ask again")
    until(lambda: not engine.conversations.unfinished())
    asked = [said.text for said in engine.conversations.messages(talk) if said.role == "user"]
    assert asked == ["Who found Zanthor?"] * 2


def test_a_question_goes_back_into_the_box(engine: Engine, talk: int) -> None:
    app = chat(talk)
    press(app, "Edit question")
    assert app.chat_input[0].proto.value == "Who found Zanthor?"
    assert len(engine.conversations.messages(talk)) == 2  # it is not asked yet


def test_another_form_is_asked_for_by_a_follow_up_and_of_the_last_answer_alone(
    engine: Engine, course: int, talk: int
) -> None:
    app = chat(talk)
    assert app.button(key="form-2-Shorter").label == "Shorter"
    app.button(key="form-2-Simpler").click().run()
    until(lambda: not engine.conversations.unfinished())
    assert [said.text for said in engine.conversations.messages(talk) if said.role == "user"] == [
        "Who found Zanthor?",
        "In simpler words, please.",
    ]
    assert not [button for button in app.button if str(button.key).startswith("form-2-")]


def test_what_can_be_asked_next_is_asked_by_a_click(
    engine: Engine, course: int, talk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = SuggestedQuestion("What is *ice*?", Sort.FACT, course, 1, 0)
    monkeypatch.setattr(engine.suggester, "after", lambda *_: (tried,))
    app = chat(talk)
    assert "You can also ask:" in words(app)
    assert app.button(key="next-2-0").label == r"What is \*ice\*?"
    app.button(key="next-2-0").click().run()
    until(lambda: not engine.conversations.unfinished())
    assert [said.text for said in engine.conversations.messages(talk)][2] == "What is *ice*?"


def test_an_answer_stands_whole_while_questions_are_made(
    engine: Engine, course: int, talk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.suggester, "after", lambda *_: None)
    app = chat(talk)
    assert flowing(app)[0] == "Mirela" and "You can also ask:" not in words(app)


def test_the_start_page_says_what_sort_of_question_each_is(
    engine: Engine, course: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (SuggestedQuestion("What is the mass of Zanthor?", Sort.CELL, course, 1, 0),)
    monkeypatch.setattr(engine.suggester, "opening", lambda *_: found)
    app = chat("")
    assert app.button(key="suggested-0").label == "What is the mass of Zanthor? :small[:gray[· from a table]]"


def test_an_answer_is_copied_with_its_sources(engine: Engine, course: int, talk: int) -> None:
    text = to_text(answer(course))
    assert text.splitlines() == [
        "Mirela [1]",
        "Mirela found it. [1] It may be old.",
        "",
        "[1] zanthor.txt, p. 1: “It was found by Mirela in 1987.”",
    ]
    assert text in [element.value for element in chat(talk).text]
    silent = answer(course, abstained=True)
    assert to_text(silent) == silent.text


def test_it_is_said_what_a_chat_searches_from_its_first_moment(engine: Engine, talk: int) -> None:
    app = chat(talk)
    assert _scope(app) == "Course"
    assert [box.value for box in app.selectbox] == ["Course", "Course"]  # below the box and in the sidebar


def test_a_choice_is_kept_with_the_chat_and_searched(engine: Engine, course: int, talk: int) -> None:
    app = chat(talk)
    app.multiselect[0].set_value([course]).run()
    assert not app.exception
    assert _scope(app) == "The comet" and engine.conversations.get(talk).documents == (course,)
    again = chat(talk)  # a reload
    assert _scope(again) == "The comet" and again.multiselect[0].value == [course]
    again.chat_input[0].set_value("And when?").run()
    until(lambda: not engine.conversations.unfinished())
    assert engine.assistant().searched == [frozenset({course})]  # type: ignore[attr-defined]


def test_a_choice_outlives_a_reload_before_the_first_question(engine: Engine, course: int) -> None:
    app = AppTest.from_file(APP, default_timeout=60).run()
    assert _scope(app) == "all collections"
    app.selectbox[0].set_value("Course").run()
    app.multiselect[0].set_value([course]).run()
    assert not app.exception
    reloaded = AppTest.from_file(APP, default_timeout=60)
    for name, value in app.query_params.items():
        reloaded.query_params[name] = value
    assert _scope(reloaded.run()) == "The comet"
    reloaded.chat_input[0].set_value("Who found Zanthor?").run()
    assert not reloaded.exception
    assert engine.conversations.get(1).documents == (course,)


def test_an_address_that_names_nothing_searches_everything(engine: Engine, course: int) -> None:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["collection"] = "Nowhere"
    app.query_params["documents"] = "²,99,x"
    assert _scope(app.run()) == "all collections" and not app.exception


def test_after_a_deletion_it_is_said_and_can_be_chosen_anew(engine: Engine, course: int, talk: int) -> None:
    engine.conversations.move(talk, "Course", [course])
    other = fill(engine.library, "Other")
    engine.library.delete_collection("Course")
    app = chat(talk)
    assert "The collection Course was deleted" in words(app) and _scope(app) == "all collections"
    app.selectbox[0].set_value("Other").run()
    assert not app.exception and _scope(app) == "Other" and "was deleted" not in words(app)
    app.multiselect[0].set_value([other]).run()
    engine.library.remove_document(other)
    app.run()
    assert not app.exception and _scope(app) == "Other"


def test_two_documents_are_counted(engine: Engine, course: int, talk: int) -> None:
    second = _second(engine)
    app = chat(talk)
    app.multiselect[0].set_value([course, second]).run()
    assert _scope(app) == "2 documents of Course"
