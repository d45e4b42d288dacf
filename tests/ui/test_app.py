"""The logic of each page, with an assistant that is known by hand."""

import threading
import time
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from rag import values_json
from rag.store.conversations import Feedback
from rag.store.jobs import JobState
from rag.store.testsets import Case, TestSets
from rag.values import Claim, Outcome, ShortAnswer, Source, Verdict
from service.chats.pending import AnswerStage
from service.engine import Engine
from tests.ui.apptest import APP, chat, cite, flow, flowing, until
from tests.ui.apptest import page as _page
from tests.ui.apptest import press as _press
from tests.ui.apptest import words as _words
from tests.ui.fakes import TEXT, answer, fill


def _app() -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.run()
    assert not app.exception
    return app


def _answered(engine: Engine, document_id: int, **kwargs: bool) -> int:
    """A conversation with one finished answer; returns its id."""
    talk = engine.conversations.create("Course")
    message = engine.conversations.ask(talk.id, "Who found Zanthor?")
    engine.conversations.finish(message.id, answer(document_id, **kwargs))
    return talk.id


def test_an_empty_library_says_so_and_offers_upload(engine: Engine) -> None:
    app = _app()
    assert "Your library is empty" in _words(app)
    assert len(app.get("file_uploader")) == 2  # of files, and of a folder


def test_asking_keeps_the_question_and_shows_the_answer_when_it_is_there(engine: Engine, course: int) -> None:
    engine.assistant().go.set()  # type: ignore[attr-defined]
    app = _app()
    app.chat_input[0].set_value("Who found Zanthor?").run()
    until(lambda: not engine.conversations.unfinished())
    app.run()
    assert not app.exception
    assert "Who found Zanthor?" in _words(app)
    assert flowing(app)[0] == "Mirela" and flow(app)["2"]["blocks"][0]["look"] == "short"
    assert [message.role for message in engine.conversations.messages(1)] == ["user", "assistant"]


def test_a_running_answer_shows_its_evidence_its_draft_and_can_be_stopped(
    engine: Engine, course: int
) -> None:
    app = _app()
    app.chat_input[0].set_value("Who found Zanthor?").run()
    until(lambda: (run := engine.answers.run(2)) is not None and run.draft == "Mirela found")
    app.run()
    drawn = flow(app)
    (found,) = drawn["2-found"]["blocks"][0]["sentences"]
    assert (found["text"], found["numbers"]) == (TEXT[46:77], [1])
    assert [block["look"] for block in drawn["2-draft"]["blocks"]] == ["short", "draft"]
    assert drawn["2-draft"]["blocks"][1]["sentences"][0]["text"] == "Mirela found"
    assert not any(data["whole"] for data in drawn.values())  # no page to open before the answer is whole
    app.button(key="stop-2").click().run()
    until(lambda: not engine.conversations.unfinished())
    app.run()
    assert "You stopped this answer" in _words(app)


def test_the_next_question_can_be_put_while_an_answer_is_made_and_each_can_be_stopped(
    engine: Engine, course: int
) -> None:
    app = _app()
    app.chat_input[0].set_value("Who found Zanthor?").run()
    until(lambda: (run := engine.answers.run(2)) is not None and run.draft == "Mirela found")
    app.chat_input[0].set_value("And when?").run()
    assert not app.exception
    assert "Waiting: 1 question before yours, about 5 seconds" in _words(app)
    # Stopping is seen at once, before the engine has come to its end: this one does not look.
    run = engine.answers.run(2)
    assert run is not None
    run.stopping = threading.Event()
    app.button(key="stop-2").click().run()
    assert ":material/stop_circle: Stopped." in _words(app)
    assert not [button for button in app.button if button.key == "stop-2"]
    assert app.button(key="stop-4")
    engine.assistant().go.set()  # type: ignore[attr-defined]
    until(lambda: not engine.conversations.unfinished())
    assert [said.text for said in engine.conversations.messages(1) if said.role == "user"] == [
        "Who found Zanthor?",
        "And when?",
    ]


