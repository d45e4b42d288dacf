"""An assistant and an engine that are known by hand."""

import threading
from collections.abc import Iterator, Sequence
from copy import copy
from pathlib import Path
from typing import Any

import numpy as np

from rag.events import Delta, EvidenceFound
from rag.models.embedding.embedder import Embedder
from rag.settings import Settings
from rag.store.library import Library, chunk_id
from rag.store.rows import NewDocument
from rag.values import (
    Answer,
    Chunk,
    Citation,
    Claim,
    Evidence,
    Outcome,
    Page,
    Passage,
    Seconds,
    ShortAnswer,
    Source,
    Turn,
    Verdict,
)
from rag.values.people import Asker
from tests.fakes import FakeEmbeddings

TEXT = "A comet is a body of ice. Zanthor is a comet. It was found by Mirela in 1987."
"""Page 1 of zanthor.txt. Sentences at 0:25, 26:45, 46:77; "Mirela" at 62:68."""


def fill(library: Library, collection: str = "Course") -> int:
    """One document, zanthor.txt, with one page and one chunk; returns its id."""
    new = NewDocument(collection, "zanthor.txt", "The comet", "a" * 64, "text/plain", len(TEXT))
    chunk = Chunk(chunk_id("a" * 64, 1, 0, TEXT), 1, 0, len(TEXT), TEXT, "The comet")
    vector = np.array([FakeEmbeddings().embed_query(TEXT)], dtype=np.float32)
    return library.add_document(
        new, [Page(1, TEXT)], [chunk], vector, Embedder(FakeEmbeddings()).fingerprint, None
    ).id


def answer(document_id: int, question: str = "Who found Zanthor?", abstained: bool = False) -> Answer:
    """Mirela, from page 1; or an abstention that shows the same sentence."""
    sentence = Evidence(1, document_id, "zanthor.txt", 1, 46, 77, TEXT[46:77], 0.9, 1, ((16, 22),))
    passage = Passage("c", document_id, "zanthor.txt", 1, 0, len(TEXT), TEXT, "", 0.8, 0.7, 2.0, 1)
    found = Citation(document_id, "zanthor.txt", 1, 62, 68, "Mirela", 0.9)
    base = Answer(question, question, Outcome.SILENT, "The material does not answer this question.")
    seconds = Seconds(0.01, 0.02, 0.5, 1.5)
    if abstained:
        return Answer(
            question, base.search_query, Outcome.SILENT, base.text, evidence=(sentence,), passages=(passage,),
            confidence=0.2, seconds=Seconds(0.01, 0.02, None, 0.5),  # no word was written
        )  # fmt: skip
    return Answer(
        question, "who found the comet Zanthor", Outcome.ANSWERED, "Mirela found it. It may be old.",
        (
            Claim("Mirela found it.", Verdict.SUPPORTED, Source.MODEL, (sentence.citation(),)),
            Claim("It may be old.", Verdict.PARTLY, Source.MODEL, (), ("the material does not say old",)),
        ),
        ShortAnswer("Mirela", found), (sentence,), (passage,), 0.9, seconds=seconds,
    )  # fmt: skip


class FakeAssistant:
    """Finds the sentence about Mirela, writes two words, then waits for `go` or to be stopped.

    Asked for a whole answer, it waits for `go`; to questions about the moon it gives none.
    """

    def __init__(self, library: Library, document_id: int, settings: Settings | None = None) -> None:
        self.library = library
        self.settings = settings or Settings()
        self.embedder = Embedder(FakeEmbeddings())
        self.document_id = document_id
        self.asked: list[tuple[str, str | None, Sequence[Turn]]] = []
        self.searched: list[frozenset[int] | None] = []
        self.attached: list[frozenset[int]] = []
        self.askers: list[Asker] = []
        self.go = threading.Event()
        self.error: Exception | None = None

    def seen_by(self, asker: Asker) -> "FakeAssistant":
        """The same for another, who is remembered."""
        self.askers.append(asker)
        other = copy(self)
        other.library = self.library.seen_by(asker)
        return other

    def answer(self, question: str, collection: str | None = None, history: Sequence[Turn] = ()) -> Answer:
        self.asked.append((question, collection, history))
        assert self.go.wait(20)
        if self.error is not None:
            raise self.error
        return answer(self.document_id, question, abstained="moon" in question)

    def likely(
        self, text: str, collection: str | None = None, document_ids: frozenset[int] | None = None
    ) -> tuple[float, tuple[Evidence, ...]]:
        """Sure of what its one sentence says."""
        return (0.9, answer(self.document_id).evidence) if "Zanthor" in text else (0.0, ())

    def look(self, question: str, *_: object) -> EvidenceFound:
        """What `ask` says first."""
        if self.error is not None:
            raise self.error
        whole = answer(self.document_id, question)
        return EvidenceFound(whole.search_query, whole.passages, whole.evidence, None, None)

    def ask(
        self,
        question: str,
        collection: str | None = None,
        history: Sequence[Turn] = (),
        stop: threading.Event | None = None,
        document_ids: frozenset[int] | None = None,
        attached: frozenset[int] = frozenset(),
    ) -> Iterator[Any]:
        self.attached.append(attached)
        self.asked.append((question, collection, history))
        self.searched.append(document_ids)
        if self.error is not None:
            raise self.error
        whole = answer(self.document_id, question)
        yield EvidenceFound(whole.search_query, whole.passages, whole.evidence, None, None)
        yield EvidenceFound(whole.search_query, whole.passages, whole.evidence, 0.9, whole.short)
        yield Delta("Mirela ")
        yield Delta("found")
        while not self.go.wait(0.01):
            if stop is not None and stop.is_set():
                yield Answer(
                    question,
                    question,
                    Outcome.ANSWERED,
                    "Mirela found",
                    evidence=whole.evidence,
                    stopped=True,
                )
                return
        yield whole


def open_fake(folder: Path, settings: Settings) -> FakeAssistant:
    """What the engine opens in place of the real models."""
    library = Library.open(folder)
    documents = library.documents()
    return FakeAssistant(library, documents[0].id if documents else 0, settings)
