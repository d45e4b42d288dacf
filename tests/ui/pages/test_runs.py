"""The logic of the evaluation page, with an assistant that is known by hand."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from evaluation.reports.report import report_of, to_json
from evaluation.runs.runner import Runner
from rag.errors import LecternError
from rag.store.runs import EvaluationRun, Runs, RunState
from rag.store.testsets import Case, TestSets
from rag.values import Task, Turn
from service.chats.pending import AnswerStage
from service.engine import Engine
from tests.ui.fakes import fill, open_fake
from ui import resources

CASES = (
    Case("Who found Zanthor?", ("Mirela",), "zanthor.txt", 1, True),
    Case("Where is it?", ("Tavira",), "zanthor.txt", 1, True),  # answered with "Mirela": wrong
    Case("Is it the moon?", ("no",), "zanthor.txt", 1, True),  # silent, wrongly
    Case("What is the moon?", (), "", None, False),  # silent, rightly
    Case("Who?", ("Mirela",), "missing.pdf", None, True),  # fails: there is no such document
)


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    made = Engine(tmp_path / "library", open_fake)  # type: ignore[arg-type]
    fill(made.library)
    monkeypatch.setattr(resources, "engine", lambda: made)
    st.cache_data.clear()
    yield made
    _fake(made).go.set()
    made.evaluation.wait(20)
    made.close(0)


@pytest.fixture
def testset(engine: Engine) -> int:
    return TestSets(engine.library.database).create("Exam", "Course", CASES)


def _fake(engine: Engine):  # type: ignore[no-untyped-def]
    return engine.assistant()


def _page(**query: str) -> AppTest:
    def script() -> None:
        from types import SimpleNamespace

        from ui.frame import frame
        from ui.main import pages
        from ui.pages import runs

        pages()  # where the links of the page lead
        frame(SimpleNamespace(run=runs.page))

    app = AppTest.from_function(script, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return _run(app)


def _run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def _words(app: AppTest) -> str:
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.error)
    return "\n".join(element.value for kind in kinds for element in kind)


def _tiles(app: AppTest) -> dict[str, str]:
    return {tile.label: tile.value for tile in app.metric}


def _press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return _run(app)


def _view(app: AppTest, name: str) -> AppTest:
    app.button_group(key="view").set_value(name)
    return _run(app)


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def _done(
    engine: Engine, testset: int, name: str = "First", cases: tuple[Case, ...] = CASES
) -> EvaluationRun:
    """A finished run."""
    _fake(engine).go.set()
    runner = engine.runner()
    return runner.work(runner.create(testset, name, "Course", cases).id)


def test_without_a_test_set_the_page_says_what_to_do(engine: Engine) -> None:
    app = _page()
    assert "There is no test set yet" in _words(app)
    (link,) = app.get("page_link")
    assert (link.proto.page, link.proto.label) == ("testsets", "Test sets")


def test_a_run_is_started_followed_cancelled_and_resumed(engine: Engine, testset: int) -> None:
    app = _page()
    assert "missing" in _words(app)  # told before it is run
    app = _press(app, "Start the run")
    runs = Runs(engine.library.database)
    (run,) = runs.all()
    assert (run.name, run.collection, run.total) == ("Run 1", "Course", 5)
    assert engine.evaluation.is_active(run.id)
    assert app.button(key="cancel-run").label == "Cancel"
    _until(lambda: bool(_fake(engine).asked))  # else it would be cancelled before its first case
    app.button(key="cancel-run").click()
    _run(app)
    assert engine.evaluation.is_stopping(run.id)
    _fake(engine).go.set()
    engine.evaluation.wait(20)
    app = _page()
    assert "This run was cancelled" in _words(app) and "1 of 5 cases are recorded" in _words(app)
    app.button(key="resume-run").click()
    _run(app)
    engine.evaluation.wait(20)
    assert (runs.run(run.id).state, runs.run(run.id).done) == (RunState.DONE, 5)


def test_a_run_outlives_its_collection(engine: Engine, testset: int) -> None:
    run = _done(engine, testset)
    engine.library.delete_collection("Course")
    app = _page()
    (listed,) = (box.options for box in app.selectbox if box.label == "Run")
    assert ["Course (deleted)" in name for name in listed] == [True]
    assert _tiles(app) and Runs(engine.library.database).run(run.id).state is RunState.DONE


def test_a_run_that_a_crash_cut_short_is_resumed(engine: Engine, testset: int) -> None:
    run = engine.runner().create(testset, "Cut", "Course", CASES)  # says RUNNING, and nobody works on it
    app = _page()
    assert "This run was cut short" in _words(app)
    _fake(engine).go.set()
    app.button(key="resume-run").click()
    _run(app)
    engine.evaluation.wait(20)
    assert Runs(engine.library.database).run(run.id).state is RunState.DONE


def test_other_settings_do_not_go_on_with_a_run(engine: Engine, testset: int) -> None:
    run = engine.runner().create(testset, "Cut", "Course", CASES)
    engine.change(engine.settings.changed("retrieval.alpha", 0.9))
    app = _page()
    app.button(key="resume-run").click()
    _run(app)
    assert "changed since it began" in _words(app)
    assert Runs(engine.library.database).run(run.id).state is RunState.RUNNING  # nothing was spoilt


def test_a_question_is_answered_between_two_cases(engine: Engine, testset: int) -> None:
    _press(_page(), "Start the run")
    _until(lambda: bool(_fake(engine).asked))  # else the question would come before the first case
    talk = engine.conversations.create("Course")
    message = engine.conversations.ask(talk.id, "Who found Zanthor?")
    engine.answers.submit(message)
    _until(lambda: (run := engine.answers.run(message.id)) is not None and run.stage is AnswerStage.QUEUED)
    _fake(engine).go.set()
    _until(lambda: not engine.conversations.unfinished())
    engine.evaluation.wait(20)
    assert engine.conversations.message(message.id).answer is not None


def test_the_report_tells_what_became_of_the_cases(engine: Engine, testset: int) -> None:
    _done(engine, testset)
    app = _page()
    # right: Mirela and the moon of 4 that were asked; answered: 2 of 4; silent on the 1 unanswerable
    assert _tiles(app) == {
        "Right": "50%",
        "Answered": "50%",
        "Unsure": "0%",
        "Silent": "50%",
        "Weighted score": "0.67",  # 1, 0, 2/3 and 1 of the four
        "Rightly silent": "100%",
        "Citations correct": "100%",
        "Seconds": "1.0 s",  # between 0.5 of the two that are silent and 1.5 of the others
    }
    words = _words(app)
    assert "of 4 cases  \n95%: 15–85%" in words  # Wilson, 2 of 4
    assert (
        "**2** right · **1** wrong · **1** no answer, though there is one · **1** could not be asked" in words
    )
    assert app.table[0].value.to_dict("records") == [
        {"Cases": "The material answers", "Answered": "2", "Unsure": "0", "Silent": "1"},
        {"Cases": "It does not", "Answered": "0", "Unsure": "0", "Silent": "1"},
    ]
    assert list(app.button_group(key="filter-1").options) == [
        "All 5",
        "Right 2",
        "Wrong 1",
        "No answer, though there is one 1",
        "Could not be asked 1",
        "The page was found, the answer not 2",
        "Unsupported 2",
        "Slow 2",
    ]
    assert "Of the 2 that are wrong or have no answer: **2** the page was found, the answer not" in words
    app.button_group(key="filter-1").set_value("No answer, though there is one")
    assert "No answer, though there is one: silent, though the material says it" in _words(_run(app))


def test_a_run_of_an_earlier_version_is_judged_anew_and_says_so(engine: Engine, testset: int) -> None:
    run = _done(engine, testset)
    assert "judged here by today's rules" not in _words(_page())
    runs = Runs(engine.library.database)
    (body,) = (body for position, body in runs.records(run.id).items() if position == 1)
    del body["metrics"]
    runs.add_record(run.id, 1, body | {"outcome": "right"})  # as the whole text was judged
    st.cache_resource.clear()
    app = _page()
    assert "judged here by today's rules" in _words(app)
    assert _tiles(app)["Right"] == "50%"


def test_half_a_percent_is_rounded_up_as_by_hand(engine: Engine, testset: int) -> None:
    # 5 of 8 are right: 62.5%
    _done(engine, testset, cases=(CASES[0],) * 5 + (CASES[1],) * 3)
    app = _page()
    assert _tiles(app)["Right"] == "63%"
    assert "100% answered, 63% of them right" in _words(_view(app, "Plots"))


def test_seconds_say_how_many_cases_they_are_of(engine: Engine, testset: int) -> None:
    _done(engine, testset)
    words = _words(_view(_page(), "Plots"))
    assert "first word 0.50 s (0.50 s) of 2 cases · whole answer 1.0 s (1.5 s) of 4 cases." in words
    assert "in these 2 cases the whole answer took 1.5 s (1.5 s)" in words


def test_what_does_not_apply_is_a_dash(engine: Engine, testset: int) -> None:
    _done(engine, testset, cases=CASES[3:4])  # one unanswerable case: nothing is cited
    tiles = _tiles(_page())
    assert (tiles["Citations correct"], tiles["Rightly silent"]) == ("–", "100%")


def test_a_case_shows_expected_given_evidence_and_page(engine: Engine, testset: int) -> None:
    _done(engine, testset)
    app = _page()
    app.button_group(key="filter-1").set_value("Wrong")
    _run(app)
    app.selectbox(key="case-1-Wrong").set_value(1)
    words = _words(_run(app))
    assert "Where is it?".replace("?", "") in words
    assert "- Tavira" in words and r"**Mirela** \[1\]" in words
    assert "Supported · in the model's words" in words and "the material does not say old" in words
    assert "do not stand on this page" in words
    app.button_group(key="filter-1").set_value("Could not be asked")
    _run(app)
    app.selectbox(key="case-1-Could not be asked").set_value(4)
    assert "could not be asked" in _words(_run(app))


def test_points_are_told_one_by_one_and_by_task(engine: Engine, testset: int) -> None:
    """The answer is "Mirela found it." with its place, and "It may be old.", without one."""
    case = Case(
        "Who of the two?",
        points=("Mirela found it.", "It may be old.", "It *is* ice."),
        answerable=True,
        history=(Turn("user", "Hello"),),
        task=Task.EXPLAIN,
    )
    run = _done(engine, testset, cases=(case, *CASES[:1]))
    assert _fake(engine).asked[0] == (case.question, "Course", case.history)
    app = _page(run=str(run.id))
    tiles = _tiles(app)
    assert (tiles["Points said"], tiles["Words"], tiles["Own sentences"]) == ("33%", "7", "100%")
    assert tiles["Right"] == "67%"  # a third, and a whole
    by_task = next(table.value for table in app.table if "Task" in table.value)
    assert by_task.to_dict("records")[1] == {
        "Task": "Explain", "Cases": "1", "Right": "33%", "Points said": "33%", "Words": "7",
        "Own sentences": "100%", "Answered": "1", "Unsure": "0", "Silent": "0",
    }  # fmt: skip
    app.selectbox(key=f"case-{run.id}-All").set_value(0)
    shown = _words(_run(app)).replace("\\", "")
    assert "Mirela found it. :green[:material/check: said within 3 words]" in shown
    assert "It may be old. :orange[:material/close: not said]" in shown and "user: Hello" in shown
    _view(app, "Plots")
    _view(app, "All scores")


def test_both_thresholds_are_set_from_the_plot(engine: Engine, testset: int) -> None:
    _done(engine, testset)
    app = _view(_page(), "Plots")
    assert "It is least where Lectern answers from **" in _words(app)
    app.slider(key="threshold").set_value(0.5)
    app.slider(key="unsure").set_value(0.3)
    _run(app)
    app.button(key="set-threshold").click()
    _run(app)
    answering = engine.settings.answering
    assert (answering.threshold, answering.unsure) == (pytest.approx(0.5), pytest.approx(0.3))
    assert "Now: " in _words(app) and app.button(key="set-threshold").disabled


def test_places_are_never_shown_from_above_where_answers_are_given(engine: Engine, testset: int) -> None:
    _done(engine, testset)
    app = _view(_page(), "Plots")
    app.slider(key="threshold").set_value(0.5)
    app.slider(key="unsure").set_value(0.9)
    assert _run(app).button(key="set-threshold").label == "Set 0.50 and 0.50"


def test_two_runs_are_compared_settings_first(engine: Engine, testset: int) -> None:
    _done(engine, testset)
    engine.change(engine.settings.changed("retrieval.alpha", 0.9))
    other = (*CASES[:1], replace(CASES[1], answers=("Mirela",)), *CASES[2:])
    _done(engine, testset, "Second", other)
    app = _view(_page(), "Compare")
    assert app.table[1].value.to_dict("records") == [
        {"Setting": "Meaning against words", "Before": r"0\.5", "After": r"0\.9"}
    ]
    assert app.table[2].value.to_dict("records") == [
        {"Cases": "Answered", "Before": "2", "After": "2"},
        {"Cases": "Unsure", "Before": "0", "After": "0"},
        {"Cases": "Silent", "Before": "2", "After": "2"},
    ]
    tiles = _tiles(app)
    assert (tiles["Won"], tiles["Lost"], tiles["Unchanged"]) == ("1", "0", "3")
    words = _words(app)
    # 2 of 4 before, 3 of 4 after
    assert "Right: 50% before, 75% after, of 4 cases. Difference +25, 95% interval" in words
    assert "may be chance" in words
    app.selectbox(key="pair-1-2-won").set_value(0)
    assert "**Before**" in _words(_run(app))


def test_runs_that_came_out_the_same_are_not_said_to_differ(engine: Engine, testset: int) -> None:
    _done(engine, testset)
    _done(engine, testset, "Second")
    words = _words(_view(_page(), "Compare"))
    assert "No case came out differently: 50% right in both, of 4 cases." in words
    assert "chance" not in words


def test_one_run_has_nothing_to_compare_with(engine: Engine, testset: int) -> None:
    _done(engine, testset)
    assert "There is no other run to compare with" in _words(_view(_page(), "Compare"))


def test_a_run_is_deleted_after_a_question(engine: Engine, testset: int) -> None:
    _done(engine, testset)
    app = _page()
    app.button(key="delete-run-yes").click()
    _run(app)
    assert Runs(engine.library.database).all() == []


def test_the_app_and_the_command_line_score_alike(engine: Engine, testset: int) -> None:
    """What the page starts against a plain Runner, as the command line uses it."""
    _fake(engine).go.set()
    _press(_page(), "Start the run")
    engine.evaluation.wait(20)
    runner = Runner(engine.assistant())
    plain = runner.work(runner.create(testset, "Run 1", "Course", CASES).id)
    first, second = (
        to_json(report_of(runner.runs, run_id, "Exam")) | {"created": 0} for run_id in (1, plain.id)
    )
    assert first == second


def test_nobody_starts_a_second_run_meanwhile(engine: Engine, testset: int) -> None:
    app = _press(_page(), "Start the run")
    start = next(button for button in app.button if button.label == "Start the run")
    assert start.disabled
    with pytest.raises(LecternError, match="Another run"):
        engine.evaluation.start(engine.runner(), 1)
