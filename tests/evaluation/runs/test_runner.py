"""Runs with an assistant whose answers are known: see conftest.py."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from evaluation.reports.report import from_json, report_of, to_json
from evaluation.runs.outcome import Cause, Grade
from evaluation.runs.runner import Runner, flat, library_fingerprint, plain_settings
from rag.errors import EmbedderMismatch, InvalidTestSet, LecternError
from rag.settings import Models, Settings
from rag.store.runs import RunState
from rag.store.testsets import Case, TestSets
from service.evaluation_worker import Worker
from tests.evaluation.conftest import TEXTS, SentenceAssistant, add, fake_embedder

CASES = (
    Case("What is the largest animal?", ("blue whale",), "whales.txt", 1, True),
    Case("When was the oldest oak planted?", ("1350",), "trees", 2, True),
    Case("Who wrote Hamlet?", (), "", None, False),
    Case("Will this fail?", ("no",), "", None, True),
    Case("What is krill, please?", ("food",), "whales.txt", 1, True),
    Case("What is an oak?", ("a bird",), "missing.pdf", None, True),
)


@pytest.fixture
def runner(assistant):
    return Runner(assistant)


def begin(runner, assistant, cases=CASES):
    key = TestSets(assistant.library.database).create(f"exam {time.time_ns()}", "nature", cases)
    return runner.create(key, "first", "nature", cases)


def test_every_case_is_recorded_with_what_became_of_it(runner, assistant):
    run = runner.work(begin(runner, assistant).id)
    assert (run.state, run.done, run.total) == (RunState.DONE, 6, 6)
    records = runner.records(run.id)
    assert [record.outcome for record in records] == [
        Grade.RIGHT,
        Grade.RIGHT,
        Grade.RIGHT,
        Grade.FAILED,
        Grade.WRONGLY_SILENT,
        Grade.FAILED,
    ]
    assert records[3].error == "The model cannot be reached. Start it."
    assert records[5].error.startswith('The test set names the document "missing.pdf", which is not in')
    assert records[4].cause is Cause.ANSWER
    assert records[1].scores["page_correct"] == 1  # "trees" means trees.txt
    assert records[2].scores["contains"] is None


def test_progress_counts_up(runner, assistant):
    seen = []
    runner.work(begin(runner, assistant).id, on_record=lambda done, total, record: seen.append((done, total)))
    assert seen == [(number, 6) for number in range(1, 7)]


def test_cancel_and_resume_ask_each_case_once(runner, assistant):
    stop = threading.Event()
    run = begin(runner, assistant)
    cut = runner.work(run.id, stop, lambda done, total, record: stop.set() if done == 2 else None)
    assert (cut.state, cut.done) == (RunState.CANCELLED, 2)
    assert runner.resumable(run.testset_id, "nature", CASES).id == run.id
    assert runner.work(run.id).state is RunState.DONE
    assert assistant.asked == [case.question for case in CASES if case.document != "missing.pdf"]
    assert runner.resumable(run.testset_id, "nature", CASES) is None


def test_a_case_that_failed_is_asked_again(runner, assistant, monkeypatch):
    run = begin(runner, assistant)
    answer = assistant.answer

    def unreachable(*_args):
        raise LecternError("The model cannot be reached.")

    monkeypatch.setattr(assistant, "answer", unreachable)
    runner.work(run.id)
    assert {record.outcome for record in runner.records(run.id)} == {Grade.FAILED}
    monkeypatch.setattr(assistant, "answer", answer)
    seen = []
    runner.work(run.id, on_record=lambda done, total, record: seen.append((done, total)))
    assert seen == [(number, 6) for number in range(1, 7)]
    assert [record.outcome for record in runner.records(run.id)].count(Grade.FAILED) == 2
    runner.work(run.id)  # asks those two alone
    assert assistant.asked.count(CASES[0].question) == 1 and assistant.asked.count(CASES[3].question) == 2


def test_a_bug_surfaces_and_is_noted_with_the_run(runner, assistant, monkeypatch):
    def broken(*_args):
        raise AssertionError("a bug")

    monkeypatch.setattr(assistant, "answer", broken)
    run = begin(runner, assistant)
    with pytest.raises(AssertionError):
        runner.work(run.id)
    assert runner.runs.run(run.id).state is RunState.FAILED
    assert runner.runs.run(run.id).message == "AssertionError: a bug"


def test_other_settings_cannot_go_on_with_a_run(runner, assistant, library):
    run = begin(runner, assistant)
    other = SentenceAssistant(library, fake_embedder(), Settings().changed("retrieval.alpha", 0.9))
    with pytest.raises(LecternError, match=r"retrieval\.alpha changed"):
        Runner(other).work(run.id)
    assert Runner(other).resumable(run.testset_id, "nature", CASES) is None


def test_other_documents_cannot_go_on_with_a_run(runner, assistant, library):
    run = begin(runner, assistant)
    library.remove_document(library.documents("nature")[0].id)
    with pytest.raises(LecternError, match="the documents changed"):
        runner.work(run.id)


def test_what_cannot_end_well_does_not_begin(runner, library):
    with pytest.raises(InvalidTestSet, match="no cases"):
        runner.create(1, "x", "nature", [])
    other = SentenceAssistant(library, type(fake_embedder())(fake_embedder().embeddings, "fake-2", 64))
    with pytest.raises(EmbedderMismatch):
        Runner(other).create(1, "x", "nature", CASES)
    with pytest.raises(LecternError, match="no collection"):
        runner.create(1, "x", "none", CASES)


def test_fingerprint_follows_the_documents(library):
    before = library_fingerprint(library, "nature")
    assert before == library_fingerprint(library, "")
    add(library, TEXTS[0], "other")
    assert library_fingerprint(library, "nature") == before
    assert library_fingerprint(library, "") != before


def test_settings_are_kept_plain():
    assert flat(plain_settings(Settings()))["retrieval.alpha"] == Settings().retrieval.alpha
    there_and_back = Settings(models=Models().using("qwen-0.5b").using("embedded"))
    assert plain_settings(there_and_back) == plain_settings(Settings())  # nothing that answers has changed


def test_report_round_trip(runner, assistant):
    run = runner.work(begin(runner, assistant).id)
    report = report_of(runner.runs, run.id, "exam", "fake-1")
    assert from_json(to_json(report)) == report
    summary = report.summary()
    assert summary["outcomes"] == {
        "right": 3,
        "partly right": 0,
        "wrong": 0,
        "unsure": 0,
        "wrongly silent": 1,
        "wrongly answered": 0,
        "failed": 2,
        "unknown": 0,
    }
    assert summary["right"]["value"] == pytest.approx(3 / 4)
    # of the 4 asked: 3 answerable, silent on 1; 1 unanswerable, silent
    assert summary["abstention"]["precision"]["value"] == pytest.approx(1 / 2)
    assert summary["abstention"]["wrongly_silent"]["value"] == pytest.approx(1 / 3)


class TestWorker:
    def test_runs_in_the_background(self, runner, assistant):
        worker, run = Worker(), begin(runner, assistant)
        worker.start(runner, run.id)
        worker.wait(20)
        assert runner.runs.run(run.id).state is RunState.DONE
        assert not worker.is_active(run.id)

    def test_cancel_one_at_a_time_and_resume(self, runner, assistant, monkeypatch):
        inside, go_on, answer = threading.Event(), threading.Event(), assistant.answer

        def slow(*arguments):
            inside.set()
            assert go_on.wait(20)
            return answer(*arguments)

        monkeypatch.setattr(assistant, "answer", slow)
        worker, run = Worker(), begin(runner, assistant)
        worker.start(runner, run.id)
        assert inside.wait(20) and worker.is_active(run.id)
        with pytest.raises(LecternError, match="Another run"):
            worker.start(runner, run.id)
        worker.cancel(run.id)
        go_on.set()
        worker.wait(20)
        assert runner.runs.run(run.id).state is RunState.CANCELLED
        worker.start(runner, run.id)
        worker.wait(20)
        assert runner.runs.run(run.id).state is RunState.DONE

    def test_a_run_without_a_worker_was_interrupted(self, runner, assistant):
        assert Worker().interrupted(begin(runner, assistant))


RUN_300 = """
import sys, time
from pathlib import Path
from evaluation.runs.runner import Runner
from rag.store.library import Library
from tests.evaluation.conftest import SentenceAssistant, fake_embedder

runner = Runner(SentenceAssistant(Library.open(Path(sys.argv[1])), fake_embedder()))

def show(done, total, record):
    print(done, flush=True)
    time.sleep(0.005)

runner.work(int(sys.argv[2]), on_record=show)
"""


def test_a_run_of_300_killed_in_the_middle_ends_with_the_same_scores(runner, assistant, library):
    words = ["animal", "oak", "krill", "whale", "acorns", "fail", "planted"]
    cases = [Case(f"What is {words[i % 7]} the {words[i % 5]} {i}?", ("an oak",)) for i in range(300)]
    unbroken, broken = begin(runner, assistant, cases), begin(runner, assistant, cases)
    runner.work(unbroken.id)
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", RUN_300, str(library.folder), str(broken.id)]
    path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path}
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == "120":
            break
    process.kill()
    process.wait()
    cut = runner.runs.run(broken.id)
    assert cut.state is RunState.RUNNING
    assert 120 <= cut.done < 300
    assert runner.work(broken.id).done == 300
    for one, other in zip(runner.records(unbroken.id), runner.records(broken.id), strict=True):
        assert (one.case, one.scores, one.outcome, one.error) == (
            other.case,
            other.scores,
            other.outcome,
            other.error,
        )
