"""Finding one's way in a document: searched, seen at a glance, asked about."""

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas
from streamlit.testing.v1 import AppTest

from ingest.readers.pdf.reader import PdfReader
from rag.store.rows import NewDocument
from rag.values import Block, Document, Kind, Page
from service.engine import Engine
from tests.ui.apptest import press, until, words
from ui.viewer.inside.asking import page_question

_SECTIONS = [
    Page(n, text, "section", label=f"Part {n}")
    for n, text in enumerate(("Ice is cold.", "Dust and ice. Dust again.", "A tail."), 1)
]


def put(engine: Engine, name: str, pages: list[Page], file: Path | None = None) -> int:
    sha = hashlib.sha256(file.read_bytes() if file else name.encode()).hexdigest()
    new = NewDocument("Course", name, "", sha, "text/plain", 9)
    none = np.zeros((0, 4), dtype=np.float32)
    return engine.library.add_document(new, pages, [], none, engine.library.fingerprint or "fake", file).id


def reading(document: int, name: str) -> AppTest:
    """The viewer alone, on the first page of a document."""

    def script(document: int, name: str) -> None:
        from ui.chat.sources import NumberedSource
        from ui.main import pages
        from ui.session import Opened, current
        from ui.viewer.viewer import show_viewer

        pages()
        session = current()
        known = (NumberedSource(1, document, name, 1, 0, 0, "", 0.0),)
        show_viewer(
            known,
            session.opened or Opened(0, 1),
            lambda opened: setattr(session, "opened", opened),
            "panel",
        )

    app = AppTest.from_function(script, default_timeout=60, kwargs={"document": document, "name": name})
    app.run()
    assert not app.exception
    return app


def search(app: AppTest, sought: str) -> None:
    box = next(box for box in app.text_input if box.label == "Search in this document")
    box.set_value(sought).run()
    assert not app.exception


def opened(app: AppTest, box: str) -> None:
    app.session_state[f"tool-panel-{box}"] = True
    app.run()
    assert not app.exception


def marks(app: AppTest) -> list[str]:
    return [element.value for element in app.markdown if ":yellow-background[" in element.value]


def test_a_search_leads_from_place_to_place_and_ends(engine: Engine, course: int) -> None:
    app = reading(put(engine, "parts.docx", _SECTIONS), "parts.docx")
    search(app, "DUST")
    assert "**1 of 2**" in words(app) and "Part 2" in words(app)
    assert marks(app) == [r":yellow-background[**Dust**] and ice\. Dust again\."]
    assert app.button(key="tool-panel-before-hit").disabled
    app.button(key="tool-panel-after-hit").click().run()
    assert "**2 of 2**" in words(app)
    assert marks(app) == [r"Dust and ice\. :yellow-background[**Dust**] again\."]
    assert app.button(key="tool-panel-after-hit").disabled
    app.button(key="tool-panel-unfind").click().run()
    assert marks(app) == [] and "Part 2" in words(app) and "of 2**" not in words(app)


def test_a_search_begins_at_the_page_that_is_shown(engine: Engine, course: int) -> None:
    app = reading(put(engine, "parts.docx", _SECTIONS), "parts.docx")
    app.button(key="tool-panel-on").click().run()
    search(app, "ice")
    assert "**2 of 2**, on 2 pages" in words(app) and "Part 2" in words(app)
    app.button(key="tool-panel-on").click().run()  # on to the third page, which has none
    assert "**2 places**, on 2 pages" in words(app) and marks(app) == []
    assert app.button(key="tool-panel-after-hit").disabled
    app.button(key="tool-panel-before-hit").click().run()
    assert "**2 of 2**" in words(app)
    app.button(key="tool-panel-on").click().run()
    search(app, "gold")
    assert "“gold” is nowhere in this document" in words(app) and "Part 3" in words(app)
    search(app, "again and")
    assert "The words stand nowhere together" in words(app) and "**1 of 2**" in words(app)


def test_all_places_are_listed(engine: Engine, course: int) -> None:
    app = reading(put(engine, "parts.docx", _SECTIONS), "parts.docx")
    search(app, "ice")
    app.session_state["hits-list-panel"] = True
    app.run()
    assert [b.label for b in app.button if b.key and b.key.startswith("hit-")] == [
        r"**section “Part 1”** · **Ice** is cold\.",
        r"**section “Part 2”** · Dust and **ice**\. Dust again\.",
    ]
    app.button(key="hit-panel-1").click().run()
    assert "**2 of 2**" in words(app) and app.session_state["hits-list-panel"] is False


