"""Models by the name of a LangChain provider, with fakes in the place of the providers' packages."""

import sys
from types import ModuleType

import pytest
from langchain_core.embeddings import Embeddings
from langchain_core.language_models import SimpleChatModel

from rag.errors import ModelUnavailable
from rag.models.embedding.embedder import load_embedder
from rag.models.generation.generator import load_generator
from rag.models.providers import ProviderChatModel
from rag.settings import Models
from tests.rag.models.openai_server import FakeServer, serving


class OllamaEmbeddings(Embeddings):
    """What LangChain looks for in the package langchain_ollama: n characters are (n, 1), as a question (1, n)."""

    def __init__(self, model: str) -> None:
        self.model = model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(len(text)), 1.0] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        if text == "break":
            raise ConnectionError("nobody listens")
        return [1.0, float(len(text))]


@pytest.fixture
def ollama(monkeypatch):
    package = ModuleType("langchain_ollama")
    package.OllamaEmbeddings = OllamaEmbeddings  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "langchain_ollama", package)


@pytest.fixture
def openai(monkeypatch):
    with serving("gpt-4o-mini") as address:
        monkeypatch.setenv("OPENAI_API_KEY", "sesame")
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        yield


def test_a_chat_model_by_name_streams(openai):
    chat = load_generator(Models(generator="openai:gpt-4o-mini"))
    assert [chunk.text for chunk in chat.stream("Hi", max_tokens=7, stop=["!"]) if chunk.text] == [
        "Hello",
        " world.",
    ]
    (request,) = FakeServer.asked
    assert (request["model"], request["stop"], request["max_completion_tokens"]) == ("gpt-4o-mini", ["!"], 7)


def test_a_chat_model_by_name_answers_at_once(openai):
    assert (
        load_generator(Models(generator="openai:gpt-4o-mini")).invoke("Hi", max_tokens=7).text
        == "Hello world."
    )
    assert FakeServer.asked[0]["max_completion_tokens"] == 7


def test_what_a_provider_raises_says_what_to_look_at(openai, monkeypatch):
    missing = load_generator(Models(generator="openai:gpt-9"))
    for ask in (missing.invoke, lambda text: list(missing.stream(text))):
        with pytest.raises(
            ModelUnavailable, match=r'"openai:gpt-9" cannot be used: .*models\.generator.*key'
        ):
            ask("Hi")
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(ModelUnavailable, match=r"openai:gpt-4o-mini.*cannot be used.*OPENAI_API_KEY"):
        load_generator(Models(generator="openai:gpt-4o-mini")).invoke("Hi")


def test_a_model_that_does_not_stream_is_read_whole():
    class Whole(SimpleChatModel):
        _llm_type = "whole"

        def _call(self, messages, stop=None, run_manager=None, **kwargs):
            return "All of it."

    chat = ProviderChatModel(name="some:model", model=Whole())
    assert chat.invoke("Hi").text == "All of it."
    assert [chunk.text for chunk in chat.stream("Hi") if chunk.text] == ["All of it."]


def test_an_embedder_by_name_embeds_questions_and_documents_each_in_their_way(ollama):
    embedder = load_embedder(Models(embedder="ollama:nomic-embed-text:v1.5"))
    assert isinstance(embedder.embeddings, Embeddings)
    assert embedder.encode(["abc"])[0] == pytest.approx([3 / 10**0.5, 1 / 10**0.5])
    assert embedder.encode_query("abc") == pytest.approx([1 / 10**0.5, 3 / 10**0.5])
    assert embedder.dimension == 2


def test_the_fingerprint_of_an_embedder_by_name_is_its_name(ollama):
    names = ("ollama:nomic-embed-text", "ollama:mxbai-embed-large")
    assert tuple(load_embedder(Models(embedder=name)).fingerprint for name in names) == names


def test_an_embedder_that_cannot_be_reached_says_what_to_look_at(ollama):
    embedder = load_embedder(Models(embedder="ollama:nomic-embed-text"))
    with pytest.raises(ModelUnavailable, match=r"nobody listens\. Check the name in models\.embedder"):
        embedder.encode_query("break")


@pytest.mark.parametrize("load", [load_generator, load_embedder])
def test_a_provider_that_langchain_does_not_know_is_refused(load):
    name = "nobody:model"
    with pytest.raises(ModelUnavailable, match=r'"nobody:model" cannot be used: .*nobody.*[Ss]upported'):
        load(Models(generator=name, embedder=name))


@pytest.mark.parametrize("load", [load_generator, load_embedder])
def test_the_package_of_a_provider_is_named_with_the_line_to_install_it(load, monkeypatch):
    monkeypatch.setitem(sys.modules, "langchain_mistralai", None)  # so importing it fails
    name = "mistralai:model"
    with pytest.raises(ModelUnavailable, match="pip install.*langchain-mistralai"):
        load(Models(generator=name, embedder=name))


@pytest.mark.parametrize("load", [load_generator, load_embedder])
def test_without_langchain_the_line_to_install_it_is_said(load, monkeypatch):
    monkeypatch.delitem(sys.modules, "rag.models.providers")
    for name in ("langchain", "langchain.chat_models", "langchain.embeddings"):
        monkeypatch.setitem(sys.modules, name, None)  # so importing it fails
    name = "openai:gpt-4o-mini"
    with pytest.raises(ModelUnavailable, match=r'\(langchain[\w.]*\)\. Run, .*pip install -e "\.\[models\]"'):
        load(Models(generator=name, embedder=name))


def test_without_a_provider_langchain_is_not_needed(monkeypatch, tmp_path):
    from tests.rag.models.tiny import tiny_chat

    monkeypatch.delitem(sys.modules, "rag.models.providers")
    for name in ("langchain", "langchain.chat_models", "langchain.embeddings"):
        monkeypatch.setitem(sys.modules, name, None)
    chat = tiny_chat("abcdef")
    chat.model.save_pretrained(tmp_path / "tiny")
    chat.tokenizer.save_pretrained(tmp_path / "tiny")
    assert load_generator(Models(generator=str(tmp_path / "tiny"), device="cpu")).invoke("a").text == "bcdef"
