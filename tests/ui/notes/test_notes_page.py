"""Notes from an answer and from a page, as they are kept, found, opened, remarked on and deleted."""

import numpy as np
from streamlit.testing.v1 import AppTest

from rag.store.notes.notes import KeptNote
from rag.store.rows import NewDocument
from rag.values import Page
from service.engine import Engine
from tests.ui.apptest import chat, page, press, words
from tests.ui.fakes import TEXT, answer
from ui.notes.making import note_of_words


def asked(engine: Engine, document_id: int) -> int:
    """A chat with one answer; the id of that."""
    talk = engine.conversations.create("Course")
    message = engine.conversations.ask(talk.id, "Who found Zanthor?")
    engine.conversations.finish(message.id, answer(document_id))
    return message.id


def noted(engine: Engine, document_id: int, remark: str = "") -> KeptNote:
    document, first = engine.library.document(document_id), engine.library.page(document_id, 1)
    return engine.notes.keep(note_of_words(document, first, 26, 45, remark))


def test_an_answer_is_kept_with_a_remark(engine: Engine, course: int) -> None:
    message = asked(engine, course)
    app = chat(engine.conversations.message(message).conversation_id)
    app.button(key=f"note-of-{message}").click().run()
    app.text_area(key=f"note-remark-of-{message}").set_value("for the exam ")
    press(app, "Keep it")
    (note,) = engine.notes.list()
    assert (note.heading, note.remark) == ("Who found Zanthor?", "for the exam")
    assert (note.collection, note.message_id) == ("Course", message)
    assert [cited.quote for cited in note.citations] == [TEXT[46:77]]


def test_the_marked_words_of_a_page_or_another_part_of_it_are_kept(engine: Engine, course: int) -> None:
    message = asked(engine, course)
    app = chat(engine.conversations.message(message).conversation_id)
    for choice in (0, 1):
        app.session_state[f"tool-panel-note-{choice}"] = True
        app.run()
        chosen = next(box for box in app.selectbox if box.label == "Words to keep as a note")
        assert chosen.options == [f"The marked words: {TEXT[46:77]}", TEXT]
        chosen.select_index(choice)
        press(app, "Keep it")
    assert [note.text for note in engine.notes.list()] == [TEXT, TEXT[46:77]]


def test_notes_are_searched_and_shown_with_their_places(engine: Engine, course: int) -> None:
    assert "Nothing is kept yet" in words(page("notes"))
    noted(engine, course, "what *is* a comet?")
    engine.notes.keep(KeptNote("", "Something else."))
    app = page("notes")
    assert r"Zanthor is a comet\. \[1\]" in words(app) and "2 notes" in words(app)
    assert r"what \*is\* a comet?" in words(app)
    app.text_input(key="search-notes").set_value("zanthor.txt").run()
    assert "Something else" not in words(app) and r"Zanthor is a comet\." in words(app)
    app.text_input(key="search-notes").set_value("nowhere").run()
    assert "No note has all of these words" in words(app)
    app.text_input(key="search-notes").set_value("").run()
    app.selectbox(key="notes-collection").select_index(1).run()
    assert "Something else" in words(app) and "Zanthor" not in words(app)


def test_a_note_opens_the_page_at_its_mark_also_when_the_document_was_replaced(
    engine: Engine, course: int
) -> None:
    note = noted(engine, course)
    _replace(engine)
    app = page("notes")
    app.button(key=f"cite-note-{note.id}-1").click().run()
    assert not app.exception
    assert r":yellow-background[Zanthor is a comet\.]" in words(app)
    assert "The version that this note rests on. It was replaced on" in words(app)
    assert "Another text" not in words(app)
    engine.delete_note(note.id)
    assert engine.library.versions.of(course) == []


def test_a_remark_is_changed_and_a_note_deleted_after_a_question(engine: Engine, course: int) -> None:
    note = noted(engine, course, "old")
    app = page("notes")
    app.session_state[f"remark-box-{note.id}"] = True
    app.run()
    app.text_area(key=f"remark-text-{note.id}").set_value("new")
    press(app, "Save remark")
    assert engine.notes.get(note.id).remark == "new" and "new" in words(app)
    app.button(key=f"delete-note-{note.id}-yes").click().run()
    assert engine.notes.list() == [] and "Nothing is kept yet" in words(app)


def _replace(engine: Engine) -> None:
    whole = "Another text. " + TEXT
    new = NewDocument("Course", "zanthor.txt", "The comet", "b" * 64, "text/plain", len(whole))
    none = np.zeros((0, 4), dtype=np.float32)
    engine.library.add_document(new, [Page(1, whole)], [], none, engine.library.fingerprint or "", None)


def test_a_chat_that_is_deleted_leaves_its_note(engine: Engine, course: int) -> None:
    message = asked(engine, course)
    talk = engine.conversations.message(message).conversation_id
    engine.notes.keep(KeptNote("Course", "Kept.", message_id=message))
    assert _has_button(page("notes"), "Open the chat")
    engine.delete_chat(talk)
    app = page("notes")
    assert "Kept" in words(app) and not _has_button(app, "Open the chat")


def _has_button(app: AppTest, label: str) -> bool:
    return any(button.label == label for button in app.button)