def test_what_has_no_pictures_has_a_list_of_its_parts(engine: Engine, course: int) -> None:
    app = reading(put(engine, "parts.docx", _SECTIONS), "parts.docx")
    opened(app, "pages")
    assert [b.label for b in app.button if b.key and "-entry-" in b.key] == ["Part 1", "Part 2", "Part 3"]
    app.button(key="tool-panel-entry-2").click().run()
    assert r"A tail\." in words(app) and app.session_state["tool-panel-pages"] is False


def test_one_long_page_has_a_list_of_its_headings(engine: Engine, course: int) -> None:
    text = "One\n\nTwo\n\nwords"
    blocks = (Block(Kind.HEADING, 0, 3, level=2), Block(Kind.HEADING, 5, 8, level=3))
    app = reading(put(engine, "long.md", [Page(1, text, blocks=blocks)]), "long.md")
    opened(app, "pages")
    assert [b.label for b in app.button if b.key and "-entry-" in b.key] == ["One", "\u2003Two"]
    app.button(key="tool-panel-entry-1").click().run()
    assert any(":yellow-background[Two]" in mark for mark in marks(app))


def test_a_pdf_has_small_pictures_that_lead_to_its_pages(engine: Engine, course: int, tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    canvas = Canvas(str(path))
    for number in range(1, 4):
        canvas.drawString(72, 700, f"Words of page {number}.")
        canvas.showPage()
    canvas.save()
    pages = list(PdfReader().read(path, 100, lambda done, total: None).pages)
    document = put(engine, "pages.pdf", pages, path)
    app = reading(document, "pages.pdf")
    kept = engine.library.original(document)
    assert kept is not None
    opened(app, "pages")
    assert r"Words of page 2\." in words(app)  # until its picture is there
    until(lambda: engine.thumbnails.get(kept, 3, "") is not None)
    app.run()
    assert r"Words of page 2\." not in words(app)
    app.button(key="tool-panel-to-3").click().run()
    assert "page 3 of 3" in words(app) and app.session_state["tool-panel-pages"] is False


def test_the_page_is_asked_about_and_summed_up_in_the_chat(engine: Engine, course: int) -> None:
    app = reading(course, "zanthor.txt")
    opened(app, "ask-0")
    app.text_input(key="ask-topic-panel").set_value("the finder? ")
    press(app, "Ask about this page")
    opened(app, "ask-1")
    app.button(key="tool-panel-summarise").click().run()
    talks = engine.conversations.list()
    asked = [message.text for talk in talks for message in engine.conversations.messages(talk.id)]
    assert [text for text in asked if text] == [
        "What does page 1 of zanthor.txt say about the finder?",
        "Summarise page 1 of zanthor.txt",
    ]


def _document(name: str) -> Document:
    return Document(7, "Course", name, "A", "a" * 64, "application/pdf", 9, 3, 1, "", 0.0)


@pytest.mark.parametrize(
    ("name", "page", "question"),
    [
        ("a b.pdf", Page(4, "", "pdfium"), "Summarise page 4 of a b.pdf"),
        ("a.pdf", Page(4, "", "pdfium", label="iv"), "Summarise page iv of a.pdf"),
        ("a.pptx", Page(4, "", "slide"), "Summarise slide 4 of a.pptx"),
        ("a.docx", Page(4, "", "section", label="Ends"), "Summarise page 4 of a.docx"),
        ("a.pdf", Page(4, "", "pdfium", label="C - 3/4"), ""),  # no number that can be asked for
    ],
)
def test_a_page_is_asked_for_by_what_is_printed_on_it(name: str, page: Page, question: str) -> None:
    pages = [replace(page, number=3, label="iii" if page.label == "iv" else ""), page]
    assert page_question(_document(name), page, pages) == question
    about = page_question(_document(name), page, pages, "melting points")
    assert about == question.replace("Summarise", "What does") + " say about melting points?" * bool(question)


def test_a_page_whose_name_means_another_is_not_asked_for() -> None:
    """The cover is page 1 of the file, and "1" is printed on the next page; so it is on one after that."""
    document = _document("a.pdf")
    cover, first, again = (
        Page(1, "", "pdfium"),
        Page(2, "", "pdfium", label="1"),
        Page(3, "", "pdfium", label="1"),
    )
    pages = [cover, first, again]
    assert [page_question(document, page, pages) for page in pages] == ["", "Summarise page 1 of a.pdf", ""]
