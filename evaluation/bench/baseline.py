"""The usual LangChain pipeline, to measure against: recursive splitter, dense top 4, stuffed prompt.

As in LangChain's own tutorials: chunks of 1,000 characters with 200 of overlap, an in-memory vector
store, and a prompt with the four chunks. Same embedder and generator as ours. Its citations are its
source chunks, which is what such apps show as sources; its claims are not checked by anything.
"""

import time
from collections.abc import Sequence

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.language_models import BaseChatModel
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_text_splitters import RecursiveCharacterTextSplitter

from evaluation.bench.dataset import DatasetQuestion, DatasetText
from rag.models.embedding.embedder import Embedder
from rag.models.generation import prompts
from rag.values import Answer, Citation, Outcome, Passage, Seconds

CHUNK, OVERLAP, TOP_K = 1000, 200, 4
_REFUSALS = ("i don't know", "i do not know", "i don’t know", "i cannot answer", "i can't answer")


class PlainPipeline:
    """Indexes the texts when made; then answers questions one at a time, without history."""

    def __init__(self, texts: Sequence[DatasetText], embedder: Embedder, generator: BaseChatModel) -> None:
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True
        )
        self._store = InMemoryVectorStore(_AsEmbeddings(embedder))
        pages = [
            Document(page.text, metadata={"document": text.name, "page": page.number})
            for text in texts
            for page in text.pages
        ]
        self._store.add_documents(splitter.split_documents(pages))
        self._chain = prompts.load("plain", frozenset({"context", "question"})) | generator

    def ask(self, question: DatasetQuestion) -> tuple[Answer, list[Citation]]:
        """The answer, and the source chunks as its citations."""
        started = time.perf_counter()
        found = self._store.similarity_search_with_score(question.text, k=TOP_K)
        retrieved = time.perf_counter() - started
        passages = tuple(_passage(doc, score, rank) for rank, (doc, score) in enumerate(found, 1))
        context = "\n\n".join(passage.text for passage in passages)
        first, text = None, ""
        for piece in self._chain.stream({"context": context, "question": question.text}):
            first = first if first is not None else time.perf_counter() - started
            text += str(piece.content)
        answer = Answer(
            question=question.text,
            search_query=question.text,
            outcome=Outcome.SILENT
            if any(refusal in text.lower() for refusal in _REFUSALS)
            else Outcome.ANSWERED,
            text=text.strip(),
            passages=passages,
            seconds=Seconds(retrieved, None, first, time.perf_counter() - started),
        )
        return answer, [_citation(passage) for passage in passages]


class _AsEmbeddings(Embeddings):
    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(value) for value in row] for row in self._embedder.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [float(value) for value in self._embedder.encode_query(text)]


def _passage(document: Document, score: float, rank: int) -> Passage:
    start = int(document.metadata["start_index"])
    text = document.page_content
    return Passage(
        chunk_id=f"{document.metadata['document']}:{start}",
        document_id=0,
        document=document.metadata["document"],
        page=document.metadata["page"],
        start=start,
        end=start + len(text),
        text=text,
        header="",
        score=max(0.0, min(1.0, score)),
        dense=score,
        lexical=None,
        rank=rank,
    )


def _citation(passage: Passage) -> Citation:
    return Citation(
        passage.document_id,
        passage.document,
        passage.page,
        passage.start,
        passage.end,
        passage.text,
        passage.score,
    )
