"""Documents that are no PDF in the library's viewer: each by the word for its pages, as it looks."""

import numpy as np
from streamlit.testing.v1 import AppTest

from ingest.blocks.writer import PageWriter
from rag.models.embedding.embedder import Embedder
from rag.store.library import chunk_id
from rag.store.rows import NewDocument
from rag.values import Chunk, Kind, Page
from service.engine import Engine
from tests.fakes import FakeEmbeddings, hash_of
from tests.ui.apptest import page, words


def opened(engine: Engine, name: str, pages: list[Page]) -> AppTest:
    """A new document, open in the library."""
    text = pages[0].text
    chunk = Chunk(chunk_id(name, 1, 0, text), 1, 0, len(text), text)
    vector = np.array([FakeEmbeddings().embed_query(text)], dtype=np.float32)
    new = NewDocument("Course", name, "", hash_of(name), "any/any", 9)
    fingerprint = Embedder(FakeEmbeddings()).fingerprint
    document = engine.library.add_document(new, pages, [chunk], vector, fingerprint, None)
    app = page("library")
    app.session_state[f"document-{document.id}"] = True
    app.run()
    app.button(key=f"read-{document.id}").click().run()
    assert not app.exception
    return app


def written(method: str, number: int, text: str, label: str = "") -> Page:
    writer = PageWriter()
    writer.add(Kind.ITEM, text, "list")
    return Page(number, writer.text, method, label=label, blocks=tuple(writer.blocks))


def test_a_slide_is_a_picture_and_the_next_one_a_button_away(engine: Engine, course: int) -> None:
    app = opened(engine, "a.pptx", [written("slide", 1, "A comet."), written("slide", 2, "A star.")])
    assert r"a\.pptx · slide 1 of 2" in words(app)
    assert len(app.get("image")) == 1
    assert app.button(key="tool-full-on").label == "Next slide"
    assert app.button(key="tool-full-back").label == "Previous slide"
    assert app.button(key="tool-full-more").disabled is False and app.button(key="tool-full-less").disabled


def test_a_section_is_text_by_its_parts(engine: Engine, course: int) -> None:
    pages = [written("section", 1, "A comet.", "1 Comets"), written("section", 2, "A star.", "2 Stars")]
    app = opened(engine, "a.docx", pages)
    assert "section “1 Comets” (1 of 2)" in words(app).replace("\\", "")
    assert not app.get("image")
    assert "- • A comet\\." in [element.value for element in app.markdown]
    assert app.button(key="tool-full-on").label == "Next section"


def test_more_of_one_sheet_is_its_rows_and_another_one_a_sheet(engine: Engine, course: int) -> None:
    pages = [
        written("sheet", number, f"Row {number}.", label) for number, label in ((1, "Costs"), (2, "Costs"))
    ]
    app = opened(engine, "a.xlsx", [*pages, written("sheet", 3, "Row 3.", "Names")])
    assert app.button(key="tool-full-on").label == "Next rows"
    assert app.button(key="tool-full-back").label == "Previous sheet"
