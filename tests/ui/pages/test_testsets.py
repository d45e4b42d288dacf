"""The test sets page, and the way from an answer to a case."""

from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rag.models.embedding.embedder import Embedder
from rag.store.conversations import Feedback, Message, State
from rag.store.library import Library
from rag.store.rows import NewDocument
from rag.store.testsets import Case, TestSets
from rag.values import Kind, Outcome, Page, Task, Turn, Unit
from service.engine import Engine
from tests.fakes import FakeEmbeddings
from tests.ui.apptest import chat, page, press, words
from tests.ui.fakes import answer, fill
from ui.chat.keep import can_keep

MIRELA = Case("Who found Zanthor?", ("Mirela", "Mirela O."), "zanthor.txt", 1, True, "easy")


@pytest.fixture
def sets(engine: Engine, course: int) -> TestSets:
    return TestSets(engine.library.database)


@pytest.fixture
def exam(sets: TestSets) -> int:
    """The id of a test set with two cases."""
    return sets.create("exam", "Course", [MIRELA, Case("Who else?", answerable=False)])


def cases(sets: TestSets, key: int) -> list[Case]:
    return [stored.case for stored in sets.cases(key)]


def imported(app: AppTest, content: str, name: str = "exam.csv") -> AppTest:
    app.file_uploader[0].set_value((name, content.encode(), "text/csv")).run()
    assert not app.exception
    return app


def opened(app: AppTest, **state: object) -> AppTest:
    """The page with folds, tabs and popovers opened."""
    for key, value in state.items():
        app.session_state[key.replace("_", "-")] = value
    app.run()
    assert not app.exception
    return app


def told(app: AppTest) -> str:
    return "\n".join(box.value for box in (*app.success, *app.warning)).replace("\\", "")


def test_an_empty_page_says_what_a_test_set_is_and_offers_the_sample(engine: Engine, sets: TestSets) -> None:
    app = page("testsets")
    assert "a list of questions whose answers you know" in words(app)
    assert not [button for button in app.button if button.key == "import-sample"]
    engine.library.create_collection("Sample course")
    app.run()
    app.button(key="import-sample").click().run()
    assert "40 cases imported into “Sample questions”" in told(app)
    (kept,) = sets.all()
    assert (kept.name, kept.size) == ("Sample questions", 40)
    assert not [button for button in app.button if button.key == "import-sample"]


def test_a_file_is_imported_into_the_collection_that_has_its_documents(
    engine: Engine, sets: TestSets
) -> None:
    engine.library.create_collection("Another")
    app = imported(page("testsets"), "question,document,page,author\nWho?,zanthor,1,me\n")
    (kept,) = sets.all()
    assert (kept.name, kept.collection, cases(sets, kept.id)) == (
        "exam", "Course", [Case("Who?", (), "zanthor", 1, True)],
    )  # fmt: skip
    assert "1 case imported into “exam”, for the collection “Course”. Left out" in told(app)
    assert "the columns author." in told(app)
    imported(app, "question,document,page,author\nWho?,zanthor,1,me\n")
    assert "are there already, as “exam”" in told(app) and len(sets.all()) == 1


def test_what_is_wrong_in_a_file_is_told_by_line_and_nothing_is_kept(sets: TestSets) -> None:
    app = imported(page("testsets"), "question,document,page\nRight?,a,1\nWrong?,a,3-5\n,a,1\n")
    problems = app.error[0].value.replace("\\", "")
    assert "Nothing was imported from exam.csv:" in problems
    assert '- Line 3: the page is "3-5", but must be one whole number' in problems
    assert "- Line 4: the question is empty" in problems
    assert sets.all() == []
    imported(app, "", "empty.csv")
    assert "Nothing was imported. empty.csv is empty" in app.error[0].value.replace("\\", "")


def test_documents_that_are_not_there_are_warned_about(sets: TestSets) -> None:
    sets.create("exam", "Course", [Case("A?", ("a",), "moss.txt", 1), Case("B?", ("b",), "zanthor.txt", 2)])
    warned = told(page("testsets"))
    assert '"moss.txt", which is not in the collection' in warned
    assert 'page 2 of "zanthor.txt", which has 1' in warned


