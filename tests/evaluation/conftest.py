"""A library of two documents with fake vectors, and an assistant that answers with the best sentence."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from evaluation.bench.dataset import DatasetText
from ingest.splitter import split
from rag.errors import LecternError
from rag.language.sentences import spans
from rag.models.embedding.embedder import Embedder
from rag.question.question import Question, Scope
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.store.library import Library, embedded_text
from rag.store.rows import NewDocument
from rag.values import Answer, Citation, Claim, Evidence, Outcome, Page, Seconds, Source, Verdict
from tests.fakes import FakeEmbeddings, hash_of

WHALES = "The blue whale is the largest animal. It was hunted until 1966. Krill is its food."
TREES = ("An oak is a tree with acorns.", "The oldest oak was planted in 1350 in Sweden.")
TEXTS = (
    DatasetText("whales.txt", "Whales", (Page(1, WHALES),)),
    DatasetText("trees.txt", "Trees", (Page(1, TREES[0]), Page(2, TREES[1]))),
)


class SentenceAssistant:
    """Answers with the retrieved sentence that shares most words with the question; silent where none does,
    or where the question says "please". Fails where it says "fail"."""

    def __init__(self, library: Library, embedder: Embedder, settings: Settings | None = None) -> None:
        self.library = library
        self.embedder = embedder
        self.settings = settings or Settings()
        self.asked: list[str] = []

    def answer(
        self,
        question: str,
        collection: str | None = None,
        history: Sequence[object] = (),
        document_ids: frozenset[int] | None = None,
    ) -> Answer:
        self.asked.append(question)
        if "fail" in question:
            raise LecternError("The model cannot be reached. Start it.")
        retriever = Retriever(self.library.search, self.embedder, self.settings.retrieval)
        passages = tuple(retriever.retrieve(Question.of(question, Scope(collection, document_ids))))
        sentences = [(p, p.start + s, p.start + e) for p in passages for s, e in spans(p.text)]
        wanted = set(question.lower().strip("?").split())

        def shared(entry):
            passage, start, end = entry
            words = passage.text[start - passage.start : end - passage.start].lower().strip(".").split()
            return len(wanted & set(words))

        best = max(sentences, key=shared, default=None)
        seconds = Seconds(0.01, 0.02, None, 0.03)
        if best is None or shared(best) < 2 or "please" in question:
            silent = Answer(question, question, Outcome.SILENT, "Not in the material.", passages=passages)
            return replace(silent, confidence=0.2, seconds=seconds)
        passage, start, end = best
        quote = passage.text[start - passage.start : end - passage.start]
        where = (passage.document_id, passage.document, passage.page, start, end, quote)
        claim = Claim(quote, Verdict.SUPPORTED, Source.EVIDENCE, (Citation(*where, 1.0),))
        evidence = (Evidence(passage.rank, *where, 0.9, 1),)
        return Answer(
            question,
            question,
            Outcome.ANSWERED,
            quote,
            (claim,),
            None,
            evidence,
            passages,
            confidence=0.9,
            seconds=seconds,
        )


def fake_embedder() -> Embedder:
    return Embedder(FakeEmbeddings(), "fake-1", 64, 256, lambda text: len(text.split()))


def add(library: Library, text: DatasetText, collection: str = "nature") -> None:
    embedder = fake_embedder()
    chunks = split(text.pages, text.title, text.name, embedder, 200)
    vectors = embedder.encode([embedded_text(chunk.header, chunk.text) for chunk in chunks])
    new = NewDocument(collection, text.name, text.title, hash_of(text.name), "text/plain", 1)
    library.add_document(new, text.pages, chunks, vectors, embedder.fingerprint, None)


@pytest.fixture
def library(tmp_path):
    library = Library.open(tmp_path / "library")
    for text in TEXTS:
        add(library, text)
    yield library
    library.close()


@pytest.fixture
def assistant(library):
    return SentenceAssistant(library, fake_embedder())
