"""Lectern's search as a retriever of LangChain, for chains and agents of others."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from rag.assistant import Assistant
from rag.question.question import Scope
from rag.question.understanding import understand
from rag.values import Passage


class PassageRetriever(BaseRetriever):
    """Finds the passages for a question, best first, as many as `retrieval.top_k` of the settings. It judges
    nothing: there are passages for a question, too, that the material does not answer."""

    assistant: Assistant
    collection: str | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        library = self.assistant.library
        if self.collection is not None:
            library.check_collection(self.collection)
        library.check_embedder(self.assistant.embedder.fingerprint)
        question = understand(query, (), Scope(self.collection))
        return [_document(passage) for passage in self.assistant.retriever.retrieve(question)]


def as_retriever(assistant: Assistant, collection: str | None = None) -> PassageRetriever:
    """The search in `collection` (None: in all of them) as a retriever of LangChain.

    A Document's `page_content` are the exact words of the page. Its `metadata`: `document` is the file's name,
    `page` counts from 1, `start` and `end` are characters of the page's text, end exclusive, `score` lies in
    [0, 1] and `rank` counts from 1. Its `id` is the same in every library that read the same bytes.
    """
    return PassageRetriever(assistant=assistant, collection=collection)


def _document(passage: Passage) -> Document:
    return Document(
        id=passage.chunk_id,
        page_content=passage.text,
        metadata={
            "document": passage.document,
            "page": passage.page,
            "start": passage.start,
            "end": passage.end,
            "score": passage.score,
            "rank": passage.rank,
        },
    )