def test_a_collection_that_is_gone_is_warned_about(engine: Engine, sets: TestSets, exam: int) -> None:
    engine.library.delete_collection("Course")
    app = page("testsets")
    assert "The collection Course is not in the library any more" in told(app)
    assert ["about **Course \\(deleted\\)**" in caption.value for caption in app.caption].count(True) == 1


def test_what_cannot_be_run_cannot_be_pressed(engine: Engine, sets: TestSets, exam: int) -> None:
    app = page("testsets")
    run = app.button(key="run-testset-now")
    assert not run.disabled
    engine.library.delete_collection("Course")
    assert app.run().button(key="run-testset-now").disabled
    sets.move(exam, "")
    assert not app.run().button(key="run-testset-now").disabled
    for stored in sets.cases(exam):
        sets.remove(stored.id)
    assert app.run().button(key="run-testset-now").disabled


def test_cases_are_added_changed_and_deleted(sets: TestSets, exam: int) -> None:
    first, second = sets.cases(exam)
    app = opened(
        page("testsets"), **{f"add-{exam}": True, f"case-{first.id}": True, f"case-{second.id}": True}
    )
    app.text_area(key=f"new-{exam}-2-question").set_value("And when?")
    app.text_area(key=f"new-{exam}-2-answers").set_value("1987\n in 1987 \n\n")
    press(app, "Add")
    added = Case("And when?", ("1987", "in 1987"), answerable=True)
    assert cases(sets, exam) == [MIRELA, second.case, added]
    assert app.text_area(key=f"new-{exam}-3-question").value == ""

    app.text_area(key=f"form-{first.id}-question").set_value("Who discovered it?")
    app.text_input(key=f"form-{first.id}-page").set_value("")
    app.button(key=f"form-{first.id}-send").click().run()
    assert cases(sets, exam)[0] == Case(
        "Who discovered it?", MIRELA.answers, "zanthor.txt", None, True, "easy"
    )
    app.button(key=f"delete-case-{second.id}-yes").click().run()
    assert len(cases(sets, exam)) == 2 and not app.exception


WHY = Case(
    "And why?",
    document="zanthor.txt",
    answerable=True,
    points=("It is ice.", "Mirela found it."),
    history=(Turn("user", "What is\nZanthor?"), Turn("assistant", "A comet.")),
    task=Task.EXPLAIN,
)


def test_points_task_and_what_was_said_before_are_edited(sets: TestSets) -> None:
    key = sets.create("why", "Course", [WHY, Case("So?")])
    why, so = sets.cases(key)
    app = opened(page("testsets"), **{f"case-{why.id}": True, f"case-{so.id}": True})
    assert "2 points · zanthor" in "".join(fold.label for fold in app.expander)
    assert app.text_area(key=f"form-{why.id}-points").value == "It is ice.\nMirela found it."
    app.text_area(key=f"form-{why.id}-points").set_value("It is ice.\n\nIt | is old. ")
    app.button(key=f"form-{why.id}-send").click().run()
    assert cases(sets, key)[0] == replace(
        WHY, points=("It is ice.", "It | is old.")
    )  # its turns as they were

    app.selectbox(key=f"form-{so.id}-task").set_value("summarise")
    app.text_area(key=f"form-{so.id}-history").set_value("What is it?\nassistant: A comet.")
    app.button(key=f"form-{so.id}-send").click().run()
    before = (Turn("user", "What is it?"), Turn("assistant", "A comet."))
    assert cases(sets, key)[1] == Case("So?", history=before, task=Task.SUMMARISE)
    assert not app.exception


def test_drafts_for_whole_answers_have_their_points_one_a_line(engine: Engine, sets: TestSets) -> None:
    add_section(engine.library)
    key = sets.create("drafts", "Course", [])
    app = opened(page("testsets"), **{f"testset-tabs-{key}": "Suggested"})
    assert "Made from sections of your material" in words(app)
    (points,) = [box for box in app.text_area if box.label == "Points"]
    assert points.value == "\n".join(SECTION)
    points.set_value(f"{SECTION[1]}\nIt is cold.")
    next(
        b for b in app.button if str(b.key).startswith("section-") and str(b.key).endswith("-accept")
    ).click().run()
    assert not app.exception
    (kept,) = cases(sets, key)
    assert (kept.question, kept.points, kept.task) == (
        "Explain “Comets”.",
        (SECTION[1], "It is cold."),
        Task.EXPLAIN,
    )
    assert (kept.document, kept.page, kept.note) == ("ice.md", 1, "drafted from a section")
    assert "Made from sections of your material" not in words(app)


