"""A library in which everything that has a name, a title or words has hostile ones."""

import hashlib
from pathlib import Path

import numpy as np

from evaluation.runs.gold import Gold
from evaluation.runs.record import failed, record_to_json, scored
from evaluation.runs.runner import plain_settings
from rag.models.embedding.embedder import Embedder
from rag.settings import Settings
from rag.store.conversations import Conversations
from rag.store.jobs import Jobs, JobState
from rag.store.library import Library, chunk_id
from rag.store.rows import NewDocument
from rag.store.runs import NewRun, Runs, RunState
from rag.store.testsets import Case, TestSets
from rag.values import (
    Answer,
    AnswerCell,
    AnswerPart,
    Chunk,
    Citation,
    Claim,
    Evidence,
    Outcome,
    Page,
    Passage,
    Seconds,
    Shape,
    ShortAnswer,
    Source,
    Verdict,
)
from tests.fakes import FakeEmbeddings

PIECES = (
    "![i](http://strange.example/i.png)",
    "[l](http://strange.example/l)",
    "http://strange.example/bare",
    "www.strange.example",
    "me@strange.example",
    "<img src='http://strange.example/j.png'>",
    "<http://strange.example/auto>",
    ":material/home: :red[red] $x$ `code`",
)
ALL = " ".join(PIECES)
NAMES = (" ".join(PIECES[:2]), " ".join(PIECES[2:5]))
"""Of two collections, whose names have at most 100 characters."""


def write_library(folder: Path) -> Path:
    """Two collections with a document each, chats, files that failed, test sets, and two runs."""
    library = Library.open(folder)
    ids = [_document(library, name) for name in NAMES]
    _chats(Conversations(library.database), ids[0])
    _jobs(Jobs(library.database))
    _runs(library, ids[0])
    # A model of that name cannot be loaded, and the error says so.
    Settings().changed("models.generator", ALL).save(folder)
    library.close()
    return folder


def _document(library: Library, collection: str) -> int:
    text = f"{ALL} Zanthor is a comet. It was found by {ALL} in 1987."
    sha = hashlib.sha256(collection.encode()).hexdigest()
    new = NewDocument(
        collection, f"{ALL}.txt", ALL, sha, "text/plain", len(text), owner=ALL, problems=(f"Page 1: {ALL}",)
    )
    chunk = Chunk(chunk_id(sha, 1, 0, text), 1, 0, len(text), text, ALL)
    vector = np.array([FakeEmbeddings().embed_query(text)], dtype=np.float32)
    fingerprint = Embedder(FakeEmbeddings()).fingerprint
    page = Page(1, text, problems=(ALL,))
    return library.add_document(new, [page], [chunk], vector, fingerprint, None).id


def _answer(document: int) -> Answer:
    name = f"{ALL}.txt"
    quote = Citation(document, name, 1, 0, len(ALL), ALL, 0.9)
    found = Evidence(1, document, name, 1, 0, len(ALL), ALL, 0.9, 1, ((0, 10),))
    further = Evidence(2, document, name, 1, len(ALL) + 1, len(ALL) + 21, "Zanthor is a comet.", 0.8, 1)
    passage = Passage("c", document, name, 1, 0, len(ALL), ALL, ALL, 0.8, 0.7, 2.0, 1)
    claims = (
        Claim(ALL, Verdict.SUPPORTED, Source.EVIDENCE, (quote,)),
        Claim(ALL, Verdict.PARTLY, Source.MODEL, (quote,), (ALL,)),
    )
    short = ShortAnswer(ALL, quote)
    row = (AnswerCell(ALL, (0,)), AnswerCell(ALL, (1,)))
    parts = (
        AnswerPart(Shape.LINE, text=ALL),
        AnswerPart(Shape.PARAGRAPH, (0, 1), ALL),
        AnswerPart(Shape.ITEM, (1,), ALL),
        AnswerPart(Shape.TABLE, (0, 1), ALL, (row, row)),
    )
    return Answer(
        ALL, f"{ALL} again", Outcome.ANSWERED, ALL, claims, short, (found, further), (passage,), 0.9, ALL,
        seconds=Seconds(0.1, 0.2, 0.5, 1.0), parts=parts,
    )  # fmt: skip


def _chats(conversations: Conversations, document: int) -> None:
    answered = conversations.create(NAMES[0])
    conversations.finish(conversations.ask(answered.id, ALL, [f"{ALL}.pdf"]).id, _answer(document))
    refused = conversations.create(NAMES[1])
    conversations.fail(conversations.ask(refused.id, ALL).id, f"It failed. {ALL}")
    silent = conversations.create("")
    base = _answer(document)
    abstained = Answer(
        ALL, ALL, Outcome.SILENT, ALL, evidence=base.evidence, passages=base.passages, confidence=0.1
    )
    conversations.finish(conversations.ask(silent.id, ALL).id, abstained)


def _jobs(jobs: Jobs) -> None:
    for state in (JobState.FAILED, JobState.DONE, JobState.CANCELLED):
        jobs.finish(jobs.add(NAMES[0], f"{ALL}.pdf", "gone", "", ALL), state, f"It is so. {ALL}")


def _runs(library: Library, document: int) -> None:
    cases = (Case(ALL, (ALL,), f"{ALL}.txt", 1, True, ALL), Case("Zanthor?", (), "", None, False, ALL))
    testset = TestSets(library.database).create(NAMES[0], NAMES[0], cases)
    runs = Runs(library.database)
    for alpha in (0.5, 0.6):
        settings = plain_settings(Settings().changed("retrieval.alpha", alpha).changed("models.device", ALL))
        run = runs.create(NewRun(testset, ALL[:100], NAMES[0], settings, ALL, cases))
        gold = Gold(answers=(ALL,), answerable=True)
        runs.add_record(run.id, 0, record_to_json(scored(0, cases[0], gold, _answer(document), None)))
        runs.add_record(run.id, 1, record_to_json(failed(1, cases[1], f"It failed. {ALL}")))
        runs.set_state(run.id, RunState.FAILED if alpha > 0.5 else RunState.DONE, f"It stopped. {ALL}")