def test_it_is_said_what_is_being_done(engine: Engine, course: int) -> None:
    app = _app()
    app.chat_input[0].set_value("Who found Zanthor?").run()
    until(lambda: (run := engine.answers.run(2)) is not None and run.draft == "Mirela found")
    run = engine.answers.run(2)
    assert run is not None
    for stage, draft, said in (
        (AnswerStage.SEARCHING, "", "Searching the material"),
        (AnswerStage.READING, "", "Reading 1 place …"),
        (AnswerStage.WRITING, "", "Putting the answer together"),
        (AnswerStage.WRITING, "Mirela", "Writing and checking"),
    ):
        run.stage, run.draft = stage, draft
        assert said in _words(app.run())
    engine.answers.stop(2)


def test_only_the_models_own_words_are_marked_as_checked_and_citations_open_their_source(
    engine: Engine, course: int
) -> None:
    talk = engine.conversations.create("Course")
    message = engine.conversations.ask(talk.id, "Who found Zanthor?")
    whole = answer(course)
    quote = Claim(TEXT[:25], Verdict.SUPPORTED, Source.EVIDENCE, ())
    engine.conversations.finish(message.id, replace(whole, claims=(*whole.claims, quote)))
    app = chat(talk.id)
    (short, said) = flow(app)["2"]["blocks"]
    assert short["look"] == "short" and not said["quoted"]
    assert [(one["text"], one["numbers"], one["verdict"], one["reasons"]) for one in said["sentences"]] == [
        ("Mirela found it.", [1], "supported", []),
        ("It may be old.", [], "partly", ["the material does not say old"]),
        ("A comet is a body of ice.", [], None, []),  # word for word: nothing to check
    ]
    assert "Searched for: who found the comet Zanthor" in _words(app)
    card = flow(app)["2"]["sources"]["1"]
    assert card == {
        "label": "Source 1: zanthor, p. 1",
        "place": "p. 1 · zanthor",
        "title": "zanthor.txt, page 1",
        "quote": "It was found by Mirela in 1987.",
    }
    cite(app, "2", 1)
    opened = app.session_state["lectern"].opened
    assert (opened.message_id, opened.number) == (2, 1)
    cite(app, "2", 7)  # there is none
    assert app.session_state["lectern"].opened == opened
    words = _words(app)
    assert r"zanthor\.txt · page 1 of 1" in words
    assert ":yellow-background[It was found by **Mirela** in 1987\\.]" in words


def test_no_score_and_no_list_of_passages_is_shown_and_the_time_is_the_one_that_was_waited(
    engine: Engine, course: int
) -> None:
    talk = _answered(engine, course)
    asked, answered = engine.conversations.messages(talk)
    app = chat(talk)
    words = _words(app)
    assert "match" not in words and "score" not in words and "1.5 s" not in words
    assert not [fold for fold in app.expander if "passage" in fold.label]
    assert f"It took {answered.created - asked.created:.1f} s from the question" in words


def test_a_guess_is_not_shown(engine: Engine, course: int) -> None:
    whole = answer(course)
    assert whole.short is not None
    guess = ShortAnswer("Mirela", replace(whole.short.citation, score=0.4))
    quote = Claim(TEXT[46:77], Verdict.SUPPORTED, Source.EVIDENCE, (whole.evidence[0].citation(),))
    talk = engine.conversations.create("Course")
    message = engine.conversations.ask(talk.id, "Who found Zanthor?")
    engine.conversations.finish(message.id, replace(whole, short=guess, claims=(quote,)))
    (block,) = flow(chat(talk.id))["2"]["blocks"]
    assert block["look"] == "paragraph" and block["quoted"]
    assert [one["text"] for one in block["sentences"]] == [TEXT[46:77]]


def test_more_from_the_material_is_closed_and_only_what_would_pass_the_gate(
    engine: Engine, course: int
) -> None:
    whole = answer(course)
    (found,) = whole.evidence
    # One sentence above the gate, one below.
    gate = engine.settings.answering.threshold
    good = replace(found, start=0, end=25, text=TEXT[:25], score=gate + 0.01, rank=2, marks=())
    poor = replace(found, start=26, end=45, text=TEXT[26:45], score=gate - 0.01, rank=3, marks=())
    quote = Claim(TEXT[46:77], Verdict.SUPPORTED, Source.EVIDENCE, (found.citation(),))
    talk = engine.conversations.create("Course")
    for evidence in ((found, good, poor), (found, poor)):
        message = engine.conversations.ask(talk.id, "Who found Zanthor?")
        engine.conversations.finish(message.id, replace(whole, claims=(quote,), evidence=evidence))
    app = chat(talk.id)
    (fold,) = [fold for fold in app.expander if fold.label == "More from the material"]
    assert not fold.proto.expanded
    app.session_state["more-2"] = True
    app.run()
    assert not app.exception
    assert "A comet is a body of ice." in flowing(app)
    assert "Zanthor is a comet." not in flowing(app)