SECTION = ("A comet draws a long tail of dust.", "Its tail is turned away from the sun.")


def add_section(library: Library) -> None:
    """A document with one heading and two units that stand for what is under it."""
    text = "\n".join(("Comets", *SECTION))
    places = [(0, 6), (7, 7 + len(SECTION[0])), (8 + len(SECTION[0]), len(text))]
    heading, *said = (
        Unit(Kind.HEADING if start == 0 else Kind.PARAGRAPH, 1, start, end) for start, end in places
    )
    units = [heading, *(replace(unit, under=(1, 0), context=("Comets",), summary=1) for unit in said)]
    embedder = Embedder(FakeEmbeddings())
    new = NewDocument("Course", "ice.md", "Ice", "b" * 64, "text/plain", len(text))
    vectors = embedder.encode([text[start:end] for start, end in places])
    none = np.zeros((0, 64), np.float32)
    library.add_document(new, [Page(1, text)], [], none, embedder.fingerprint, None, units, vectors)


def test_a_case_that_cannot_be_is_not_kept(sets: TestSets, exam: int) -> None:
    first = sets.cases(exam)[0].id
    app = opened(page("testsets"), **{f"case-{first}": True})
    app.text_area(key=f"form-{first}-question").set_value(" ")
    app.button(key=f"form-{first}-send").click().run()
    assert "The question is empty" in app.error[0].value
    app.text_area(key=f"form-{first}-question").set_value("Who?")
    app.selectbox(key=f"form-{first}-document").set_value("")
    app.button(key=f"form-{first}-send").click().run()
    assert "A page is given without a document" in app.error[0].value
    app.selectbox(key=f"form-{first}-document").set_value("zanthor.txt")
    app.text_input(key=f"form-{first}-page").set_value("one")
    app.button(key=f"form-{first}-send").click().run()
    assert 'The page is "one"' in app.error[0].value.replace("\\", "")
    assert cases(sets, exam)[0] == MIRELA


def test_many_cases_have_pages_and_a_search(sets: TestSets) -> None:
    sets.create("long", "Course", [Case(f"Question number {n}?") for n in range(45)])
    app = page("testsets")
    shown = [fold.label for fold in app.expander if "Question number" in fold.label]
    assert len(shown) == 20
    app.text_input(key="find-case").set_value("number 44").run()
    assert [fold.label for fold in app.expander if "Question number 44" in fold.label]
    assert len([fold for fold in app.expander if "Question number" in fold.label]) == 1
    app.text_input(key="find-case").set_value("moss").run()
    assert "No test question has these words" in words(app)


def test_a_test_set_is_made_renamed_moved_and_deleted(engine: Engine, sets: TestSets, exam: int) -> None:
    engine.library.create_collection("Another")
    app = page("testsets")
    next(box for box in app.text_input if box.label == "Name of the new test set").set_value("quiz")
    press(app, "Make it")
    made = sets.find("quiz")
    assert made is not None and "There is no test question in it yet" in words(app)
    app.text_input(key=f"name-testset-{made.id}").set_value("exam")
    press(app, "Save")
    assert "There is already a test set" in app.error[0].value
    app.text_input(key=f"name-testset-{made.id}").set_value("final")
    app.selectbox(key=f"collection-testset-{made.id}").set_value("Another")
    press(app, "Save")
    assert [(listed.name, listed.collection) for listed in sets.all()] == [
        ("exam", "Course"), ("final", "Another"),
    ]  # fmt: skip
    app.button(key="delete-testset-yes").click().run()
    assert [listed.name for listed in sets.all()] == ["exam"] and not app.exception
    assert "2 test questions about" in words(app)


def test_downloads_are_made_when_they_are_asked_for(exam: int) -> None:
    app = page("testsets")
    assert not app.get("download_button")
    opened(app, save_testset=True)
    assert [button.proto.label for button in app.get("download_button")] == ["CSV", "JSONL", "XLSX"]


def _accept(app: AppTest) -> None:
    """Save the first draft as it stands in its form."""
    next(button for button in app.button if str(button.key).endswith("-accept")).click().run()
    assert not app.exception


