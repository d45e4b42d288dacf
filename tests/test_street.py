"""The whole street with the real models: a PDF of the sample course in, a cited answer out."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ingest.__main__ import main as ingest
from rag.__main__ import main as rag
from rag.compose import open_assistant
from rag.errors import LecternError
from rag.events import STOPPED, EvidenceFound
from rag.store.library import Library

pytestmark = pytest.mark.models
COURSE = Path(__file__).parent.parent / "samples" / "course"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("library")
    assert ingest([str(COURSE / "02-gans.pdf"), "--library", str(place), "--collection", "Course"]) == 0
    return place


def ask(capsys, folder: Path, question: str) -> dict:
    capsys.readouterr()
    assert rag(["ask", question, "--library", str(folder), "--collection", "Course", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_question_is_answered_with_the_right_page_and_exact_quotes(folder, capsys):
    body = ask(capsys, folder, "When were GANs introduced?")
    assert not body["abstained"]
    assert "June 2014" in body["answer"]
    library = Library.open(folder)
    for claim in body["claims"]:
        assert claim["verdict"] != "unsupported" and claim["citations"]
        for cited in claim["citations"]:
            page = library.page(cited["document_id"], cited["page"]).text
            assert page[cited["start"] : cited["end"]] == cited["quote"]
    library.close()
    assert body["seconds"]["evidence"] < body["seconds"]["total"]


def test_what_the_material_does_not_say_is_not_said(folder, capsys):
    body = ask(capsys, folder, "What is the boiling point of mercury in degrees Celsius?")
    assert body["abstained"] and body["claims"] == [] and body["evidence"]


def test_an_unknown_collection_is_said_plainly(folder, capsys):
    assert rag(["ask", "Who proposed the GAN?", "--library", str(folder), "--collection", "Chemistry"]) == 1
    assert "Chemistry" in capsys.readouterr().err
    assert rag(["ask", "Tell me more", "--library", str(folder), "--collection", "Chemistry"]) == 1


def test_an_empty_question_is_wrong_usage(folder, capsys):
    with pytest.raises(SystemExit, match="2"):
        rag(["ask", " ", "--library", str(folder)])
    assert "the question is empty" in capsys.readouterr().err


def test_a_stop_is_heard_within_two_seconds_while_the_judge_reads(folder):
    street, stop, stopped = open_assistant(folder), threading.Event(), []

    def end() -> None:
        stopped.append(time.monotonic())
        stop.set()

    with pytest.raises(LecternError, match=STOPPED):
        for event in street.ask("How is the generator of a GAN trained?", stop=stop):
            assert isinstance(event, EvidenceFound)
            threading.Timer(0.1, end).start()
    assert time.monotonic() - stopped[0] < 2
    street.library.close()


def test_signs_that_are_many_word_pieces_ask_for_no_more_memory_than_words(folder):
    """In a process of its own, whose memory is bounded: it may take 1 GB more than a plain question takes."""
    resource = pytest.importorskip("resource")

    def peak(question: str) -> int:
        command = [sys.executable, "-m", "rag", "ask", question, "--library", str(folder)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        subprocess.run(command, check=False, capture_output=True, timeout=280)
        return max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)

    plain = peak("When were GANs introduced?")
    assert peak("When were GANs introduced? " + "\u9f98" * 1900) < plain + 1024**2  # in KB
