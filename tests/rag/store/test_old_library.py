"""A library that commit 4696f17 wrote (see data/make_library.py) is all there when today's code opens it."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from evaluation.runs.outcome import Grade
from evaluation.runs.runner import library_fingerprint, records_of
from rag.compose import open_assistant
from rag.pages import rendering
from rag.pages.boxes import Box
from rag.pages.matching import letters
from rag.store.conversations import Conversations, Feedback, State
from rag.store.jobs import Jobs, JobState
from rag.store.library import Library
from rag.store.runs import Runs, RunState
from rag.store.testsets import Case, TestSets
from rag.values import Answer, Citation, Verdict

_V1 = Path(__file__).parent / "data" / "v1"


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Library]:
    """A copy of the kept library, opened."""
    shutil.copytree(_V1, tmp_path / "library")
    library = Library.open(tmp_path / "library")
    yield library
    library.close()


def answers(library: Library) -> list[Answer]:
    """Of all chats."""
    talks = Conversations(library.database)
    return [m.answer for talk in talks.list() for m in talks.messages(talk.id) if m.answer is not None]


def citations(answer: Answer) -> list[Citation]:
    """Everything that an answer shows of a page."""
    short = [] if answer.short is None else [answer.short.citation]
    claimed = [citation for claim in answer.claims for citation in claim.citations]
    return [*short, *claimed, *(sentence.citation() for sentence in answer.evidence)]


def test_its_documents_are_there(old: Library) -> None:
    assert [(c.name, c.documents, c.chunks) for c in old.collections()] == [
        ("Gardening", 2, 2),
        ("Generative AI", 1, 15),
    ]
    assert [(d.name, d.pages, d.owner) for d in old.documents("Generative AI")] == [("02-gans.pdf", 6, "Ada")]
    for document in old.documents():
        original = old.original(document.id)
        assert original is not None and original.stat().st_size == document.size


def test_its_chats_are_there(old: Library) -> None:
    talks = Conversations(old.database)
    assert [(talk.id, talk.title, talk.owner, talk.messages) for talk in talks.list()] == [
        (4, "How does a moss drink?", "", 2),
        (3, "What does compost need?", "", 4),
        (2, "How many raised beds are there?", "", 4),
        (1, "All about GANs", "Ada", 6),
    ]
    assert [talks.get(key).collection for key in (1, 2, 3)] == ["Generative AI", "", "Gardening"]
    asked, answered, _, _, _, silent = talks.messages(1)
    assert asked.text == "When were GANs introduced?"
    assert answered.answer is not None and answered.answer.short is not None
    assert (answered.answer.short.text, answered.answer.short.sure) == ("June 2014", True)
    assert answered.answer.claims[0].verdict is Verdict.SUPPORTED
    assert answered.feedback == Feedback(True, "exactly")
    assert silent.answer is not None and silent.answer.abstained and silent.answer.claims == ()
    assert silent.feedback == Feedback(False, "it might have said where to look")
    assert talks.messages(2)[0].files == ("beds.txt",)
    stopped = talks.messages(3)[1]
    assert (stopped.state, stopped.answer) == (State.FAILED, None)


def test_a_chat_about_a_collection_that_was_deleted_is_readable(old: Library) -> None:
    question, answer = Conversations(old.database).messages(4)
    assert question.text == "How does a moss drink?"
    assert answer.text == "A moss drinks with its leaves, and it can dry out without dying."


def test_its_test_sets_are_there(old: Library) -> None:
    sets = TestSets(old.database)
    assert [(listed.name, listed.size) for listed in sets.all()] == [
        ("Everything", 1),
        ("GANs", 3),
        ("Mosses", 1),
    ]
    gans = sets.find("GANs")
    assert gans is not None and gans.collection == "Generative AI"
    assert [stored.case for stored in sets.cases(gans.id)] == [
        Case(
            "When did the first GAN paper appear?", ("June 2014", "2014"), "02-gans.pdf", 1, True, note="easy"
        ),
        Case("What does the generator of a GAN make?", ("samples",), "02-gans.pdf", None, True),
        Case("How tall is Mount Everest?", answerable=False, note="not in the course"),
    ]


def test_its_runs_are_there(old: Library) -> None:
    runs = Runs(old.database)
    assert [(run.name, run.state, run.done, run.total) for run in runs.all()] == [
        ("Run 3", RunState.DONE, 1, 1),
        ("Run 2", RunState.CANCELLED, 1, 3),
        ("Run 1", RunState.DONE, 3, 3),
    ]
    whole = runs.run(1)
    assert whole.collection == "Generative AI"
    assert whole.settings["retrieval"] == {"alpha": 0.5, "top_k": 12, "pool": 60, "fusion": "convex"}
    assert [record.outcome for record in records_of(runs, 1)] == [Grade.RIGHT] * 3
    assert [case.question for case in runs.cases(2)] == [
        record.case.question for record in records_of(runs, 1)
    ]


def test_what_a_run_searched_is_still_known_as_the_same(old: Library) -> None:
    assert library_fingerprint(old, "Generative AI") == Runs(old.database).run(1).fingerprint
    assert library_fingerprint(old, "") != Runs(old.database).run(2).fingerprint  # the mosses are gone since


def test_its_uploads_are_there(old: Library) -> None:
    jobs = Jobs(old.database)
    assert [(job.name, job.state) for job in jobs.list()] == [
        ("02-gans.pdf", JobState.DONE),
        ("beds.txt", JobState.DONE),
        ("beds.txt", JobState.DONE),
        ("compost.md", JobState.DONE),
        ("herbs.txt", JobState.QUEUED),
    ]
    claimed = jobs.claim()
    assert claimed is not None and (claimed.name, claimed.collection) == ("herbs.txt", "Gardening")


def test_every_quote_stands_at_its_place_on_the_page(old: Library) -> None:
    runs = Runs(old.database)
    recorded = [record.answer for run in (1, 2) for record in records_of(runs, run)]
    known = {document.id for document in old.documents()}
    checked = 0
    for answer in [*answers(old), *(answer for answer in recorded if answer is not None)]:
        for cited in citations(answer):
            if cited.document_id in known:
                page = old.page(cited.document_id, cited.page)
                assert page.text[cited.start : cited.end] == cited.quote
                checked += 1
    assert checked > 50


def test_the_marks_on_a_page_cover_the_quote_and_nothing_else(old: Library) -> None:
    checked = 0
    for answer in answers(old):
        for cited in citations(answer):
            if cited.document == "02-gans.pdf":
                path = old.original(cited.document_id)
                assert path is not None
                page = old.page(cited.document_id, cited.page)
                boxes = rendering.locate(path, cited.page, page.text, [(cited.start, cited.end)])
                assert _spelled(_under(path, cited.page, boxes)) == _spelled(cited.quote)
                checked += 1
    assert checked > 10


def _under(path: Path, number: int, boxes: tuple[Box, ...]) -> str:
    """The characters of a page whose middle lies in one of the boxes."""
    under = []
    for glyph in rendering.glyphs(path, number):
        if glyph.box is not None:
            x, y = (glyph.box.left + glyph.box.right) / 2, (glyph.box.top + glyph.box.bottom) / 2
            if any(box.left <= x <= box.right and box.top <= y <= box.bottom for box in boxes):
                under.append(glyph.character)
    return "".join(under)


def _spelled(text: str) -> str:
    """Its letters and digits alone: hyphens at line ends and spaces are drawn in many ways."""
    return "".join(letter for character in text for letter in letters(character) if letter.isalnum())


def test_its_words_and_vectors_are_found(old: Library) -> None:
    (key,) = old.search.lexical(["tomato"], 5)
    assert old.search.chunks([key])[key].document == "beds.txt"
    assert list(old.search.lexical(["larch"], 5)) == [key]  # from "Lärche"
    keys = list(old.search.lexical(["gan", "compost", "tomato"], 50))
    assert len(keys) > 10
    assert old.search.dense(_vector(old, key), 1) == {key: pytest.approx(1.0)}


def _vector(library: Library, key: int) -> np.ndarray:
    """The kept vector of a chunk."""
    with sqlite3.connect(library.folder / "library.db") as connection:
        (blob,) = connection.execute("SELECT vector FROM chunks WHERE key = ?", (key,)).fetchone()
    connection.close()
    return np.frombuffer(blob, dtype=np.float32)


@pytest.mark.models
def test_it_answers(old: Library) -> None:
    assistant = open_assistant(old.folder)
    answer = assistant.answer("How many raised beds are there?", "Gardening")
    assert not answer.abstained and "fourteen raised beds" in answer.text
    assert answer.claims[0].citations[0].document == "beds.txt"
    assert assistant.answer("What is the boiling point of mercury?", "Generative AI").abstained
    assistant.library.close()