def test_drafts_show_their_sentence_and_are_saved_or_deleted(
    engine: Engine, sets: TestSets, exam: int
) -> None:
    app = opened(page("testsets"), **{f"testset-tabs-{exam}": "Suggested"})
    shown = words(app).replace("\\", "")
    assert "A comet is **a body of ice**." in shown and "zanthor.txt · page 1" in shown
    press(app, "Delete")
    assert cases(sets, exam)[2:] == [] and "No more questions can be made" in words(app)
    app.button(key="bring-back").click().run()
    next(box for box in app.text_input if box.label == "Expected answer").set_value("ice")
    _accept(app)
    assert cases(sets, exam)[2:] == [
        Case("What is a comet?", ("ice",), "zanthor.txt", 1, True, "drafted by rule")
    ]
    assert "No more questions can be made" in words(app)


def test_a_reworded_draft_does_not_come_again(sets: TestSets, exam: int) -> None:
    app = opened(page("testsets"), **{f"testset-tabs-{exam}": "Suggested"})
    next(box for box in app.text_input if box.label == "Question").set_value("")
    _accept(app)
    assert "the question is empty" in app.error[0].value and len(cases(sets, exam)) == 2
    next(box for box in app.text_input if box.label == "Question").set_value("What are comets?")
    _accept(app)
    assert cases(sets, exam)[2].question == "What are comets?"
    assert "No more questions can be made" in words(app)


def _chat(engine: Engine, document: int, collection: str = "Course", **kwargs: bool) -> AppTest:
    talk = engine.conversations.create(collection)
    message = engine.conversations.ask(talk.id, "Who found Zanthor?")
    engine.conversations.finish(message.id, answer(document, **kwargs))
    return chat(talk.id)


def test_any_answer_is_kept_as_a_case_by_one_click(engine: Engine, course: int, sets: TestSets) -> None:
    app = _chat(engine, course)
    app.button(key="keep-2").click().run()
    app.button(key="keep-2").click().run()
    assert "already" in app.toast[0].value
    (kept,) = sets.all()
    assert (kept.name, kept.collection) == ("From chats", "Course")
    assert cases(sets, kept.id) == [Case("who found the comet Zanthor", ("Mirela",), "zanthor.txt", 1, True)]


def test_an_answer_about_another_collection_goes_into_a_set_of_its_own(
    engine: Engine, course: int, sets: TestSets
) -> None:
    _chat(engine, course).button(key="keep-2").click().run()
    fill(engine.library, "Other")
    _chat(engine, course, "Other").button(key="keep-4").click().run()
    assert [(kept.name, kept.collection, kept.size) for kept in sets.all()] == [
        ("From chats", "Course", 1), ("From chats: Other", "Other", 1),
    ]  # fmt: skip


def test_only_a_whole_answer_that_nobody_dislikes_can_be_kept(engine: Engine, course: int) -> None:
    whole = answer(course)
    liked, disliked = Feedback(True), Feedback(False)
    message = Message(2, 1, "assistant", whole.text, State.DONE, 0.0, whole)
    assert can_keep(message, whole) and can_keep(replace(message, feedback=liked), whole)
    assert not can_keep(replace(message, feedback=disliked), whole)
    for refused in (
        replace(whole, stopped=True),
        replace(whole, claims=()),
        replace(whole, task=Task.TALK),
        replace(whole, outcome=Outcome.UNSURE),
        replace(whole, outcome=Outcome.SILENT, evidence=()),
    ):
        assert not can_keep(message, refused)
    silent = answer(course, abstained=True)
    assert can_keep(message, silent)
    _chat(engine, course)
    engine.conversations.rate(2, disliked)
    assert not [button for button in chat(1).button if button.key == "keep-2"]


def test_feedback_goes_the_same_way_into_its_own_set(engine: Engine, course: int, sets: TestSets) -> None:
    _chat(engine, course)
    engine.conversations.rate(2, Feedback(False))

    app = chat(1)
    press(app, "Save as test question")
    press(app, "Save as test question")
    (kept,) = sets.all()
    assert (kept.name, kept.size) == ("From feedback", 1)
    assert cases(sets, kept.id) == [Case("who found the comet Zanthor", answerable=False)]