def test_silence_folds_the_nearest_places_and_denies_nothing_that_is_shown(
    engine: Engine, course: int
) -> None:
    app = chat(_answered(engine, course, abstained=True))
    assert "The material does not answer this question" in _words(app)
    (fold,) = app.expander
    assert fold.label == "Nearest places" and not fold.proto.expanded
    assert not flow(app)
    app.session_state["near-2"] = True
    words = _words(app.run())
    assert "It was found by Mirela in 1987." in words
    assert "no answer" not in words and "checked" not in words


def test_an_unsure_answer_shows_two_places_without_a_headline(engine: Engine, course: int) -> None:
    whole = answer(course)
    (found,) = whole.evidence
    quotes = tuple(
        Claim(TEXT[a:b], Verdict.SUPPORTED, Source.EVIDENCE, (replace(found.citation(), start=a, end=b),))
        for a, b in ((46, 77), (26, 45), (0, 25))
    )
    line = "The material may answer this here:\nIt was found by Mirela in 1987. [1]\nZanthor is a comet. [2]"
    talk = engine.conversations.create("Course")
    message = engine.conversations.ask(talk.id, "Who found Zanthor?")
    unsure = replace(whole, outcome=Outcome.UNSURE, text=line, claims=quotes)
    engine.conversations.finish(message.id, unsure)
    app = chat(talk.id)
    shown = flow(app)["2"]
    assert flowing(app) == [
        "The material may answer this here:",
        "It was found by Mirela in 1987.",
        "Zanthor is a comet.",
    ]
    assert shown["named"] and shown["sources"]["1"]["place"] == "p. 1 · zanthor"
    assert [block["quoted"] for block in shown["blocks"]] == [False, True, True]


def test_a_source_outlives_its_document(engine: Engine, course: int) -> None:
    talk = _answered(engine, course)
    engine.library.remove_document(course)
    words = _words(chat(talk))
    assert r":yellow-background[It was found by Mirela in 1987\.]" in words
    assert "no longer in the library" in words


