"""Looking around in a source: its marks and pages, beside the answer and over the page."""

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from rag.store.rows import NewDocument
from rag.values import Page, Task
from service.engine import Engine
from tests.ui.apptest import chat, page, words
from tests.ui.fakes import TEXT, answer, fill


def _asked(engine: Engine, document_id: int) -> AppTest:
    """A chat whose answer rests on the third sentence of the page; the second and the first are evidence too."""
    whole = answer(document_id)
    (found,) = whole.evidence
    second = replace(found, start=26, end=45, text=TEXT[26:45], rank=2, marks=())
    first = replace(found, start=0, end=25, text=TEXT[:25], rank=3, marks=())
    talk = engine.conversations.create("Course")
    message = engine.conversations.ask(talk.id, "Who found Zanthor?")
    engine.conversations.finish(message.id, replace(whole, evidence=(first, second, found)))
    return chat(talk.id)


def _quotes(app: AppTest) -> list[str]:
    return [element.value for element in app.markdown if ":yellow-background[" in element.value]


def test_the_panel_shows_what_the_answer_cites_and_leads_to_the_other_marks(
    engine: Engine, course: int
) -> None:
    app = _asked(engine, course)
    assert r"yellow-background[It was found by **Mirela** in 1987\.]" in _quotes(app)[0]
    assert app.button(key="tool-panel-down").disabled  # the third of three
    app.button(key="tool-panel-up").click().run()
    assert not app.exception
    assert r"yellow-background[Zanthor is a comet\.]" in _quotes(app)[0]
    app.button(key="tool-panel-up").click().run()
    assert r"yellow-background[A comet is a body of ice\.]" in _quotes(app)[0]
    assert app.button(key="tool-panel-up").disabled and not app.button(key="tool-panel-down").disabled


def test_the_sources_can_be_made_wider_and_narrower(engine: Engine, course: int) -> None:
    app = _asked(engine, course)
    narrow = [column.weight for column in app.main.columns[:2]]
    app.button(key="wide").click().run()
    assert not app.exception and app.button(key="wide").label == "Narrower"
    wide = [column.weight for column in app.main.columns[:2]]
    assert narrow[0] > 0.5 > narrow[1] and wide[0] < 0.5 < wide[1]


def test_a_document_of_the_library_is_read_from_its_first_page(engine: Engine, course: int) -> None:
    app = page("library")
    app.session_state[f"document-{course}"] = True
    app.run()
    app.button(key=f"read-{course}").click().run()
    assert not app.exception
    assert r"zanthor\.txt · page 1 of 1" in words(app)
    assert "A comet is a body of ice" in words(app)
    assert not _quotes(app)  # nothing is cited


def test_a_source_whose_page_is_gone_says_so(engine: Engine, course: int) -> None:
    app = _asked(engine, course)
    engine.library.remove_document(course)
    fill(engine.library)  # the same file once more, under another id
    app.run()
    assert "no longer in the library" in words(app)
    assert Page(1, TEXT).text[46:77].replace(".", r"\.") in _quotes(app)[0]


def test_an_answer_from_before_a_document_was_replaced_shows_the_page_of_then(
    engine: Engine, course: int
) -> None:
    app = _asked(engine, course)
    whole = "Another text. " + TEXT
    new = NewDocument("Course", "zanthor.txt", "The comet", "b" * 64, "text/plain", len(whole))
    assert (
        engine.library.add_document(new, [Page(1, whole)], [], [], engine.library.fingerprint, None).id
        == course
    )  # type: ignore[arg-type]
    app.run()
    assert not app.exception
    assert "The version that this answer rests on. It was replaced on" in words(app)
    assert r":yellow-background[It was found by **Mirela** in 1987\.]" in words(app)
    assert "Another text" not in words(app)
    library = page("library")
    library.session_state[f"document-{course}"] = True
    library.run()
    library.button(key=f"read-{course}").click().run()
    assert "Another text" in words(library) and "It was replaced" not in words(library)


def test_the_places_of_an_answer_about_documents_can_be_opened(engine: Engine, course: int) -> None:
    """It rests on no evidence that was chosen, and cites all the same."""
    whole = answer(course)
    talk = engine.conversations.create("Course")
    for cited in (whole, replace(whole, evidence=(), short=None, task=Task.ABOUT, claims=whole.claims[:1])):
        message = engine.conversations.ask(talk.id, "What does page 1 say?")
        engine.conversations.finish(message.id, cited)
    app = chat(talk.id)
    app.session_state["lectern"].open(message.id, 1)  # as the number in the answer does
    app.run()
    assert not app.exception
    assert [b.key for b in app.button if b.key and b.key.startswith("source-")] == [f"source-{message.id}-1"]
