"""The documents of a collection: ordered, renamed, moved, many chosen at once."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from rag.store.jobs import JobState
from rag.store.rows import NewDocument
from rag.values import Document, Page, PageProblem
from service.engine import Engine
from tests.fakes import hash_of
from tests.ui.apptest import APP, page, press, words
from ui.material.order import Order, ordered


def _add(engine: Engine, name: str, collection: str = "Course", pages: int = 1) -> int:
    """A document without passages; its content is its name."""
    new = NewDocument(collection, name, name.partition(".")[0], hash_of(name), "text/plain", 9)
    found = [Page(number, "x") for number in range(1, pages + 1)]
    return engine.library.add_document(new, found, [], [], "fake", None).id  # type: ignore[arg-type]


def _folds(app: AppTest) -> list[str]:
    return [fold.label.split("**")[1] for fold in app.expander]


def test_documents_are_ordered_by_name_by_age_and_by_length() -> None:
    base = Document(1, "Course", "b.pdf", "Beta", "", "", 9, 2, 0, "", 10.0)
    alpha = replace(base, id=2, title="alpha", pages=9, added=5.0)
    untitled = replace(base, id=3, name="gamma.pdf", title="", pages=2, added=20.0)
    documents = [base, alpha, untitled]
    assert [d.id for d in ordered(documents, Order.NAME)] == [2, 1, 3]
    assert [d.id for d in ordered(documents, Order.ADDED)] == [3, 1, 2]
    assert [d.id for d in ordered(documents, Order.PAGES)] == [2, 1, 3]


def test_the_library_lists_in_the_order_that_is_chosen(engine: Engine) -> None:
    for name, pages in (("short.pdf", 1), ("long.pdf", 3)):
        _add(engine, name, pages=pages)
    app = page("library")
    assert _folds(app) == ["long", "short"]
    app.selectbox(key="order-documents").set_value(Order.ADDED).run()
    assert _folds(app) == ["long", "short"]
    _add(engine, "another.pdf")
    assert _folds(app.run())[0] == "another"
    app.selectbox(key="order-documents").set_value(Order.PAGES).run()
    assert _folds(app) == ["long", "another", "short"]


def _open(app: AppTest, document: int) -> AppTest:
    app.session_state[f"document-{document}"] = True
    return app.run()


def test_a_document_is_renamed(engine: Engine, course: int) -> None:
    app = _open(page("library"), course)
    app.text_input(key=f"rename-{course}-title").set_value("Comets *and* ice")
    press(app, "Save")
    assert engine.library.document(course).title == "Comets *and* ice"
    assert engine.library.document(course).name == "zanthor.txt"
    assert app.expander[0].label.startswith(r"**Comets \*and\* ice** · ")


def test_a_document_is_moved_and_a_double_is_explained(engine: Engine) -> None:
    document = _add(engine, "a.pdf")
    _add(engine, "b.pdf", "Other")
    app = _open(page("library"), document)
    assert app.selectbox(key=f"move-{document}-to").options == ["Other"]
    double = _add(engine, "a.pdf", "Other")
    press(app, "Move")
    assert [error.value.replace("\\", "") for error in app.error] == [
        'There is a file "a.pdf" in "Other" already. Delete that one first, or leave this one here.'
    ]
    engine.library.remove_document(double)
    press(app, "Move")
    assert engine.library.document(document).collection == "Other"


def test_several_are_deleted_together_after_a_question(engine: Engine) -> None:
    first, second, third = (_add(engine, f"{name}.pdf") for name in "abc")
    job = engine.jobs.add("Course", "a.pdf", "", "")
    app = page("library")
    assert not [box for box in app.checkbox if str(box.key).startswith("select-")]
    app.toggle(key="select-documents").set_value(True).run()
    assert "Check the documents" in words(app)
    app.checkbox(key=f"select-{first}").check().run()
    app.checkbox(key=f"select-{third}").check().run()
    assert "**2 selected**" in words(app) and "This deletes 2 documents" in words(app)
    app.button(key="delete-selected-yes").click().run()
    assert not app.exception
    assert [document.id for document in engine.library.documents()] == [second]
    cancelled = engine.jobs.get(job)
    assert cancelled is not None and cancelled.state is JobState.CANCELLED


def test_all_are_selected_and_moved(engine: Engine) -> None:
    for name in "ab":
        _add(engine, f"{name}.pdf")
    engine.library.create_collection("Other")
    app = page("library")
    app.toggle(key="select-documents").set_value(True).run()
    app.button(key="select-all").click().run()
    press(app, "Move")
    assert len(engine.library.documents("Other")) == 2


def test_the_health_report_names_no_library(engine: Engine, course: int) -> None:
    app = _open(page("library"), course)
    assert "1 page read." in words(app) and "by text" not in words(app)


@pytest.mark.parametrize("collection", ["Empty *one*"])
def test_an_empty_collection_invites_to_add_something(engine: Engine, course: int, collection: str) -> None:
    engine.library.create_collection(collection)
    app = AppTest.from_file(APP, default_timeout=60).run()
    app.selectbox[0].set_value(collection).run()
    assert not app.exception
    assert r"The collection **Empty \*one\*** is empty" in words(app)
    assert r"**Empty \*one\*** is empty. Add files to it" in words(app)
    app.file_uploader[0].set_value([("a.txt", b"Some words.", "text/plain")]).run()
    (job,) = engine.jobs.list()
    assert job.collection == collection


def test_a_problem_is_told_once(engine: Engine) -> None:
    report = "Page iv has only pictures, in which no words can be read."
    new = NewDocument("Course", "scan.pdf", "Scan", hash_of("scan"), "application/pdf", 9, problems=(report,))
    pages = [Page(1, "", "pdfium", problems=(PageProblem.SCANNED, "a torn corner"), label="iv")]
    document = engine.library.add_document(new, pages, [], [], "fake", None).id  # type: ignore[arg-type]
    shown = words(_open(page("library"), document)).replace("\\", "")
    assert report in shown and "Page iv: a torn corner" in shown
    assert PageProblem.SCANNED not in shown
