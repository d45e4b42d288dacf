import asyncio

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda

from rag.assistant import Assistant
from rag.errors import EmbedderMismatch, UnknownCollection
from rag.integrations.retriever import as_retriever
from rag.models.embedding.embedder import Embedder
from rag.settings import Settings
from tests.fakes import FakeEmbeddings
from tests.rag.integrations.conftest import CATS, CATS_START, DOGS


def test_a_document_says_where_its_words_stand(assistant):
    retriever = as_retriever(assistant)
    assert isinstance(retriever, BaseRetriever)
    first, second = retriever.invoke("Where do cats sleep?")
    assert first.page_content == CATS[CATS_START:]
    assert first.metadata == {
        "document": "cats.txt",
        "page": 1,
        "start": CATS_START,
        "end": len(CATS),
        "score": pytest.approx(1.0),  # the best of both searches
        "rank": 1,
    }
    assert (second.metadata["document"], second.metadata["rank"]) == ("dogs.txt", 2)
    assert first.metadata["score"] > second.metadata["score"]


def test_it_finds_what_the_answer_is_from(assistant):
    found = as_retriever(assistant, "Dogs").invoke("When were dogs painted?")
    answer = assistant.answer("When were dogs painted?", "Dogs")
    assert [document.id for document in found] == [passage.chunk_id for passage in answer.passages]


def test_a_collection_is_searched_alone(assistant):
    found = as_retriever(assistant, "Dogs").invoke("Where do cats sleep?")
    assert [document.page_content for document in found] == [DOGS]


def test_it_is_part_of_a_chain_and_of_programs_that_do_not_wait(assistant):
    chain = as_retriever(assistant, "Cats") | RunnableLambda(lambda found: found[0].page_content.split()[0])
    assert chain.invoke("Where do cats sleep?") == "Cats"
    assert asyncio.run(chain.ainvoke("Where do cats sleep?")) == "Cats"
    assert chain.batch(["Where do cats sleep?", "What of the sun?"]) == ["Cats", "Cats"]


def test_an_unknown_collection_is_an_error(assistant):
    with pytest.raises(UnknownCollection):
        as_retriever(assistant, "Birds").invoke("Where do birds sleep?")


def test_the_library_of_another_embedder_is_refused(assistant):
    other = Assistant(assistant.library, Embedder(FakeEmbeddings(), "other"), None, Settings())
    with pytest.raises(EmbedderMismatch):
        as_retriever(other).invoke("Where do cats sleep?")