def test_an_answer_that_cannot_be_read_is_said_beside_its_text(
    engine: Engine, course: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = _answered(engine, course)
    with monkeypatch.context() as newer:
        newer.setattr(values_json, "UPGRADES", [*values_json.UPGRADES, lambda body: body])
        engine.conversations.finish(engine.conversations.ask(talk, "And when?").id, answer(course))
    app = chat(talk)
    assert r"Mirela found it\. It may be old\." in [element.value for element in app.markdown]
    assert ["by a newer Lectern" in error.value for error in app.error] == [True]
    assert flow(app)["2"]["whole"]  # the answer before it


def test_a_chat_outlives_its_collection_and_can_go_on(engine: Engine, course: int) -> None:
    talk = _answered(engine, course)
    engine.library.delete_collection("Course")
    fill(engine.library, "Other")
    app = chat(talk)
    words = _words(app)
    assert "Mirela found it" in words
    assert "The collection Course was deleted" in words and "what you choose below" in words
    assert app.selectbox[0].value == ""
    app.selectbox[0].set_value("Other").run()
    app.chat_input[0].set_value("Who found Zanthor?").run()
    assert not app.exception
    assert engine.conversations.get(talk).collection == "Other"
    assert "was deleted" not in _words(app)


def test_the_history_says_that_a_collection_was_deleted(engine: Engine, course: int) -> None:
    _answered(engine, course)
    engine.library.delete_collection("Course")
    assert "Course\xa0\\(deleted\\)" in _words(_page("history"))


def test_a_deleted_conversation_opens_a_new_chat(engine: Engine, course: int) -> None:
    assert "What would you like to know?" in _words(chat(99))


def test_a_thumb_down_takes_a_note_and_becomes_a_test_question(engine: Engine, course: int) -> None:
    talk = _answered(engine, course)
    engine.conversations.rate(2, Feedback(False))
    app = chat(talk)
    app.button_group(key="reasons-2").set_value(["It is wrong"])
    app.text_area(key="note-2").set_value("wrong year")
    _press(app, "Save")
    assert engine.conversations.message(2).feedback == Feedback(False, "It is wrong\nwrong year")
    assert app.button_group(key="reasons-2").value == ["It is wrong"]
    assert app.text_area(key="note-2").value == "wrong year"
    app.text_input(key="expected-2").set_value("Mirela")
    _press(app, "Save as test question")
    testsets = TestSets(engine.library.database)
    (kept,) = testsets.all()
    assert kept.name == "From feedback"
    assert [stored.case for stored in testsets.cases(kept.id)] == [
        Case("who found the comet Zanthor", ("Mirela",), "zanthor.txt", 1, True)
    ]


def test_the_library_lists_documents_and_deletes_after_a_question(engine: Engine, course: int) -> None:
    app = _page("library")
    (fold,) = app.expander
    assert fold.label.startswith("**The comet** · ")
    assert "read] · 1\u00a0page · 1\u00a0KB · " in fold.label
    app.button(key="delete-collection-yes").click().run()
    assert engine.library.collections() == []


def test_collections_are_made_and_renamed(engine: Engine) -> None:
    app = _page("library")
    app.text_input[0].set_value("Physics")
    _press(app, "Make it")
    assert [collection.name for collection in engine.library.collections()] == ["Physics"]
    next(box for box in app.text_input if box.label == "New name").set_value("Optics")
    _press(app, "Rename it")
    assert [collection.name for collection in engine.library.collections()] == ["Optics"]


@pytest.mark.usefixtures("no_reader")
def test_what_became_of_files_is_told_and_what_was_cancelled_resumes(engine: Engine, course: int) -> None:
    def job(name: str, state: JobState, message: str = "") -> int:
        staged = engine.folder / name
        staged.write_bytes(bytes(range(32)) if name == "page.pdf" else b"%PDF-1.4")
        job_id = engine.jobs.add("Course", name, str(staged), "", "")
        engine.jobs.finish(job_id, state, message)
        return job_id

    job("good.pdf", JobState.DONE)
    job("poor.pdf", JobState.DONE, "Page 2 has no text.")
    failed = job("bad.pdf", JobState.FAILED, "It is damaged.")
    hopeless = job("page.pdf", JobState.FAILED, "It is not a PDF.")
    cancelled = job("long.pdf", JobState.CANCELLED)
    app = _page("library")
    words = _words(app)
    assert "needs a look" in words and "Page 2 has no text" in words
    assert "not read  \nIt is damaged" in words
    assert "1 file read" in words
    assert app.button(key=f"retry-{failed}").label == "Try again"
    assert app.button(key=f"retry-{cancelled}").label == "Resume"
    assert not [button for button in app.button if button.key == f"retry-{hopeless}"]
    app.button(key=f"retry-{cancelled}").click().run()
    assert "waiting until Lectern has started" in app.get("progress")[0].proto.text
    app.button(key=f"cancel-{cancelled}").click().run()
    assert not engine.jobs.list(active_only=True)
    app.button(key="clear-jobs").click().run()
    assert engine.jobs.list() == []


def test_files_are_queued_with_their_owner_before_the_models_are_there(engine: Engine) -> None:
    app = _page("library")
    app.text_input(key="owner").set_value(" Ines ").run()
    files = next(box for box in app.file_uploader if "Add files" in box.label)
    files.set_value([("a.txt", b"Some words.", "text/plain")]).run()
    (job,) = engine.jobs.list()
    assert (job.name, job.owner, job.collection) == ("a.txt", "Ines", "My course")
    assert not engine.loaded


def test_the_history_is_searched_renamed_and_deleted(engine: Engine, course: int) -> None:
    _answered(engine, course)
    app = _page("history")
    assert "**Who found Zanthor?**".replace("?", "") in _words(app).replace("?", "")
    app.text_input(key="search-history").set_value("nothing like it").run()
    assert "No chat has all of these words" in _words(app)


def test_a_long_chat_is_drawn_as_fast_as_a_short_one(engine: Engine, course: int) -> None:
    short, long = _talked(engine, course, 10), _talked(engine, course, 50)
    assert len(long.chat_message) == len(short.chat_message) == 20  # the last ten questions and answers
    assert _seconds(long) < 2 * _seconds(short)


def _talked(engine: Engine, course: int, questions: int) -> AppTest:
    """A chat of so many questions, drawn once."""
    talk = engine.conversations.create("Course")
    for _ in range(questions):
        message = engine.conversations.ask(talk.id, "Who found Zanthor?")
        engine.conversations.finish(message.id, answer(course))
    return chat(talk.id).run()


def _seconds(app: AppTest) -> float:
    """Of the fastest of three runs, so that what else the process does counts for little."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        app.run()
        seconds.append(time.process_time() - start)
    return min(seconds)


def _added(engine: Engine, state: JobState, message: str = "") -> AppTest:
    """The first page, after a file was added in the chat."""
    app = _app()
    job = engine.jobs.add("Course", "x.pdf", "", "")
    engine.jobs.finish(job, state, message)
    app.session_state["lectern"].added = (job,)
    return app.run()


@pytest.mark.usefixtures("no_reader")
def test_a_file_that_could_not_be_read_is_told_in_the_chat(engine: Engine, course: int) -> None:
    app = _added(engine, JobState.FAILED, "It is not a PDF.")
    assert r"**x\.pdf** could not be read. It is not a PDF\." in _words(app)
    _press(app, "Dismiss")
    assert "could not be read" not in _words(app)


@pytest.mark.usefixtures("no_reader")
def test_the_next_question_takes_the_news_of_files_away(engine: Engine, course: int) -> None:
    app = _added(engine, JobState.DONE)
    assert "1 file read" in _words(app)
    app.chat_input[0].set_value("Who found Zanthor?").run()
    assert "1 file read" not in _words(app)


@pytest.mark.usefixtures("no_reader")
def test_a_first_file_that_could_not_be_read_is_told_beside_the_uploader(engine: Engine) -> None:
    job = engine.jobs.add("My course", "x.pdf", "", "")
    engine.jobs.finish(job, JobState.FAILED, "It is not a PDF.")
    assert "could not be read" in _words(_app())


def test_a_question_shows_the_files_that_came_with_it(engine: Engine, course: int) -> None:
    talk = engine.conversations.create("Course")
    message = engine.conversations.ask(talk.id, "Who found Zanthor?", ["x.pdf"])
    engine.conversations.finish(message.id, answer(course))
    assert r":material/attach_file: x\.pdf" in _words(chat(talk.id))


@pytest.mark.usefixtures("no_reader")
def test_a_file_that_could_not_be_read_is_told_beside_its_question(engine: Engine, course: int) -> None:
    engine.assistant().go.set()  # type: ignore[attr-defined]
    job = engine.jobs.add("Course", "x.docx", "", "")
    talk = engine.conversations.create("Course")
    message = engine.conversations.ask(talk.id, "Who found Zanthor?", ["x.docx", "y.pdf"], [job])
    engine.jobs.finish(job, JobState.FAILED, "Lectern reads PDF.")
    engine.conversations.finish(message.id, answer(course))
    engine.jobs.clear_finished()
    told = chat(talk.id).chat_message[0]
    assert r"**x\.docx** could not be read. Lectern reads PDF\." in told.markdown[-1].value
    assert [caption.value for caption in told.caption] == [r":material/attach_file: y\.pdf"]


def test_news_of_files_that_came_without_a_question_outlive_a_reload(engine: Engine, course: int) -> None:
    app = _added(engine, JobState.FAILED, "It is not a PDF.")
    again = AppTest.from_file(APP, default_timeout=60)
    again.query_params["added"] = app.query_params["added"][0]
    again.run()
    assert r"**x\.pdf** could not be read. It is not a PDF\." in _words(again)
    _press(again, "Dismiss")
    assert "added" not in again.query_params
    nonsense = AppTest.from_file(APP, default_timeout=60)
    nonsense.query_params["added"] = "²-99-x-"
    assert not nonsense.run().exception
